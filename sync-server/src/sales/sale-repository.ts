import { assert } from '@second-chance/shared/assert.ts';
import type { RelatedSale, SaleSummary } from '@second-chance/shared/contract/rest/sales.ts';
import type { OrganizationId, RegisterId, SaleId, StoreId } from '@second-chance/shared/ids.ts';
import { type SaleRecord, saleRecordSchema } from '@second-chance/shared/sale/sale-record.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import { type SaleFilter, type SalePlace, salesFound } from './sale-filter.ts';

/** Sales behind a place in the list, newest first. */
export async function listSales(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  {
    filter,
    after,
    limit,
  }: {
    readonly filter: SaleFilter;
    readonly after: SalePlace | null;
    readonly limit: number;
  },
): Promise<readonly SaleSummary[]> {
  let query = withSummary(salesFound(tx, organizationId, filter))
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit);
  if (after) {
    query = query
      .where('at', '<=', after.at)
      .where((is) => is.or([is('at', '<', after.at), is('id', '>', after.id)]));
  }
  return (await query.execute()).map(summaryOf);
}

export interface SalesSum {
  readonly records: number;
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
}

/** How many records a filter finds, and what they come to. */
export function sumSales(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  filter: SaleFilter,
): Promise<SalesSum> {
  return salesFound(tx, organizationId, filter)
    .select((of) => [
      of.fn.countAll<number>().as('records'),
      sql<number>`coalesce(sum(net), 0)::bigint`.as('net'),
      sql<number>`coalesce(sum(tax), 0)::bigint`.as('tax'),
      sql<number>`coalesce(sum(gross), 0)::bigint`.as('gross'),
    ])
    .executeTakeFirstOrThrow();
}

export interface SaleFile extends SaleSummary {
  readonly record: SaleRecord;
  readonly related: readonly RelatedSale[];
}

/** One sale with the record as its register signed it, and the records that have to do with it. */
export async function findSale(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  id: SaleId,
): Promise<SaleFile | null> {
  const row = await withSummary(salesFound(tx, organizationId, { storeId: null }))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const journal = await tx
    .selectFrom('journal_entry')
    .select('entry')
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', row.store_id)
    .where('register_id', '=', row.register_id)
    .where('epoch', '=', row.epoch)
    .where('chain', '=', 'live')
    .where('seq', '=', row.seq)
    .executeTakeFirst();
  assert(journal, `sale ${id} without its journal entry`);
  const record = saleRecordSchema.parse(JSON.parse(journal.entry).payload);
  const related = await relatedTo(tx, { organizationId, storeId: row.store_id }, record);
  return { ...summaryOf(row), record, related };
}

/** The records that a sale returns or voids, and those that return or void it. */
async function relatedTo(
  tx: TenantTransaction,
  {
    organizationId,
    storeId,
  }: { readonly organizationId: OrganizationId; readonly storeId: StoreId },
  { saleId, voids, lines }: SaleRecord,
): Promise<readonly RelatedSale[]> {
  const returns = voids === null ? lines.flatMap(({ returnOf }) => returnOf?.saleId ?? []) : [];
  const { rows } = await sql<RelatedSale>`
    select r.relation, r.id, s.receipt_number as "receiptNumber", s.at
    from (
      select 'returns' as relation, id from unnest(${[...new Set(returns)]}::uuid[]) as u (id)
      union all
      select 'voids', ${voids}::uuid where ${voids}::uuid is not null
      union all
      select distinct 'returned_by', l.sale_id from sale_line l
      where l.organization_id = ${organizationId} and l.store_id = ${storeId}
        and l.return_of_sale = ${saleId}
        and not exists (
          select from sale v where v.organization_id = l.organization_id
            and v.store_id = l.store_id and v.id = l.sale_id and v.voids = ${saleId})
      union all
      select 'voided_by', v.id from sale v
      where v.organization_id = ${organizationId} and v.store_id = ${storeId}
        and v.voids = ${saleId}
    ) r
    left join sale s on s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.id = r.id
    order by s.at, r.id`.execute(tx);
  return rows;
}

export interface RegisterTotals {
  readonly registerId: RegisterId;
  readonly records: number;
  readonly lines: number;
  readonly gross: number;
}

/** Number and sum of records by register, over business days where given. */
export async function totalSales(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  filter: { readonly storeId: StoreId } & Pick<SaleFilter, 'from' | 'to'>,
): Promise<readonly RegisterTotals[]> {
  return salesFound(tx, organizationId, filter)
    .groupBy('register_id')
    .orderBy('register_id')
    .select((of) => [
      'register_id as registerId',
      of.fn.countAll<number>().as('records'),
      sql<number>`sum(line_count)::bigint`.as('lines'),
      sql<number>`sum(gross)::bigint`.as('gross'),
    ])
    .execute();
}

function withSummary(query: ReturnType<typeof salesFound>) {
  return query
    .select(['id', 'store_id', 'receipt_number', 'kind', 'at', 'business_day', 'staff_id'])
    .select(['approved_by', 'customer_id', 'shift_id', 'line_count', 'currency'])
    .select(['net', 'tax', 'gross', 'received_at', 'register_id', 'epoch', 'seq', 'hash'])
    .select(
      sql<readonly string[]>`array(
        select t.kind from sale_tender t
        where t.organization_id = sale.organization_id and t.store_id = sale.store_id
          and t.sale_id = sale.id
        order by t.position)`.as('tenders'),
    );
}

type SummaryRow = Awaited<ReturnType<ReturnType<typeof withSummary>['executeTakeFirstOrThrow']>>;

function summaryOf(row: SummaryRow): SaleSummary {
  return {
    id: row.id,
    storeId: row.store_id,
    receiptNumber: row.receipt_number,
    kind: row.kind,
    at: row.at,
    businessDay: row.business_day,
    staffId: row.staff_id,
    approvedBy: row.approved_by,
    shiftId: row.shift_id,
    customerId: row.customer_id,
    lineCount: row.line_count,
    currency: row.currency,
    net: row.net,
    tax: row.tax,
    gross: row.gross,
    tenders: [...row.tenders],
    receivedAt: row.received_at,
    journal: { registerId: row.register_id, epoch: row.epoch, seq: row.seq, hash: row.hash },
  };
}
