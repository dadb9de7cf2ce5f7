import type { References } from '@second-chance/shared/contract/till/inventory-views.ts';
import { useQuery } from '@tanstack/react-query';
import { usePort } from '../../state/till-context.tsx';

/** Categories, taxes, ladders and stores for forms; null for the moment until core has told them. */
export function useReferences(): References | null {
  const port = usePort();
  const { data } = useQuery({
    queryKey: ['stock', 'references'],
    queryFn: () => port.inventory.references({}),
  });
  return data ?? null;
}
