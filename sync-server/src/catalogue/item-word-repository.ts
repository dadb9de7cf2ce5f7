import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import { sql } from 'kysely';
import { textArray, uuidArray } from '../db/binary-arrays.ts';
import type { Scope } from '../db/document-repository.ts';
import { wordsOfItem } from './search-words.ts';

/** Stores the words by which items are found, in place of those that they had. */
export async function replaceItemWords(
  { tx, organizationId }: Scope,
  items: readonly ItemDocument[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.flatMap((item) => wordsOfItem(item).map((word) => ({ item, word })));
  const ids = items.map(({ id }) => id);
  await Promise.all([
    sql`
      delete from item_word
      where organization_id = ${organizationId} and item_id = any(${uuidArray(ids)}::uuid[])`.execute(
      tx,
    ),
    sql`
      insert into item_word (organization_id, store_id, item_id, word)
      select ${organizationId}::uuid, store_id, item_id, word
      from unnest(${uuidArray(rows.map(({ item }) => item.storeId))}::uuid[],
        ${uuidArray(rows.map(({ item }) => item.id))}::uuid[],
        ${textArray(rows.map(({ word }) => word))}::text[]) as given (store_id, item_id, word)`.execute(
      tx,
    ),
  ]);
}
