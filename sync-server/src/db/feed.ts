import { assert } from '@second-chance/shared/assert.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from './tenant-transaction.ts';

/**
 * Where PostgreSQL tells every node of a feed that moved, with the commit that moved it. What is
 * told is `ORGANIZATION:STORE:LAST_NUMBER`. Part of the statement that takes numbers, so that nobody
 * can forget it.
 */
export const FEED_CHANNEL = 'store_feed';
const telling = sql`pg_notify(${sql.lit(FEED_CHANNEL)},
  organization_id::text || ':' || store_id::text || ':' || last_number::text)`;

/**
 * Takes the next `count` numbers of a store's feed and returns the first of them.
 *
 * Locks the store's counter until the transaction ends, so that numbers become visible in their
 * order: whoever has seen n has seen all below. Take them when everything else is read, checked and
 * ready, write the numbered rows in as few statements as can be, and commit. A transaction that
 * takes numbers of several stores does so in the order of their ids.
 */
export async function nextFeedNumbers(
  tx: TenantTransaction,
  storeId: StoreId,
  count: number,
): Promise<number> {
  const { rows } = await sql<{ readonly first: number }>`
    ${takingFeedNumbers(storeId, count)}`.execute(tx);
  assert(rows[0], `store ${storeId} has no feed`);
  return rows[0].first;
}

/**
 * The same as the first part of a statement that writes the numbered rows itself: with it they
 * are numbered from `first` of this query's one row. Holds the lock for one round trip less.
 */
export function takingFeedNumbers(storeId: StoreId, count: number) {
  assert(Number.isInteger(count) && count > 0, `not a count of feed numbers: ${count}`);
  return sql`
    update feed_scope set last_number = last_number + ${count}
    where organization_id = ${currentOrganization} and store_id = ${storeId}
    returning last_number - ${count}::bigint + 1 as first, ${telling} as told`;
}

/**
 * Tells every node, with the commit, that something of a store changed that is in no feed: a sale of
 * what has no stock, a shift, a settled exception. Locks nothing.
 */
export async function tellOfStore(tx: TenantTransaction, storeId: StoreId): Promise<void> {
  await sql`
    select ${telling} from feed_scope
    where organization_id = ${currentOrganization} and store_id = ${storeId}`.execute(tx);
}

/** The organization of the running tenant transaction, for conditions and inserted rows. */
const currentOrganization = sql<never>`current_setting('app.organization_id')::uuid`;
