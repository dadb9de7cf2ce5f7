/** Asks about everything that is not settled, so that nothing stays unclear because nobody looked. */
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { followRefund } from './card-refunds.ts';
import { capturePayment, followPayment } from './follow-payment.ts';
import type { PaymentDeps } from './payment-deps.ts';
import { raisePaymentException } from './payment-exceptions.ts';
import { heldForSales, openPayments, openRefunds } from './payment-repository.ts';

/** A payment that nobody could explain for so long is a matter for a person. */
export const UNKNOWN_ALARM_MS = 10 * 60 * 1_000;
/** Left to the till that is watching it anyway. */
const FRESH_MS = 20_000;
const AT_ONCE = 50;

/** Left to the till that made the sale; what it did not take by then it may never take. */
const HELD_MS = 10 * 60 * 1_000;

/**
 * Takes what cards hold for sales that are here, for tills that could not do it themselves: a hold
 * runs out, and the goods have left the shop.
 */
export async function captureHeld(
  deps: PaymentDeps,
  organizationId: OrganizationId,
): Promise<void> {
  const before = (deps.clock() - HELD_MS) as EpochMs;
  const held = await inTenant(deps.db, organizationId, (tx) =>
    heldForSales(tx, { organizationId }, { before, limit: AT_ONCE }),
  );
  for (const payment of held) {
    const { id: paymentId, amount } = payment;
    await capturePayment(deps, payment, { paymentId, amount });
  }
}

/** Follows up the open payments and refunds of an organization; answers how many are left open. */
export async function followOpen(
  deps: PaymentDeps,
  organizationId: OrganizationId,
): Promise<{ readonly open: number }> {
  const now = deps.clock();
  const scope = { organizationId };
  const bound = { before: (now - FRESH_MS) as EpochMs, limit: AT_ONCE };
  const { payments, refunds } = await inTenant(deps.db, organizationId, async (tx) => ({
    payments: [
      ...(await openPayments(tx, scope, { ...bound, of: 'tills' })),
      ...(await openPayments(tx, scope, { ...bound, of: 'links' })),
    ],
    refunds: await openRefunds(tx, scope, bound),
  }));
  let open = 0;
  for (const payment of payments) {
    const followed = await followPayment(deps, payment, payment.id);
    if (
      followed.ok &&
      followed.value.state !== 'in_progress' &&
      followed.value.state !== 'unknown'
    ) {
      continue;
    }
    open += 1;
    // A pay page may stay open for days; only what nobody can explain is a matter for a person.
    const waits = payment.registerId === null && followed.ok && followed.value.state !== 'unknown';
    if (waits) continue;
    if (now - payment.createdAt < UNKNOWN_ALARM_MS) continue;
    await inTenant(deps.db, organizationId, (tx) =>
      raisePaymentException(tx, payment, {
        kind: 'payment_unknown',
        details: {
          saleId: payment.saleId,
          amount: payment.amount,
          since: payment.createdAt,
          proposed: 'ask_provider',
        },
        at: now,
      }),
    );
  }
  for (const refund of refunds) {
    const followed = await followRefund(deps, refund, refund.id);
    if (!followed.ok || followed.value.state !== 'succeeded') open += 1;
  }
  return { open };
}
