import { assert } from '@second-chance/shared/assert.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from './tenant-transaction.ts';

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
  assert(Number.isInteger(count) && count > 0, `not a count of feed numbers: ${count}`);
  const scope = await tx
    .updateTable('feed_scope')
    .set({ last_number: sql<number>`last_number + ${count}` })
    .where('organization_id', '=', currentOrganization)
    .where('store_id', '=', storeId)
    .returning('last_number')
    .executeTakeFirst();
  assert(scope, `store ${storeId} has no feed`);
  return scope.last_number - count + 1;
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
    returning last_number - ${count}::bigint + 1 as first`;
}

/** The organization of the running tenant transaction, for conditions and inserted rows. */
const currentOrganization = sql<never>`current_setting('app.organization_id')::uuid`;
