/** An item on disk: the document, the codes it is scanned by, the words it is found by. */
import { itemWords } from '@second-chance/shared/catalogue/item-words.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, ItemId } from '@second-chance/shared/ids.ts';
import type { Store } from '../store/open-store.ts';
import { barcodeKey } from './barcode-key.ts';

/** A category's id as one word of the search index. */
export function categoryWord(id: CategoryId): string {
  return `c${id.replaceAll('-', '')}`;
}

/** Stores an item in place of its last version. Answers by how many live items there are more. */
export function writeItem(store: Store, revision: number, item: ItemDocument): number {
  const known = rowOf(store, item.id);
  const json = JSON.stringify(item);
  const row = known?.row ?? insertItem(store, { revision, item, json });
  if (known !== null) {
    clearIndexes(store, item.id, known);
    store
      .prepare(
        `update item set revision = ?, deleted = 0, sku = ?, category_id = ?, document_json = ?
         where item_row = ?`,
      )
      .run(revision, item.sku, item.categoryId, json, row);
  }
  const codes = new Set(item.barcodes.map(barcodeKey));
  for (const code of codes) {
    store.prepare('insert into item_barcode (code, item_id) values (?, ?)').run(code, item.id);
  }
  store
    .prepare('insert into item_words (rowid, words, category) values (?, ?, ?)')
    .run(row, itemWords(item), categoryWord(item.categoryId));
  return known === null || known.deleted === 1 ? 1 : 0;
}

/** Takes an item off the till; its last version stays readable for a reprint. */
export function deleteItem(store: Store, revision: number, id: ItemId): number {
  const known = rowOf(store, id);
  if (known === null || known.deleted === 1) return 0;
  clearIndexes(store, id, known);
  store
    .prepare('update item set revision = ?, deleted = 1 where item_row = ?')
    .run(revision, known.row);
  return -1;
}

interface KnownRow {
  readonly row: number;
  readonly deleted: 0 | 1;
}

function rowOf(store: Store, id: ItemId): KnownRow | null {
  const row = store.prepare('select item_row as row, deleted from item where id = ?').get(id);
  return (row as KnownRow | undefined) ?? null;
}

interface NewItem {
  readonly revision: number;
  readonly item: ItemDocument;
  readonly json: string;
}

function insertItem(store: Store, { revision, item, json }: NewItem): number {
  const { lastInsertRowid } = store
    .prepare(
      `insert into item (id, revision, deleted, sku, category_id, document_json)
       values (?, ?, 0, ?, ?, ?)`,
    )
    .run(item.id, revision, item.sku, item.categoryId, json);
  return Number(lastInsertRowid);
}

function clearIndexes(store: Store, id: ItemId, { row, deleted }: KnownRow): void {
  if (deleted === 1) return;
  store.prepare('delete from item_barcode where item_id = ?').run(id);
  store.prepare('delete from item_words where rowid = ?').run(row);
}
