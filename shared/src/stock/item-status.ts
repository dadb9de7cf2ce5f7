import type { ItemKind, ItemStatus } from '../documents/item.ts';

/** Whether a thing can be had. `onHand` is the sum of its stock movements; a service has none. */
export function itemStatus({ kind, onHand, withdrawn }: StockOfItem): ItemStatus {
  if (withdrawn) return 'withdrawn';
  if (kind === 'service' || onHand > 0) return 'available';
  return kind === 'unique' ? 'sold' : 'out_of_stock';
}

export interface StockOfItem {
  readonly kind: ItemKind;
  readonly onHand: number;
  readonly withdrawn: boolean;
}
