/** The simulator's own ledger: what it charged and gave back, whoever heard of it. */
import type { SimulatedAct } from '@second-chance/shared/contract/card-payments.ts';
import type { PaymentId, RefundId } from '@second-chance/shared/ids.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { StoreScope } from '../payment-repository.ts';

export interface SimulatedCharge extends StoreScope {
  readonly id: PaymentId;
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
  /** `idle`: known, not at the reader. `at_reader`: the customer acts at `dueAt`. */
  readonly status: 'idle' | 'at_reader' | 'approved' | 'declined' | 'canceled';
  readonly act: SimulatedAct;
  readonly dueAt: EpochMs;
  readonly captured: boolean;
  readonly refunded: MinorUnits;
  readonly createdAt: EpochMs;
}

const CHARGE = sql.raw(`
  organization_id as "organizationId", store_id as "storeId", id, amount, currency, status, act,
  due_at as "dueAt", captured, refunded, created_at as "createdAt"`);

export async function findCharge(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  id: string,
): Promise<SimulatedCharge | null> {
  const { rows } = await sql<SimulatedCharge>`
    select ${CHARGE} from simulated_charge
    where organization_id = ${organizationId} and store_id = ${storeId} and id = ${id}
    for update`.execute(tx);
  return rows[0] ?? null;
}

/** Adds or replaces a charge. */
export async function writeCharge(tx: TenantTransaction, charge: SimulatedCharge): Promise<void> {
  await sql`
    insert into simulated_charge (organization_id, store_id, id, amount, currency, status, act,
      due_at, captured, refunded, created_at)
    values (${charge.organizationId}, ${charge.storeId}, ${charge.id}, ${charge.amount},
      ${charge.currency}, ${charge.status}, ${charge.act}, ${charge.dueAt}, ${charge.captured},
      ${charge.refunded}, ${charge.createdAt})
    on conflict (organization_id, store_id, id) do update set status = excluded.status,
      act = excluded.act, due_at = excluded.due_at, captured = excluded.captured,
      refunded = excluded.refunded`.execute(tx);
}

export interface SimulatedRefund extends StoreScope {
  readonly id: RefundId;
  readonly chargeId: PaymentId;
  readonly amount: MinorUnits;
  readonly createdAt: EpochMs;
}

/** Adds a refund once; `false` where it is there. */
export async function insertSimulatedRefund(
  tx: TenantTransaction,
  refund: SimulatedRefund,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into simulated_refund
    values (${refund.organizationId}, ${refund.storeId}, ${refund.id}, ${refund.chargeId},
      ${refund.amount}, ${refund.createdAt})
    on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function hasSimulatedRefund(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  id: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from simulated_refund
    where organization_id = ${organizationId} and store_id = ${storeId} and id = ${id}`.execute(tx);
  return rows.length > 0;
}

/** Everything made since, oldest first. */
export async function booksSince(
  tx: TenantTransaction,
  { organizationId, storeId }: StoreScope,
  since: EpochMs,
): Promise<{
  readonly charges: readonly SimulatedCharge[];
  readonly refunds: readonly (SimulatedRefund & { readonly currency: CurrencyCode })[];
}> {
  const charges = await sql<SimulatedCharge>`
    select ${CHARGE} from simulated_charge
    where organization_id = ${organizationId} and store_id = ${storeId} and created_at >= ${since}
    order by created_at, id`.execute(tx);
  const refunds = await sql<SimulatedRefund & { readonly currency: CurrencyCode }>`
    select r.organization_id as "organizationId", r.store_id as "storeId", r.id,
      r.charge_id as "chargeId", r.amount, r.created_at as "createdAt", c.currency
    from simulated_refund r join simulated_charge c
      on c.organization_id = r.organization_id and c.store_id = r.store_id and c.id = r.charge_id
    where r.organization_id = ${organizationId} and r.store_id = ${storeId}
      and r.created_at >= ${since}
    order by r.created_at, r.id`.execute(tx);
  return { charges: charges.rows, refunds: refunds.rows };
}
