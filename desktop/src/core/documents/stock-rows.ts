import type { StockLevelDocument } from '@second-chance/shared/documents/stock-level.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import type { Store } from '../store/open-store.ts';
import { documentOf, tableOf } from './collection-tables.ts';

const LEVEL = `select doc from ${tableOf('stockLevels')} where id = ? and deleted = 0`;

/** The server's word on an item's stock; null where there is none. */
export function stockLevel(store: Store, itemId: ItemId): StockLevelDocument | null {
  const row = store.prepare(LEVEL).get(itemId) as { readonly doc: string } | undefined;
  return row === undefined ? null : documentOf<StockLevelDocument>(row.doc);
}
