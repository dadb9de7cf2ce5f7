import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import type { Store } from '../store/open-store.ts';
import { barcodeKey } from './barcode-key.ts';
import { documentOf, tableOf } from './collection-tables.ts';

/** Items that one code can name at most before a person has to search instead. */
const ITEMS_MAX = 50;

/** Null for an item that is not here or was deleted. */
export function itemById(store: Store, id: ItemId): ItemDocument | null {
  return readItems(store, `select doc from ${ITEMS} where id = ? and deleted = 0`, [id])[0] ?? null;
}

/**
 * The items that a code names; the first of these that finds any decides:
 * 1. a barcode, in its normal form;
 * 2. an SKU spelled exactly so;
 * 3. an SKU that differs in the case of its letters, as people type.
 * Codes that differ by case alone are different items, so 3 never adds to 2.
 */
export function itemsByCode(store: Store, code: string): readonly ItemDocument[] {
  const text = code.trim();
  if (text === '') return [];
  const byBarcode = readItems(store, BY_BARCODE, [barcodeKey(text), ITEMS_MAX]);
  if (byBarcode.length > 0) return byBarcode;
  const bySku = readItems(store, BY_SKU, [text, ITEMS_MAX]);
  const exact = bySku.filter((item) => item.sku === text);
  return exact.length > 0 ? exact : bySku;
}

const ITEMS = tableOf('items');
const BY_BARCODE = `select item.doc from item_barcode
  join ${ITEMS} item on item.id = item_barcode.item_id
  where item_barcode.code = ? and item.deleted = 0 order by item.rowid limit ?`;
const BY_SKU = `select doc from ${ITEMS}
  where sku = ? collate nocase and deleted = 0 order by rowid limit ?`;

function readItems(
  store: Store,
  sql: string,
  parameters: readonly unknown[],
): readonly ItemDocument[] {
  const rows = store.prepare(sql).all(...parameters) as readonly {
    readonly doc: string;
  }[];
  return rows.map((row) => documentOf<ItemDocument>(row.doc));
}
