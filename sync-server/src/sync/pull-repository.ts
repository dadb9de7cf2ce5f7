import type { FeedChange } from '@second-chance/shared/documents/collections.ts';
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

/** Bytes of documents after which a page ends; its last document may go past it. */
export const PAGE_BYTES = 1_000_000;

export interface FeedPage {
  /** A change with its document as JSON text, which nobody here needs to look into. */
  readonly rows: readonly (Omit<FeedChange, 'document'> & { readonly document: string })[];
  /** The feed's last number, as of the very same moment as the rows. */
  readonly lastNumber: number;
  /** Whether rows beyond these exist. */
  readonly more: boolean;
}

interface FeedScope {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
}

const DOCUMENT_TABLES = {
  items: 'item',
  categories: 'category',
  taxRates: 'tax_rate',
  priceSchedules: 'price_schedule',
  staff: 'staff',
} as const;

/**
 * Reads a page of a store's feed: every document whose latest change is numbered above `after`, in
 * that order. One statement, so that rows and counter are of one moment.
 */
export async function readFeed(
  tx: TenantTransaction,
  { organizationId, storeId }: FeedScope,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<FeedPage> {
  // One row more than asked for tells whether there is more.
  const rowLimit = limit + 1;
  const documents = Object.entries(DOCUMENT_TABLES).map(
    ([collection, table]) => sql`
      (select feed_number, ${sql.lit(collection)} as collection, id, revision, deleted,
        document::text as document
      from ${sql.table(table)}
      where organization_id = ${organizationId} and store_id = ${storeId} and feed_number > ${after}
      order by feed_number limit ${rowLimit})`,
  );
  const { rows } = await sql<{
    lastNumber: number;
    found: number;
    number: number | null;
    collection: string;
    id: string;
    revision: number;
    deleted: boolean;
    document: string;
  }>`
    with feed as (
      ${sql.join(documents, sql` union all `)}
      union all
      (select feed_number, 'storeSettings', id, revision, deleted, document::text
      from store
      where organization_id = ${organizationId} and id = ${storeId} and feed_number > ${after})
      union all
      (select feed_number, 'stockLevels', item_id, revision, false,
        json_build_object('id', item_id, 'storeId', store_id, 'onHand', on_hand,
          'claimed', claimed, 'applied', applied)::text
      from stock_level
      where organization_id = ${organizationId} and store_id = ${storeId} and feed_number > ${after}
      order by feed_number limit ${rowLimit})
      order by feed_number limit ${rowLimit}
    ), sized as (
      select *, sum(octet_length(document)) over (order by feed_number) - octet_length(document)
        as bytes_before
      from feed
    )
    select s.last_number as "lastNumber", (select count(*) from sized) as found,
      p.feed_number as number, p.collection, p.id, p.revision, p.deleted, p.document
    from feed_scope s
    left join (
      select * from sized where bytes_before < ${PAGE_BYTES}::bigint
      order by feed_number limit ${limit}
    ) p on true
    where s.organization_id = ${organizationId} and s.store_id = ${storeId}
    order by p.feed_number`.execute(tx);
  const page = rows.flatMap(({ lastNumber: _, found: __, number, ...row }) =>
    number === null ? [] : [{ number, ...row }],
  );
  return {
    rows: page,
    lastNumber: rows[0]?.lastNumber ?? 0,
    more: page.length < (rows[0]?.found ?? 0),
  };
}

/** Live documents of a store's feed. Reads every index once: for progress, not for every request. */
export async function countDocuments(
  tx: TenantTransaction,
  { organizationId, storeId }: FeedScope,
): Promise<number> {
  const counts = Object.values(DOCUMENT_TABLES).map(
    (table) => sql`
      (select count(*) from ${sql.table(table)}
      where organization_id = ${organizationId} and store_id = ${storeId} and not deleted)`,
  );
  const { rows } = await sql<{ total: number }>`
    select (${sql.join(counts, sql` + `)}
      + (select count(*) from store
         where organization_id = ${organizationId} and id = ${storeId} and not deleted)
      + (select count(*) from stock_level
         where organization_id = ${organizationId} and store_id = ${storeId}))::bigint
      as total`.execute(tx);
  return rows[0]?.total ?? 0;
}
