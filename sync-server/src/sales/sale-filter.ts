/** What sales are looked for by: one query for lists, sums and files. */
import type {
  CustomerId,
  ItemId,
  OrganizationId,
  RegisterId,
  SaleId,
  ShiftId,
  StaffId,
  StoreId,
} from '@second-chance/shared/ids.ts';
import type { SaleRecord, TenderKind } from '@second-chance/shared/sale/sale-record.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

export interface SaleFilter {
  /** Null: every store of the organization. */
  readonly storeId: StoreId | null;
  readonly registerId?: RegisterId | undefined;
  readonly staffId?: StaffId | undefined;
  readonly kind?: SaleRecord['kind'] | undefined;
  /** Paid so, wholly or in part. */
  readonly tender?: TenderKind | undefined;
  readonly from?: BusinessDay | undefined;
  readonly to?: BusinessDay | undefined;
  readonly receiptNumber?: string | undefined;
  /** Any part of the receipt number. */
  readonly receipt?: string | undefined;
  /** In minor units, both ends included. */
  readonly grossFrom?: number | undefined;
  readonly grossTo?: number | undefined;
  readonly itemId?: ItemId | undefined;
  readonly shiftId?: ShiftId | undefined;
  readonly customerId?: CustomerId | undefined;
}

/** The place of a sale in the list: newest first, then by id. */
export interface SalePlace {
  readonly at: EpochMs;
  readonly id: SaleId;
}

/** The records that a filter finds, in no order yet. */
export function salesFound(
  tx: TenantTransaction,
  organizationId: OrganizationId,
  filter: SaleFilter,
) {
  const { storeId, from, to, tender, receipt = '', grossFrom, grossTo, itemId } = filter;
  let query = tx.selectFrom('sale').where('sale.organization_id', '=', organizationId);
  if (storeId) query = query.where('sale.store_id', '=', storeId);
  if (filter.registerId) query = query.where('register_id', '=', filter.registerId);
  if (filter.staffId) query = query.where('staff_id', '=', filter.staffId);
  if (filter.kind) query = query.where('sale.kind', '=', filter.kind);
  if (from) query = query.where('business_day', '>=', from);
  if (to) query = query.where('business_day', '<=', to);
  if (filter.receiptNumber) query = query.where('receipt_number', '=', filter.receiptNumber);
  if (receipt !== '') {
    query = query.where(sql<boolean>`position(upper(${receipt}) in receipt_number) > 0`);
  }
  if (grossFrom !== undefined) query = query.where('gross', '>=', sql.val(grossFrom as never));
  if (grossTo !== undefined) query = query.where('gross', '<=', sql.val(grossTo as never));
  if (filter.shiftId) query = query.where('shift_id', '=', filter.shiftId);
  if (filter.customerId) query = query.where('customer_id', '=', filter.customerId);
  if (tender) {
    query = query.where(sql<boolean>`exists (
      select from sale_tender t where t.organization_id = sale.organization_id
        and t.store_id = sale.store_id and t.sale_id = sale.id and t.kind = ${tender})`);
  }
  if (itemId) {
    query = query.where(sql<boolean>`sale.id in (
      select l.sale_id from sale_line l where l.organization_id = ${organizationId}
        and l.item_id = ${itemId})`);
  }
  return query;
}
