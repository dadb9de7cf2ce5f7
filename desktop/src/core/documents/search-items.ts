import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { CategoryDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { CategoryId } from '@second-chance/shared/ids.ts';
import type { Store } from '../store/open-store.ts';
import { documentOf, tableOf } from './collection-tables.ts';
import { searchExpression } from './search-query.ts';

export interface ItemSearch {
  /** As typed. Empty: everything. */
  readonly text: string;
  /** Null: all. A category includes the ones below it. */
  readonly categoryId: CategoryId | null;
  readonly limit: number;
}

/**
 * Finds items by the beginnings of words, within a category if wanted, the newest first.
 *
 * In the index's own order on purpose: ranking one letter's hits takes many times the time that a
 * key press has. Text without any letter or digit finds nothing.
 */
export function searchItems(
  store: Store,
  { text, categoryId, limit }: ItemSearch,
  categories: readonly CategoryDocument[],
): readonly ItemDocument[] {
  const within = categoryId === null ? null : withDescendants(categoryId, categories);
  if (text.trim() === '') return newestItems(store, within, limit);
  const expression = searchExpression(text, within);
  if (expression === null) return [];
  return parse(store.prepare(BY_WORDS).all(expression, limit));
}

const ITEMS = tableOf('items');
const BY_WORDS = `select item.doc as json from item_words
  cross join ${ITEMS} item on item.rowid = item_words.rowid
  where item_words match ? order by item_words.rowid desc limit ?`;
const NEWEST = `select rowid as row, doc as json from ${ITEMS}
  where deleted = 0 order by rowid desc limit ?`;
const NEWEST_IN_CATEGORY = `select rowid as row, doc as json from ${ITEMS}
  where category_id = ? and deleted = 0 order by rowid desc limit ?`;

function newestItems(
  store: Store,
  within: readonly CategoryId[] | null,
  limit: number,
): readonly ItemDocument[] {
  if (within === null) return parse(store.prepare(NEWEST).all(limit));
  const rows = within.flatMap(
    (id) => store.prepare(NEWEST_IN_CATEGORY).all(id, limit) as { row: number; json: string }[],
  );
  return parse(rows.toSorted((a, b) => b.row - a.row).slice(0, limit));
}

function withDescendants(
  categoryId: CategoryId,
  categories: readonly CategoryDocument[],
): readonly CategoryId[] {
  const within = new Set([categoryId]);
  // A set is walked while it grows, so each descendant brings its own children; cycles end.
  for (const id of within) {
    for (const child of categories) if (child.parentId === id) within.add(child.id);
  }
  return [...within];
}

function parse(rows: readonly unknown[]): readonly ItemDocument[] {
  return (rows as readonly { readonly json: string }[]).map(({ json }) =>
    documentOf<ItemDocument>(json),
  );
}
