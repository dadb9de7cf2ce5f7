import { assert } from '@second-chance/shared/assert.ts';
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { type FeedScope, feedNumbers, feedRows } from './feed-sources.ts';

/** Bytes of documents after which a page ends; its last document may go past it. */
export const PAGE_BYTES = 2_000_000;

export interface FeedPage {
  /** The changes as a JSON array, put together by the database: nobody here looks into it. */
  readonly changes: string;
  readonly count: number;
  /** The place up to which this page says everything. */
  readonly checkpoint: number;
  /** Whether rows beyond these exist. */
  readonly more: boolean;
  /** The feed's last number, as of the very same moment as the rows. */
  readonly lastNumber: number;
  /** Deletions up to this number may be forgotten. */
  readonly horizon: number;
}

export interface FeedQuery {
  readonly collections: readonly Collection[];
  readonly after: number;
  readonly limit: number;
}

/**
 * Reads a page of a store's feed: every document of these collections whose latest change is
 * numbered above `after`, in that order. One statement, so that rows and counter are of one moment.
 *
 * First the numbers alone say how far the page goes, then no document is read that is not on it.
 */
export async function readFeed(
  tx: TenantTransaction,
  scope: FeedScope,
  { collections, after, limit }: FeedQuery,
): Promise<FeedPage> {
  const onPage = sql`
    and d.feed_number > ${after}::bigint and d.feed_number <= (select upto from reach)`;
  // One row more than asked for tells whether there is more.
  const { rows } = await sql<{
    lastNumber: number;
    horizon: number;
    found: number;
    count: number;
    last: number | null;
    changes: string | null;
  }>`
    with reach as materialized (
      select max(feed_number) as upto
      from (${feedNumbers(collections, scope, { after, limit: limit + 1 })}) as numbers
    ), feed as materialized (
      ${feedRows(collections, scope, onPage)}
    ), sized as (
      select *, row_number() over by_number as place,
        sum(octet_length(document)) over by_number - octet_length(document) as bytes_before
      from feed
      window by_number as (order by feed_number rows unbounded preceding)
    ), page as (
      select count(*) as count, max(feed_number) as last,
        string_agg('{"number":' || feed_number || ',"collection":"' || collection || '","id":"' || id
          || '","revision":' || revision || ',"deleted":' || deleted || ',"document":' || document
          || '}', ',' order by feed_number) as changes
      from sized where bytes_before < ${PAGE_BYTES}::bigint and place <= ${limit}::bigint
    )
    select s.last_number as "lastNumber", s.horizon, (select count(*) from feed) as found,
      page.count, page.last, page.changes
    from feed_scope s, page
    where s.organization_id = ${scope.organizationId} and s.store_id = ${scope.storeId}`.execute(
    tx,
  );
  const row = rows[0];
  assert(row, `store ${scope.storeId} has no feed`);
  const { lastNumber, horizon, found, count, last, changes } = row;
  const more = count < found;
  return {
    changes: `[${changes ?? ''}]`,
    count,
    // Where nothing is left, the page stands for all numbers up to the counter's own.
    checkpoint: more ? (last ?? after) : Math.max(after, lastNumber),
    more,
    lastNumber,
    horizon,
  };
}

/** Live documents of these collections. Reads every row: for progress, not for every request. */
export async function countDocuments(
  tx: TenantTransaction,
  scope: FeedScope,
  collections: readonly Collection[],
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from (${feedRows(collections, scope)}) as d
    where not deleted`.execute(tx);
  return rows[0]?.total ?? 0;
}
