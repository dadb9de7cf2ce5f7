/** A list of items and the windows of it that are in sight. */
import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import type {
  ItemFilter,
  ItemList,
  ItemSort,
} from '@second-chance/shared/contract/rest/item-lists.ts';
import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api/client.ts';
import { hasCode } from '../api/failure.ts';

const WINDOW = 100;
/** What is in sight is read again at once where something changed, and that often anyway. */
const REFRESH_MS = 60_000;

export const ITEM_LISTS_KEY = ['item-list'] as const;
export const ITEM_ROWS_KEY = ['item-rows'] as const;

export interface ListWish {
  readonly storeId: string | null;
  readonly filter: ItemFilter;
  readonly sort: ItemSort;
}

/** The list of a filter and an order; it stays as it was made until something is asked anew. */
export function useItemList({ storeId, filter, sort }: ListWish) {
  return useQuery({
    queryKey: [...ITEM_LISTS_KEY, storeId, filter, sort],
    queryFn: () =>
      api.itemLists.make({ storeId: storeId as never, filter, sort }) as Promise<ItemList>,
    enabled: storeId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

export type ItemRow = ItemView | null;

/**
 * Rows of a list by place, of the windows between two places: undefined while they are on their way,
 * null where the item was removed since.
 */
export function useItemWindows(
  list: ItemList | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): (place: number) => ItemRow | undefined {
  const queries = useQueryClient();
  const first = Math.floor(Math.max(0, from) / WINDOW);
  const last = list === undefined ? -1 : Math.floor(Math.min(to, list.total - 1) / WINDOW);
  const windows = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
  const results = useQueries({
    queries: windows.map((window) => ({
      queryKey: [...ITEM_ROWS_KEY, list?.id, window],
      queryFn: async () => {
        const wish = { id: list?.id as never, offset: window * WINDOW, limit: WINDOW };
        return (await api.itemLists.rows(wish)).rows as readonly ItemRow[];
      },
      ...(window === 0 && list && { initialData: list.rows as readonly ItemRow[] }),
      staleTime: REFRESH_MS,
      refetchInterval: REFRESH_MS,
    })),
  });
  const isGone = results.some(({ error }) => hasCode(error, 'NOT_FOUND'));
  useEffect(() => {
    if (isGone) void queries.invalidateQueries({ queryKey: ITEM_LISTS_KEY });
  }, [isGone, queries]);
  return (place) => results[Math.floor(place / WINDOW) - first]?.data?.[place % WINDOW];
}

/** After something changed: rows are read again where they stand; `order`: the list is made anew. */
export function useRefreshItems() {
  const queries = useQueryClient();
  return async ({ order = false }: { readonly order?: boolean } = {}) => {
    await queries.invalidateQueries({ queryKey: ITEM_ROWS_KEY });
    if (order) await queries.invalidateQueries({ queryKey: ITEM_LISTS_KEY });
  };
}
