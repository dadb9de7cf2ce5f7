import type { StockLevelDocument } from '@second-chance/shared/documents/stock-level.ts';
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import type { Store } from '../store/open-store.ts';

interface StockRow {
  readonly onHand: number;
  readonly claimed: number;
  readonly appliedJson: string;
  readonly storeId: StoreId;
}

/** The server's word on an item's stock; null where there is none. */
export function stockLevel(store: Store, itemId: ItemId): StockLevelDocument | null {
  const row = store
    .prepare(
      `select on_hand as onHand, claimed, applied_json as appliedJson, store_id as storeId
       from stock_level where item_id = ?`,
    )
    .get(itemId) as StockRow | undefined;
  if (row === undefined) return null;
  const { appliedJson, ...level } = row;
  return {
    id: itemId,
    ...level,
    applied: JSON.parse(appliedJson) as StockLevelDocument['applied'],
  };
}
