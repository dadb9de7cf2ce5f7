/** Compares a provider's books with the journal, and raises what differs for a person. */
import {
  aboutOf,
  type BookedCharge,
  type BookedRefund,
  compareBooks,
  type Difference,
} from '@second-chance/shared/payments/compare-books.ts';
import { isOpen } from '@second-chance/shared/payments/payment-state.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { followPayment } from './follow-payment.ts';
import { type PaymentDeps, providerOf, scopeOf, settingsOf } from './payment-deps.ts';
import { raisePaymentException } from './payment-exceptions.ts';
import { refundsOf, type StoreScope } from './payment-repository.ts';
import type { BookEntry } from './provider.ts';
import {
  cardTenders,
  paymentsBetween,
  paymentsOfOtherStores,
  refundsInBooks,
} from './reconcile-repository.ts';

export interface Span {
  readonly since: EpochMs;
  /** What is younger is left alone: a till may not have sent its sale yet. */
  readonly until: EpochMs;
}

export interface Reconciled {
  readonly charges: number;
  readonly differences: readonly Difference[];
}

/** A till that was offline sends its sales late, and a payment may end after the span. */
const AROUND_MS = 2 * 24 * 3_600 * 1_000;
/** The provider's clock may be behind ours. */
const CLOCKS_APART_MS = 5 * 60 * 1_000;

/**
 * Follows up what is open, compares the charges of a span with payments and card tenders and its
 * refunds with ours, and raises an exception for each difference, once. Answers what was compared. A provider that does not
 * answer throws, so that the job is tried again.
 */
export async function reconcile(
  deps: PaymentDeps,
  store: StoreScope,
  span: Span,
): Promise<Reconciled> {
  const { organizationId } = store;
  const settings = await inTenant(deps.db, organizationId, (tx) => settingsOf(tx, store));
  const provider = providerOf(deps, settings.provider);
  if (provider === null) return { charges: 0, differences: [] };
  const booked: BookedCharge[] = [];
  const bookedRefunds: (BookedRefund & Pick<BookEntry, 'paymentId'>)[] = [];
  const from = (span.since - CLOCKS_APART_MS) as EpochMs;
  for await (const entry of provider.listSince(scopeOf(store, settings), from)) {
    if (entry.kind === 'refund') {
      bookedRefunds.push({ ...entry, status: entry.status as BookedRefund['status'] });
    } else if (entry.at >= span.since && entry.at < span.until) {
      booked.push({ ...entry, status: entry.status as BookedCharge['status'] });
    }
  }
  const wide = {
    since: (span.since - AROUND_MS) as EpochMs,
    until: (span.until + AROUND_MS) as EpochMs,
  };
  const own = await inTenant(deps.db, organizationId, (tx) => paymentsBetween(tx, store, wide));
  for (const payment of own) {
    if (isOpen(payment.state)) await followPayment(deps, store, payment.id);
  }
  const facts = await inTenant(deps.db, organizationId, async (tx) => {
    const payments = await paymentsBetween(tx, store, wide);
    const refunded = new Map<string, number>();
    for (const { id } of payments) {
      const back = (await refundsOf(tx, { ...store, id })).filter(
        ({ state }) => state !== 'failed',
      );
      refunded.set(
        id,
        back.reduce((total, { amount }) => total + amount, 0),
      );
    }
    const tenders = await cardTenders(tx, store, wide);
    const own = payments.map((payment) => ({
      ...payment,
      byLink: payment.registerId === null || payment.training,
    }));
    const back = await refundsInBooks(tx, store, { span, booked: bookedRefunds });
    const refunds = back.map(({ provider: by, training, state, createdAt, ...refund }) => ({
      ...refund,
      expected:
        state === 'succeeded' &&
        by === provider.name &&
        !training &&
        createdAt >= span.since &&
        createdAt < span.until,
    }));
    const elsewhere = await paymentsOfOtherStores(tx, store, [...booked, ...bookedRefunds]);
    return { payments: own, refunded, tenders, refunds, elsewhere };
  });
  const known = new Set<string>(facts.payments.map(({ id }) => id));
  const inSpan = new Set(
    facts.payments
      .filter(({ createdAt }) => createdAt >= span.since && createdAt < span.until)
      .map(({ id }) => id as string),
  );
  const differences = compareBooks({
    booked: booked.filter(({ paymentId }) => !facts.elsewhere.has(paymentId ?? '')),
    bookedRefunds: bookedRefunds.filter(({ paymentId }) => !facts.elsewhere.has(paymentId ?? '')),
    ...facts,
    // A payment of another span has its charge in that span's books.
    tenders: facts.tenders.filter(({ paymentId, at }) =>
      known.has(paymentId) ? inSpan.has(paymentId) : at >= span.since && at < span.until,
    ),
  });
  await inTenant(deps.db, organizationId, async (tx) => {
    for (const difference of differences) {
      const { kind, ...details } = difference;
      const id = aboutOf(difference);
      await raisePaymentException(tx, { ...store, id }, { kind, details, at: deps.clock() });
    }
  });
  return { charges: booked.length, differences };
}
