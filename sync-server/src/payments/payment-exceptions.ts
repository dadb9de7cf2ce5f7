import type { ExceptionKind } from '@second-chance/shared/contract/errors.ts';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import { newId } from '../db/new-id.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { StoreScope } from './payment-repository.ts';

export interface PaymentException {
  readonly kind: Extract<
    ExceptionKind,
    | 'payment_unknown'
    | 'payment_contradicted'
    | 'charge_without_sale'
    | 'sale_without_charge'
    | 'charge_not_ours'
    | 'refund_not_ours'
    | 'refund_not_booked'
    | 'refund_failed'
  >;
  /** Ids, codes and amounts in minor units. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: EpochMs;
}

/**
 * Raises an exception about money for a person, once: while one of the same kind about the same
 * thing was ever raised, nothing is added.
 */
export async function raisePaymentException(
  tx: TenantTransaction,
  about: StoreScope & { readonly id: string; readonly registerId?: RegisterId | null },
  { kind, details, at }: PaymentException,
): Promise<void> {
  const told = JSON.stringify({ ...details, about: about.id });
  await sql`
    insert into exception (organization_id, store_id, id, kind, register_id, details, raised_at)
    select ${about.organizationId}, ${about.storeId}, ${newId()}, ${kind},
      ${about.registerId ?? null}, ${told}::jsonb, ${at}
    where not exists (
      select 1 from exception
      where organization_id = ${about.organizationId} and store_id = ${about.storeId}
        and kind = ${kind} and details ->> 'about' = ${about.id}
    )`.execute(tx);
}
