/** What a store's feed forgets: receipts whose days are over, old deletions, old intents. */

import { RECEIPT_DAYS } from '@second-chance/shared/documents/receipt.ts';
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import { nextFeedNumbers } from '../../db/feed.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { LOCK_ORDER, TABLE_OF } from '../../documents/edit.ts';
import type { FeedScope } from '../feed/feed-sources.ts';

const DAY_MS = 86_400_000;
/** Longer than any till keeps something unsent without loading afresh in between. */
export const INTENT_DAYS = 120;
/** So that one step stays short: it holds the feed's lock. */
const EXPIRED_AT_ONCE_MAX = 1_000;

/** The stores of an organization, which have a feed each. */
export async function feedsOf(
  tx: TenantTransaction,
  organizationId: OrganizationId,
): Promise<readonly FeedScope[]> {
  const { rows } = await sql<{ storeId: StoreId }>`
    select store_id as "storeId" from feed_scope where organization_id = ${organizationId}
    order by store_id`.execute(tx);
  return rows.map(({ storeId }) => ({ organizationId, storeId }));
}

/** Takes receipts off the tills whose days are over, oldest first. Answers how many; there may be more. */
export async function expireReceipts(
  tx: TenantTransaction,
  { organizationId, storeId }: FeedScope,
  at: EpochMs,
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id::text as id from receipt
    where organization_id = ${organizationId} and store_id = ${storeId} and not deleted
      and at < ${at - RECEIPT_DAYS * DAY_MS}::bigint
    order by at, id limit ${EXPIRED_AT_ONCE_MAX} for update`.execute(tx);
  if (rows.length === 0) return 0;
  const first = await nextFeedNumbers(tx, storeId, rows.length);
  await sql`
    update receipt r set deleted = true, revision = r.revision + 1,
      feed_number = ${first}::bigint + e.place - 1
    from unnest(${rows.map(({ id }) => id)}::uuid[]) with ordinality as e (id, place)
    where r.organization_id = ${organizationId} and r.store_id = ${storeId} and r.id = e.id`.execute(
    tx,
  );
  return rows.length;
}

/** Notes how far the feed is now, at most once a day. */
export async function markFeed(
  tx: TenantTransaction,
  { organizationId, storeId }: FeedScope,
  at: EpochMs,
): Promise<void> {
  await sql`
    insert into feed_mark (organization_id, store_id, at, last_number)
    select organization_id, store_id, ${at}::bigint, last_number from feed_scope
    where organization_id = ${organizationId} and store_id = ${storeId} and not exists (
      select from feed_mark where organization_id = ${organizationId} and store_id = ${storeId}
        and at > ${at - DAY_MS}::bigint)`.execute(tx);
}

/**
 * Forgets deletions that are older than so many days, and says so by the feed's horizon in the same
 * transaction: whoever read less far loads afresh. Answers how many were forgotten.
 */
export async function forgetDeletions(
  tx: TenantTransaction,
  { organizationId, storeId }: FeedScope,
  { at, days }: { readonly at: EpochMs; readonly days: number },
): Promise<number> {
  const { rows } = await sql<{ horizon: number | null }>`
    select max(last_number) as horizon from feed_mark
    where organization_id = ${organizationId} and store_id = ${storeId}
      and at <= ${at - days * DAY_MS}::bigint`.execute(tx);
  const horizon = rows[0]?.horizon ?? null;
  if (horizon === null) return 0;
  let forgotten = 0;
  for (const table of [...LOCK_ORDER.map((collection) => TABLE_OF[collection]), 'receipt']) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)}
      where organization_id = ${organizationId} and store_id = ${storeId}
        and feed_number <= ${horizon} and deleted`.execute(tx);
    forgotten += Number(numAffectedRows ?? 0n);
  }
  if (forgotten > 0) {
    await sql`
      update feed_scope set horizon = greatest(horizon, ${horizon}::bigint)
      where organization_id = ${organizationId} and store_id = ${storeId}`.execute(tx);
  }
  await sql`
    delete from feed_mark where organization_id = ${organizationId} and store_id = ${storeId}
      and last_number < ${horizon}`.execute(tx);
  return forgotten;
}

/** Forgets what became of rows that no till can send again. */
export async function forgetIntents(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  at: EpochMs,
): Promise<void> {
  await sql`
    delete from push_intent where organization_id = ${organizationId}
      and at < ${at - INTENT_DAYS * DAY_MS}::bigint`.execute(tx);
}
