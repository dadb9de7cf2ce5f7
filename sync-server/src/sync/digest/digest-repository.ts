/** Counts and digests of a store's live documents, computed by the database (documents/digest.ts). */
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import { COLLECTIONS } from '@second-chance/shared/documents/collections.ts';
import { type Digest, EMPTY_DIGEST } from '@second-chance/shared/documents/digest.ts';
import { type RawBuilder, sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { type FeedScope, feedRows } from '../feed/feed-sources.ts';

const hashHex = (text: RawBuilder<unknown>) =>
  sql`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;
const MARK = sql`('x' || substr(${hashHex(sql`id || ':' || revision`)}, 1, 12))::bit(48)`;
const DIGEST = sql`lpad(to_hex(bit_xor(${MARK})::bigint), 12, '0')`;
const BUCKET = sql`substr(${hashHex(sql`id::text`)}, 1, 2)`;

/** All collections, with the feed's number of the very same moment. */
export async function digestCollections(
  tx: TenantTransaction,
  scope: FeedScope,
): Promise<{
  readonly number: number;
  readonly collections: Readonly<Record<Collection, Digest>>;
}> {
  const { rows } = await sql<{ number: number; collection: Collection | null } & Digest>`
    select s.last_number as number, c.collection, c.count, c.digest
    from feed_scope s left join (
      select collection, count(*) as count, ${DIGEST} as digest
      from (${feedRows(COLLECTIONS, scope)}) as d where not deleted group by collection
    ) as c on true
    where s.organization_id = ${scope.organizationId} and s.store_id = ${scope.storeId}`.execute(
    tx,
  );
  const found = new Map(
    rows.map(({ collection, count, digest }) => [collection, { count, digest }]),
  );
  const collections = Object.fromEntries(
    COLLECTIONS.map((collection) => [collection, found.get(collection) ?? EMPTY_DIGEST]),
  ) as Record<Collection, Digest>;
  return { number: rows[0]?.number ?? 0, collections };
}

/** One collection by bucket. */
export async function digestBuckets(
  tx: TenantTransaction,
  scope: FeedScope,
  collection: Collection,
): Promise<{ readonly number: number; readonly buckets: Readonly<Record<string, Digest>> }> {
  const { rows } = await sql<{ number: number; bucket: string | null } & Digest>`
    select s.last_number as number, c.bucket, c.count, c.digest
    from feed_scope s left join (
      select ${BUCKET} as bucket, count(*) as count, ${DIGEST} as digest
      from (${feedRows([collection], scope)}) as d where not deleted group by 1
    ) as c on true
    where s.organization_id = ${scope.organizationId} and s.store_id = ${scope.storeId}`.execute(
    tx,
  );
  const buckets = rows.flatMap(({ bucket, count, digest }) =>
    bucket === null ? [] : [[bucket, { count, digest }] as const],
  );
  return { number: rows[0]?.number ?? 0, buckets: Object.fromEntries(buckets) };
}

/** Every live document in one bucket of a collection. */
export async function digestBucket(
  tx: TenantTransaction,
  scope: FeedScope,
  { collection, bucket }: { readonly collection: Collection; readonly bucket: string },
) {
  const { rows } = await sql<{ number: number; id: string | null; revision: number }>`
    select s.last_number as number, c.id::text as id, c.revision
    from feed_scope s left join (
      select id, revision from (${feedRows([collection], scope)}) as d
      where not deleted and ${BUCKET} = ${bucket}
    ) as c on true
    where s.organization_id = ${scope.organizationId} and s.store_id = ${scope.storeId}
    order by c.id`.execute(tx);
  const documents = rows.flatMap(({ id, revision }) => (id === null ? [] : [{ id, revision }]));
  return { number: rows[0]?.number ?? 0, documents };
}

/** The feed's last number. */
export async function lastNumberOf(tx: TenantTransaction, scope: FeedScope): Promise<number> {
  const row = await tx
    .selectFrom('feed_scope')
    .select('last_number')
    .where('organization_id', '=', scope.organizationId)
    .where('store_id', '=', scope.storeId)
    .executeTakeFirst();
  return row?.last_number ?? 0;
}
