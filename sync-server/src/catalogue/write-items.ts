import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import { recordChanges } from '../audit/record-change.ts';
import type { Scope, Stored } from '../db/document-repository.ts';
import { nextFeedNumbers } from '../db/feed.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { replaceItemWords } from './item-word-repository.ts';
import { wordsOfItem } from './search-words.ts';

/** Items by id, locked in the order of their ids, so that two who lock many never wait in a circle. */
export async function lockItems(
  { tx, organizationId }: Scope,
  ids: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, Stored<ItemDocument>>> {
  const { rows } = await sql<Stored<ItemDocument>>`
    select document, revision, deleted from item
    where organization_id = ${organizationId} and id = any(${[...ids]}::uuid[])
    order by id for update`.execute(tx);
  return new Map(rows.map((row) => [row.document.id, row]));
}

export interface ItemWrite {
  readonly before: Stored<ItemDocument>;
  readonly after: ItemDocument;
  readonly deleted: boolean;
}

/**
 * Writes the next revisions of locked items of one store, with their lines in the audit log and
 * their words; the last thing a transaction does, for it locks the feed.
 */
export async function writeItems(
  work: TenantWork,
  { storeId, writes }: { readonly storeId: StoreId; readonly writes: readonly ItemWrite[] },
): Promise<void> {
  if (writes.length === 0) return;
  await recordChanges(
    work,
    writes.map(({ before, after, deleted }) => ({
      storeId,
      action: deleted ? 'item.remove' : before.deleted ? 'item.restore' : 'item.update',
      subject: after.id,
      before: before.document,
      after: deleted ? null : after,
    })),
  );
  const reworded = writes.filter(
    ({ before, after }) => wordsOfItem(before.document).join(' ') !== wordsOfItem(after).join(' '),
  );
  if (reworded.length > 0) {
    await replaceItemWords(
      work,
      reworded.map(({ after }) => after),
    );
  }
  const first = await nextFeedNumbers(work.tx, storeId, writes.length);
  await sql`
    update item set document = given.document::jsonb, revision = item.revision + 1,
      deleted = given.deleted, feed_number = ${first}::bigint + given.place - 1
    from unnest(
      ${writes.map(({ after }) => after.id)}::uuid[],
      ${writes.map(({ after }) => JSON.stringify(after))}::text[],
      ${writes.map(({ deleted }) => deleted)}::boolean[]
    ) with ordinality as given (id, document, deleted, place)
    where item.organization_id = ${work.organizationId} and item.store_id = ${storeId}
      and item.id = given.id`.execute(work.tx);
}
