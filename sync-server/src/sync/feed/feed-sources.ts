/** The tables behind the feed's collections, each as the same columns. */
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { type RawBuilder, sql } from 'kysely';

/** One store's feed. */
export interface FeedScope {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
}

interface FeedSource {
  readonly table: string;
  /** The column that names the store. */
  readonly storeColumn: 'store_id' | 'id';
  /** `id, revision, deleted` and `document` as JSON text, of the row `d`. */
  readonly columns: RawBuilder<unknown>;
}

/** A table that holds whole documents. */
function documentTable(table: string, storeColumn: FeedSource['storeColumn'] = 'store_id') {
  const columns = sql`d.id, d.revision, d.deleted, d.document::text as document`;
  return { table, storeColumn, columns } satisfies FeedSource;
}

const SOURCES: Readonly<Record<Collection, FeedSource>> = {
  items: documentTable('item'),
  categories: documentTable('category'),
  taxRates: documentTable('tax_rate'),
  priceSchedules: documentTable('price_schedule'),
  staff: documentTable('staff'),
  customers: documentTable('customer'),
  conflicts: documentTable('conflict'),
  storeSettings: documentTable('store', 'id'),
  stockLevels: {
    table: 'stock_level',
    storeColumn: 'store_id',
    columns: sql`d.item_id as id, d.revision, false as deleted,
      '{"id":"' || d.item_id || '","storeId":"' || d.store_id || '","onHand":' || d.on_hand
        || ',"claimed":' || d.claimed || ',"applied":' || d.applied || '}' as document`,
  },
  // What a receipt says is what its register signed: read out of the entry, which never changes.
  receipts: {
    table: 'receipt',
    storeColumn: 'store_id',
    columns: sql`d.id, d.revision, d.deleted, (
      select json_build_object('id', d.id, 'storeId', d.store_id, 'registerId', d.register_id,
        'epoch', d.epoch, 'seq', d.seq, 'hash', e.hash, 'at', e.at,
        'businessDay', said."businessDay", 'staffId', said."staffId", 'sale', said.payload)::text
      from journal_entry e,
        json_to_record(e.entry::json) as said("businessDay" text, "staffId" text, payload json)
      where e.organization_id = d.organization_id and e.store_id = d.store_id
        and e.register_id = d.register_id and e.epoch = d.epoch and e.chain = 'live'
        and e.seq = d.seq
    ) as document`,
  },
};

/**
 * A query of all rows of these collections in one store: `collection, feed_number, id, revision,
 * deleted, document`. `where` adds conditions on the row `d`.
 */
export function feedRows(
  collections: readonly Collection[],
  scope: FeedScope,
  where: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const parts = collections.map((collection) => {
    const { columns } = SOURCES[collection];
    return sql`
      select ${sql.lit(collection)}::text as collection, d.feed_number, ${columns}
      from ${rowsOf(collection, scope)} ${where}`;
  });
  return sql.join(parts, sql` union all `);
}

/**
 * A query of the first `limit` feed numbers above `after`. Every table gives its own first ones by
 * its index, which PostgreSQL would not do by itself under row-level security.
 */
export function feedNumbers(
  collections: readonly Collection[],
  scope: FeedScope,
  { after, limit }: { readonly after: number; readonly limit: number },
): RawBuilder<unknown> {
  const parts = collections.map(
    (collection) => sql`(
      select d.feed_number from ${rowsOf(collection, scope)} and d.feed_number > ${after}::bigint
      order by d.feed_number limit ${limit})`,
  );
  return sql`
    select feed_number from (${sql.join(parts, sql` union all `)}) as firsts
    order by feed_number limit ${limit}`;
}

function rowsOf(collection: Collection, { organizationId, storeId }: FeedScope) {
  const { table, storeColumn } = SOURCES[collection];
  return sql`${sql.table(table)} as d
    where d.organization_id = ${organizationId} and ${sql.ref(`d.${storeColumn}`)} = ${storeId}`;
}
