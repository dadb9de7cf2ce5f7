import { assert } from '@second-chance/shared/assert.ts';
import type { saleSummarySchema } from '@second-chance/shared/contract/rest/sales.ts';
import type { OrganizationId, RegisterId, SaleId, StoreId } from '@second-chance/shared/ids.ts';
import { type SaleRecord, saleRecordSchema } from '@second-chance/shared/sale/sale-record.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

export type SaleSummary = z.infer<typeof saleSummarySchema>;

export interface SaleFilter {
  readonly storeId: StoreId | null;
  readonly registerId?: RegisterId | undefined;
  readonly from?: BusinessDay | undefined;
  readonly to?: BusinessDay | undefined;
  readonly receiptNumber?: string | undefined;
}

/** The place of a sale in the list: newest first, then by id. */
export interface SalePlace {
  readonly at: EpochMs;
  readonly id: SaleId;
}

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
  let query = summaries(tx, organizationId).orderBy('at', 'desc').orderBy('id').limit(limit);
  if (filter.storeId) query = query.where('store_id', '=', filter.storeId);
  if (filter.registerId) query = query.where('register_id', '=', filter.registerId);
  if (filter.from) query = query.where('business_day', '>=', filter.from);
  if (filter.to) query = query.where('business_day', '<=', filter.to);
  if (filter.receiptNumber) query = query.where('receipt_number', '=', filter.receiptNumber);
  if (after) {
    query = query
      .where('at', '<=', after.at)
      .where((is) => is.or([is('at', '<', after.at), is('id', '>', after.id)]));
  }
  return (await query.execute()).map(summaryOf);
}

/** One sale with the record as its register signed it. */
export async function findSale(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  id: SaleId,
): Promise<(SaleSummary & { readonly record: SaleRecord }) | null> {
  const row = await summaries(tx, organizationId).where('id', '=', id).executeTakeFirst();
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
  return { ...summaryOf(row), record };
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
  { storeId, from, to }: { readonly storeId: StoreId } & Pick<SaleFilter, 'from' | 'to'>,
): Promise<readonly RegisterTotals[]> {
  let query = tx
    .selectFrom('sale')
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .groupBy('register_id')
    .orderBy('register_id')
    .select((of) => [
      'register_id as registerId',
      of.fn.countAll<number>().as('records'),
      sql<number>`sum(line_count)::bigint`.as('lines'),
      sql<number>`sum(gross)::bigint`.as('gross'),
    ]);
  if (from) query = query.where('business_day', '>=', from);
  if (to) query = query.where('business_day', '<=', to);
  return query.execute();
}

function summaries(tx: TenantTransaction, organizationId: OrganizationId) {
  return tx
    .selectFrom('sale')
    .where('organization_id', '=', organizationId)
    .select(['id', 'store_id', 'receipt_number', 'kind', 'at', 'business_day', 'staff_id'])
    .select(['line_count', 'currency', 'gross', 'received_at'])
    .select(['register_id', 'epoch', 'seq', 'hash']);
}

type SummaryRow = Awaited<ReturnType<ReturnType<typeof summaries>['executeTakeFirstOrThrow']>>;

function summaryOf(row: SummaryRow): SaleSummary {
  return {
    id: row.id,
    storeId: row.store_id,
    receiptNumber: row.receipt_number,
    kind: row.kind,
    at: row.at,
    businessDay: row.business_day,
    staffId: row.staff_id,
    lineCount: row.line_count,
    currency: row.currency,
    gross: row.gross,
    receivedAt: row.received_at,
    journal: { registerId: row.register_id, epoch: row.epoch, seq: row.seq, hash: row.hash },
  };
}
