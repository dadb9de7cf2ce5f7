/** Writes what a provider said of a payment, once, whoever asked and in whatever order. */
import { type MinorUnits, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  isFinal,
  nextPaymentState,
  type PaymentEvent,
  type ProviderSays,
} from '@second-chance/shared/payments/payment-state.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import { raisePaymentException } from './payment-exceptions.ts';
import { findPayment, type PaymentRow, updatePayment } from './payment-repository.ts';
import type { ChargeStatus } from './provider.ts';

export interface ChargeNews {
  readonly tx: TenantTransaction;
  readonly at: EpochMs;
  readonly payment: Pick<PaymentRow, 'organizationId' | 'id'>;
}

/** How a charge stands; without the provider's id where it was never made there. */
export type KnownStatus = Omit<ChargeStatus, 'providerId'> & { readonly providerId: string | null };

/**
 * Takes in how a charge stands, and answers the payment as it is then. What changes nothing writes
 * nothing. What contradicts the record (charged after it was closed) leaves it as it is and raises
 * an exception, because money moved that nobody expected.
 */
export async function recordCharge(
  { tx, at, payment }: ChargeNews,
  status: KnownStatus,
): Promise<PaymentRow | null> {
  const before = await findPayment(tx, payment, { id: payment.id, lock: true });
  if (before === null) return null;
  const event: PaymentEvent = { kind: 'provider', says: saysOf(status, before.amount) };
  const next = nextPaymentState(before.state, event);
  if (!next.ok) {
    await raisePaymentException(tx, before, {
      kind: 'payment_contradicted',
      details: { state: before.state, says: status.status, providerId: status.providerId },
      at,
    });
    return before;
  }
  const after: PaymentRow = {
    ...before,
    state: next.value,
    providerId: status.providerId ?? before.providerId,
    captured: before.captured || status.captured,
    refunded: minorUnits(Math.max(status.refunded, before.refunded)),
    card: status.card ?? before.card,
    declined: status.declined ?? before.declined,
    prompt: isFinal(next.value) ? null : status.prompt,
    clientSecret: isFinal(next.value) ? null : status.clientSecret,
    version: before.version + 1,
    updatedAt: at,
  };
  if (isSame(before, after)) return before;
  await updatePayment(tx, after, event);
  return after;
}

/** Writes what only this side knows: that something is being sent, or that no answer came. */
export async function recordOwnEvent(
  { tx, at, payment }: ChargeNews,
  event: Extract<PaymentEvent, { readonly kind: 'sending' | 'answer_lost' | 'dropped' }>,
): Promise<PaymentRow | null> {
  const before = await findPayment(tx, payment, { id: payment.id, lock: true });
  if (before === null) return null;
  const next = nextPaymentState(before.state, event);
  if (!next.ok || next.value === before.state) return before;
  const after = { ...before, state: next.value, version: before.version + 1, updatedAt: at };
  await updatePayment(tx, after, event);
  return after;
}

function saysOf({ status, refunded }: KnownStatus, amount: MinorUnits): ProviderSays {
  if (status === 'approved' && refunded >= amount) return { kind: 'refunded' };
  return { kind: status };
}

function isSame(before: PaymentRow, after: PaymentRow): boolean {
  return (
    before.state === after.state &&
    before.providerId === after.providerId &&
    before.captured === after.captured &&
    before.refunded === after.refunded &&
    before.prompt === after.prompt &&
    before.clientSecret === after.clientSecret &&
    before.declined === after.declined &&
    (before.card === null) === (after.card === null)
  );
}
