/** Customers of a store: listed by their words, and what else refers to them. */
import type {
  CustomerExport,
  CustomerFile,
} from '@second-chance/shared/contract/rest/customers.ts';
import type { CustomerDocument } from '@second-chance/shared/documents/customer.ts';
import type { CustomerId, StoreId } from '@second-chance/shared/ids.ts';
import { saleRecordSchema } from '@second-chance/shared/sale/sale-record.ts';
import { sql } from 'kysely';
import { searchWords } from '../catalogue/search-words.ts';
import type { Scope, Stored } from '../db/document-repository.ts';
import { nextFeedNumbers } from '../db/feed.ts';

export interface CustomerQuery {
  readonly storeId: StoreId;
  readonly q: string | undefined;
  /** Customers behind this one; null: from the newest. */
  readonly before: CustomerId | null;
  readonly limit: number;
}

function wanted({ organizationId }: Scope, { storeId, q }: CustomerQuery) {
  const conditions = [
    sql`c.organization_id = ${organizationId}`,
    sql`c.store_id = ${storeId}`,
    sql`not c.deleted`,
    ...searchWords(q ?? '').map(
      (word) => sql`exists (
        select from customer_word w where w.organization_id = c.organization_id
          and w.customer_id = c.id and w.word ^@ ${word})`,
    ),
  ];
  return sql.join(conditions, sql` and `);
}

/** Live customers with all the words, the newest first. */
export async function listCustomers(
  scope: Scope,
  query: CustomerQuery,
): Promise<readonly Stored<CustomerDocument>[]> {
  const behind = query.before === null ? sql`true` : sql`c.id < ${query.before}`;
  const { rows } = await sql<Stored<CustomerDocument>>`
    select c.document, c.revision, c.deleted from customer c
    where ${wanted(scope, query)} and ${behind}
    order by c.id desc limit ${query.limit}`.execute(scope.tx);
  return rows;
}

export async function countCustomers(scope: Scope, query: CustomerQuery): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from customer c where ${wanted(scope, query)}`.execute(scope.tx);
  return rows[0]?.total ?? 0;
}

interface Place {
  readonly id: CustomerId;
  readonly storeId: StoreId;
}

/** What somebody bought, over all records that refer to them. */
export async function boughtBy(
  { tx, organizationId }: Scope,
  { id, storeId }: Place,
): Promise<CustomerFile['bought']> {
  const { rows } = await sql<CustomerFile['bought']>`
    select count(*) as records, coalesce(sum(gross), 0)::bigint as gross, max(at) as "lastAt"
    from sale
    where organization_id = ${organizationId} and store_id = ${storeId}
      and customer_id = ${id}`.execute(tx);
  return rows[0] ?? { records: 0, gross: 0, lastAt: null };
}

/** Every record that refers to a person, as signed, the oldest first. */
export async function recordsOf(
  { tx, organizationId }: Scope,
  { id, storeId }: Place,
): Promise<CustomerExport['sales']> {
  const { rows } = await sql<{
    id: CustomerExport['sales'][number]['id'];
    at: never;
    payload: unknown;
  }>`
    select s.id, s.at, j.entry::jsonb -> 'payload' as payload
    from sale s
    join journal_entry j on j.organization_id = s.organization_id and j.store_id = s.store_id
      and j.register_id = s.register_id and j.epoch = s.epoch and j.chain = 'live'
      and j.seq = s.seq
    where s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.customer_id = ${id}
    order by s.at, s.id`.execute(tx);
  return rows.map(({ payload, ...row }) => ({ ...row, record: saleRecordSchema.parse(payload) }));
}

/** Lines of the audit log about a person, the newest first. */
export async function changesOf(
  { tx, organizationId }: Scope,
  id: CustomerId,
): Promise<CustomerExport['changes']> {
  const rows = await tx
    .selectFrom('audit_log')
    .select(['id', 'at', 'actor', 'action', 'subject', 'before', 'after'])
    .where('organization_id', '=', organizationId)
    .where('subject', '=', id)
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}

/** Overruled values of a person's fields that are still kept. */
export async function conflictsOf(
  { tx, organizationId }: Scope,
  { id, storeId }: Place,
): Promise<CustomerExport['conflicts']> {
  const { rows } = await sql<{ document: Record<string, unknown> }>`
    select document from conflict
    where organization_id = ${organizationId} and store_id = ${storeId} and not deleted
      and document ->> 'documentId' = ${id} and document ->> 'collection' = 'customers'
    order by id`.execute(tx);
  return rows.map(({ document }) => document);
}

/**
 * Takes out of everything else what it holds of a person: words, overruled values, refused changes,
 * and what the audit log says they were. Conflicts become tombstones, so that tills drop them too.
 */
export async function forgetElsewhere(
  { tx, organizationId }: Scope,
  { id, storeId }: Place,
): Promise<void> {
  await sql`select scrub_customer_audit(${id}::uuid)`.execute(tx);
  await sql`
    update parked_change set row = '{}', details = null
    where organization_id = ${organizationId} and store_id = ${storeId}
      and collection = 'customers' and document_id = ${id}`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select id from conflict
    where organization_id = ${organizationId} and store_id = ${storeId} and not deleted
      and document ->> 'documentId' = ${id} and document ->> 'collection' = 'customers'
    order by id for update`.execute(tx);
  if (rows.length === 0) return;
  const first = await nextFeedNumbers(tx, storeId, rows.length);
  await sql`
    update conflict c
    set deleted = true, revision = c.revision + 1, feed_number = ${first}::bigint + u.place - 1,
      document = jsonb_set(c.document, '{fields}', (
        select jsonb_agg(f || '{"base": null, "kept": null, "lost": null}')
        from jsonb_array_elements(c.document -> 'fields') as f))
    from unnest(${rows.map((row) => row.id)}::uuid[]) with ordinality as u (id, place)
    where c.organization_id = ${organizationId} and c.store_id = ${storeId}
      and c.id = u.id`.execute(tx);
}
