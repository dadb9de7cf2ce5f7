/** The rows of a store's replicated documents: found, inserted and changed with feed numbers. */
import type { ConflictDocument } from '@second-chance/shared/documents/conflict.ts';
import type { CustomerDocument } from '@second-chance/shared/documents/customer.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type {
  CategoryDocument,
  PriceScheduleDocument,
  StaffDocument,
  TaxRateDocument,
} from '@second-chance/shared/documents/reference-data.ts';
import type { OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import { nextFeedNumbers } from './feed.ts';
import type { TenantTransaction } from './tenant-transaction.ts';

/** The documents of a store, by the table that has them. */
export interface StoreDocuments {
  readonly category: CategoryDocument;
  readonly tax_rate: TaxRateDocument;
  readonly price_schedule: PriceScheduleDocument;
  readonly staff: StaffDocument;
  readonly item: ItemDocument;
  readonly customer: CustomerDocument;
  readonly conflict: ConflictDocument;
}
export type DocumentTable = keyof StoreDocuments;

export interface Stored<Document> {
  readonly document: Document;
  readonly revision: number;
  readonly deleted: boolean;
}

/** What the functions here need of a request. */
export interface Scope {
  readonly tx: TenantTransaction;
  readonly organizationId: OrganizationId;
}

/** One document of the organization, deleted or not, locked where it is going to be changed. */
export async function findDocument<T extends DocumentTable>(
  { tx, organizationId }: Scope,
  table: T,
  { id, lock = false }: { readonly id: string; readonly lock?: boolean },
): Promise<Stored<StoreDocuments[T]> | null> {
  const { rows } = await sql<Stored<StoreDocuments[T]>>`
    select document, revision, deleted from ${sql.table(table)}
    where organization_id = ${organizationId} and id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0] ?? null;
}

/** Live documents, of one store or of all, by id. */
export async function listDocuments<T extends DocumentTable>(
  { tx, organizationId }: Scope,
  table: T,
  storeId: StoreId | null,
): Promise<readonly Stored<StoreDocuments[T]>[]> {
  const ofStore = storeId === null ? sql`` : sql`and store_id = ${storeId}`;
  const { rows } = await sql<Stored<StoreDocuments[T]>>`
    select document, revision, deleted from ${sql.table(table)}
    where organization_id = ${organizationId} ${ofStore} and not deleted
    order by id`.execute(tx);
  return rows;
}

/**
 * Which of these ids name live documents of the store. Locks them against being deleted, so that
 * what is about to refer to them can.
 */
export async function liveIds(
  { tx, organizationId }: Scope,
  table: DocumentTable,
  { storeId, ids }: { readonly storeId: StoreId; readonly ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ readonly id: string }>`
    select id from ${sql.table(table)}
    where organization_id = ${organizationId} and store_id = ${storeId} and not deleted
      and id = any(${ids}::uuid[])
    order by id for share`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Inserts new documents of one store in its feed, as the last statements of the transaction. An id
 * that another transaction inserted meanwhile breaks this one (unique violation); see `asWork`.
 */
export async function insertDocuments<T extends DocumentTable>(
  { tx, organizationId }: Scope,
  table: T,
  {
    storeId,
    documents,
  }: { readonly storeId: StoreId; readonly documents: readonly StoreDocuments[T][] },
): Promise<void> {
  const first = await nextFeedNumbers(tx, storeId, documents.length);
  await insertNumbered({ tx, organizationId }, table, { storeId, documents, first });
}

/** Inserts documents under feed numbers that are taken already: `first`, `first + 1`, … */
export async function insertNumbered<T extends DocumentTable>(
  { tx, organizationId }: Scope,
  table: T,
  rows: {
    readonly storeId: StoreId;
    readonly documents: readonly StoreDocuments[T][];
    readonly first: number;
  },
): Promise<void> {
  const texts = rows.documents.map((document) => JSON.stringify(document));
  await sql`
    insert into ${sql.table(table)} (organization_id, store_id, id, document, feed_number)
    select ${organizationId}::uuid, ${rows.storeId}::uuid, (text::jsonb ->> 'id')::uuid, text::jsonb,
      ${rows.first}::bigint + place - 1
    from unnest(${texts}::text[]) with ordinality as given (text, place)`.execute(tx);
}

/** Writes the next revision of a document that is locked, as the last statements of a transaction. */
export async function updateDocument<T extends DocumentTable>(
  { tx, organizationId }: Scope,
  table: T,
  changed: Stored<StoreDocuments[T]>,
): Promise<void> {
  const { id, storeId } = changed.document;
  const number = await nextFeedNumbers(tx, storeId, 1);
  await sql`
    update ${sql.table(table)}
    set document = ${JSON.stringify(changed.document)}::jsonb, revision = ${changed.revision},
      deleted = ${changed.deleted}, feed_number = ${number}
    where organization_id = ${organizationId} and store_id = ${storeId} and id = ${id}`.execute(tx);
}
