/** What items are found by: the codes they are scanned by, the words they are searched by. */
import { itemWords } from '@second-chance/shared/catalogue/item-words.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { CategoryId } from '@second-chance/shared/ids.ts';
import type { Store } from '../store/open-store.ts';
import { barcodeKey } from './barcode-key.ts';
import type { StoredDocument } from './collection-tables.ts';
import type { WrittenRow } from './write-versions.ts';

/** A category's id as one word of the search index. */
export function categoryWord(id: CategoryId): string {
  return `c${id.replaceAll('-', '')}`;
}

/** Brings codes and words in step with the rows; what stayed the same is not touched. */
export function indexItems(store: Store, rows: readonly WrittenRow[]): void {
  for (const { row, id, now, before } of rows) {
    indexCodes(store, id, codesOf(now), codesOf(before));
    indexWords(store, row, wordsOf(now), wordsOf(before));
  }
}

function indexCodes(
  store: Store,
  id: string,
  now: ReadonlySet<string>,
  before: ReadonlySet<string>,
): void {
  for (const code of before) {
    if (now.has(code)) continue;
    store.prepare('delete from item_barcode where code = ? and item_id = ?').run(code, id);
  }
  for (const code of now) {
    if (before.has(code)) continue;
    store.prepare('insert or ignore into item_barcode (code, item_id) values (?, ?)').run(code, id);
  }
}

/**
 * How the index of words is kept: segments of it are merged while rows are written (`automerge`), at
 * the latest when there are `crisismerge` of them. What SQLite's FTS5 calls so.
 */
export function tuneItemWords(
  store: Store,
  settings: { readonly automerge: number; readonly crisismerge: number },
): void {
  store.quickTransaction(() => {
    // FTS5 takes nothing but an integer, and numbers are bound as reals.
    const tune = store.prepare(
      'insert into item_words (item_words, rank) values (?, cast(? as integer))',
    );
    for (const [name, value] of Object.entries(settings)) tune.run(name, value);
    // Words gathered in memory before a segment is written; the usual is 1 MB.
    tune.run('hashsize', HASH_BYTES);
  });
}

const HASH_BYTES = 8_000_000;

interface Words {
  readonly words: string;
  readonly category: string;
}

function indexWords(store: Store, row: number, now: Words | null, before: Words | null): void {
  if (now?.words === before?.words && now?.category === before?.category) return;
  if (before !== null) store.prepare('delete from item_words where rowid = ?').run(row);
  if (now === null) return;
  store
    .prepare('insert into item_words (rowid, words, category) values (?, ?, ?)')
    .run(row, now.words, now.category);
}

const NONE: ReadonlySet<string> = new Set();

function codesOf(stored: StoredDocument | null): ReadonlySet<string> {
  if (stored === null || stored._deleted) return NONE;
  const { barcodes, oldCodes = [] } = stored as unknown as ItemDocument;
  return new Set([...barcodes, ...oldCodes].map(barcodeKey));
}

function wordsOf(stored: StoredDocument | null): Words | null {
  if (stored === null || stored._deleted) return null;
  const item = stored as unknown as ItemDocument;
  return { words: itemWords(item), category: categoryWord(item.categoryId) };
}
