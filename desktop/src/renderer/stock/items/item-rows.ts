/** The rows of a list that are in view: pages of it, fetched where somebody looks and kept. */
import type {
  InventoryPage,
  InventoryRow,
} from '@second-chance/shared/contract/till/inventory-views.ts';
import { useQueries } from '@tanstack/react-query';
import { usePort } from '../../state/till-context.tsx';
import type { ListOrder } from './item-filter.ts';

export const PAGE = 100;

export interface ItemRows {
  readonly total: number;
  readonly value: InventoryPage['value'] | null;
  readonly error: unknown;
  readonly pending: boolean;
  readonly at: (index: number) => InventoryRow | null;
  readonly refetch: () => void;
}

/** `from` and `to` are the rows in view. */
export function useItemRows(
  order: ListOrder,
  { from, to }: { from: number; to: number },
): ItemRows {
  const port = usePort();
  const first = Math.floor(from / PAGE);
  const last = Math.max(first, Math.floor(to / PAGE));
  const numbers = [
    ...new Set([0, ...Array.from({ length: last - first + 1 }, (_, n) => first + n)]),
  ];
  const pages = useQueries({
    queries: numbers.map((page) => ({
      queryKey: ['stock', 'list', order, page],
      queryFn: () => port.inventory.list({ ...order, offset: page * PAGE, limit: PAGE }),
      staleTime: 3_000,
    })),
  });
  const byNumber = new Map(numbers.map((number, place) => [number, pages[place]?.data]));
  const head = byNumber.get(0);
  return {
    total: head?.total ?? 0,
    value: head?.value ?? null,
    error: pages.find(({ error }) => error !== null)?.error ?? null,
    pending: pages[0]?.isPending ?? true,
    at: (index) => byNumber.get(Math.floor(index / PAGE))?.rows[index % PAGE] ?? null,
    refetch: () => {
      for (const page of pages) void page.refetch();
    },
  };
}
