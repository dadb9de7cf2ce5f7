/** Refunds of card payments: from any till of the store, once for each id, by asking what is unclear. */
import type { RefundView } from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type {
  AccountId,
  PaymentId,
  RefundId,
  RegisterId,
  SaleId,
} from '@second-chance/shared/ids.ts';
import { type MinorUnits, sum } from '@second-chance/shared/money/minor-units.ts';
import { nextPaymentState } from '@second-chance/shared/payments/payment-state.ts';
import {
  isSettled,
  nextRefundState,
  type RefundEvent,
} from '@second-chance/shared/payments/refund-state.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { recordChanges } from '../audit/record-change.ts';
import { inTenant, type TenantTransaction } from '../db/tenant-transaction.ts';
import { type PaymentDeps, providerOf, scopeOf, settingsOf } from './payment-deps.ts';
import { raisePaymentException } from './payment-exceptions.ts';
import {
  findPayment,
  findRefund,
  hasSale,
  insertRefund,
  type PaymentRow,
  type RefundRow,
  refundsOf,
  type StoreScope,
  updatePayment,
  updateRefund,
} from './payment-repository.ts';
import type { Answer, PaymentProvider, PaymentScope, RefundStatus } from './provider.ts';

/** Who gives back: a till of the store, or its admin by an account. */
export type Refunding = StoreScope &
  (
    | { readonly registerId: RegisterId }
    | { readonly registerId: null; readonly accountId: AccountId | null }
  );

export interface WantedRefund {
  readonly refundId: RefundId;
  readonly paymentId: PaymentId;
  /** The return that it belongs to; null where there is none. */
  readonly saleId: SaleId | null;
  readonly amount: MinorUnits;
}

/**
 * Gives money back to the card of a payment of the store.
 *
 * Errors: NOT_FOUND for a payment that the store does not have, PAYMENT_DIFFERS for an id that
 * stands for another refund, PAYMENT_NOT_POSSIBLE for a payment that took no money, REFUND_TOO_LARGE
 * for more than is left of it. An admin gives back only what no sale stands for (else
 * PAYMENT_NOT_POSSIBLE): that goes back by a return, so that goods and money stay together. What the bank refuses later is a `failed` refund and an exception.
 */
export async function beginRefund(
  deps: PaymentDeps,
  till: Refunding,
  wanted: WantedRefund,
): Promise<Result<RefundView, CodedError>> {
  const stored = await inTenant(deps.db, till.organizationId, (tx) =>
    storeRefund(deps, tx, { till, wanted }),
  );
  if (!stored.ok) return stored;
  return pursueRefund(deps, stored.value);
}

async function storeRefund(
  { clock }: PaymentDeps,
  tx: TenantTransaction,
  { till, wanted }: { readonly till: Refunding; readonly wanted: WantedRefund },
): Promise<Result<RefundRow, CodedError>> {
  const { organizationId, storeId, registerId } = till;
  // The lock on the payment makes refunds of it wait for each other.
  const payment = await findPayment(tx, till, { id: wanted.paymentId, lock: true });
  if (payment === null || payment.storeId !== storeId) {
    return err({ code: 'NOT_FOUND', message: 'There is no such payment.' });
  }
  const there = await findRefund(tx, till, { id: wanted.refundId });
  if (there !== null) {
    const same = there.paymentId === payment.id && there.amount === wanted.amount;
    return same
      ? ok(there)
      : err({ code: 'PAYMENT_DIFFERS', message: 'this id is another refund' });
  }
  if (payment.state !== 'approved' && payment.state !== 'refunded') {
    return err({ code: 'PAYMENT_NOT_POSSIBLE', message: 'no money was taken' });
  }
  if (registerId === null && (await hasSale(tx, payment))) {
    const message = 'A sale stands for it: take the goods back.';
    return err({ code: 'PAYMENT_NOT_POSSIBLE', message });
  }
  const earlier = (await refundsOf(tx, payment)).filter(({ state }) => state !== 'failed');
  const left = payment.amount - sum(earlier.map(({ amount }) => amount));
  if (wanted.amount > left) {
    return err({ code: 'REFUND_TOO_LARGE', message: 'not that much is left', details: { left } });
  }
  const at = clock();
  await insertRefund(tx, {
    organizationId,
    storeId,
    registerId,
    id: wanted.refundId,
    paymentId: payment.id,
    saleId: wanted.saleId,
    amount: wanted.amount,
    state: 'queued',
    createdAt: at,
    updatedAt: at,
  });
  if (till.registerId === null) {
    const line = { storeId, action: 'payment.refund', subject: payment.id, before: null };
    const after = { refundId: wanted.refundId, amount: wanted.amount };
    const work = { tx, organizationId, at, actorId: till.accountId };
    await recordChanges(work, [{ ...line, after }]);
  }
  const row = await findRefund(tx, till, { id: wanted.refundId });
  return row === null
    ? err({ code: 'PAYMENT_DIFFERS', message: 'this id is taken by another store' })
    : ok(row);
}

/**
 * How a refund stands, after sending or asking where that is not settled. With `told` the provider
 * spoke of it by itself, and is asked though it had confirmed: banks send money back weeks later.
 * Errors: NOT_FOUND.
 */
export async function followRefund(
  deps: PaymentDeps,
  store: StoreScope,
  id: RefundId,
  { told = false }: { readonly told?: boolean } = {},
): Promise<Result<RefundView, CodedError>> {
  const row = await inTenant(deps.db, store.organizationId, (tx) => findRefund(tx, store, { id }));
  if (row === null || row.storeId !== store.storeId) {
    return err({ code: 'NOT_FOUND', message: 'There is no such refund.' });
  }
  return pursueRefund(deps, row, told);
}

/** Sends a refund, or asks about it. Sending it again is harmless: its id makes it one refund. */
async function pursueRefund(
  deps: PaymentDeps,
  row: RefundRow,
  told = false,
): Promise<Result<RefundView, CodedError>> {
  const mayChange = told && row.state === 'succeeded' && row.providerId !== null;
  if (isSettled(row.state) && !mayChange) return ok(refundView(row));
  const { payment, location } = await inTenant(deps.db, row.organizationId, async (tx) => ({
    payment: await findPayment(tx, row, { id: row.paymentId }),
    location: (await settingsOf(tx, row)).location,
  }));
  const provider = payment === null ? null : providerOf(deps, payment.provider);
  if (payment === null || provider === null || payment.providerId === null) {
    return err({ code: 'UNAVAILABLE', message: 'the provider of the payment cannot be asked' });
  }
  const scope = scopeOf(row, { account: payment.account, location });
  if (row.state !== 'pending') await record(deps, row, { kind: 'sending' });
  const answer = await askFor({ provider, scope, payment, row });
  return ok(refundView(await recordRefund(deps, row, answer)));
}

async function askFor({
  provider,
  scope,
  payment,
  row,
}: {
  readonly provider: PaymentProvider;
  readonly scope: PaymentScope;
  readonly payment: PaymentRow;
  readonly row: RefundRow;
}): Promise<Answer<RefundStatus>> {
  if ((row.state === 'pending' || row.state === 'succeeded') && row.providerId !== null) {
    const found = await provider.lookUpRefund(scope, { providerId: row.providerId });
    // Who may not ask learns nothing about the refund: only its own word makes it a failed one.
    return found.kind === 'refused' ? { kind: 'lost', message: found.message } : found;
  }
  const named = { paymentId: payment.id, providerId: payment.providerId ?? '' };
  if (!payment.captured) {
    // Only what was taken can be given back.
    const captured = await provider.capture(scope, named);
    if (captured.kind !== 'answered') return captured;
  }
  return provider.refund(scope, { ...named, refundId: row.id, amount: row.amount });
}

async function recordRefund(
  deps: PaymentDeps,
  row: RefundRow,
  answer: Answer<RefundStatus>,
): Promise<RefundRow> {
  if (answer.kind === 'lost') return record(deps, row, { kind: 'answer_lost' });
  if (answer.kind === 'answered') {
    const { status, providerId } = answer.value;
    return record(deps, { ...row, providerId }, { kind: 'provider', says: status });
  }
  deps.logger.warn({ refundId: row.id, reason: answer.reason }, 'a refund was refused');
  return record(deps, row, { kind: 'provider', says: 'failed' });
}

/** Writes an event on a refund; a failed one raises an exception, for money is owed. */
async function record(deps: PaymentDeps, row: RefundRow, event: RefundEvent): Promise<RefundRow> {
  const at = deps.clock();
  return inTenant(deps.db, row.organizationId, async (tx) => {
    const before = await findRefund(tx, row, { id: row.id, lock: true });
    if (before === null) return row;
    const next = nextRefundState(before.state, event);
    if (!next.ok || (next.value === before.state && before.providerId === row.providerId)) {
      return before;
    }
    const after: RefundRow = {
      ...before,
      providerId: row.providerId ?? before.providerId,
      state: next.value,
      version: before.version + 1,
      updatedAt: at,
    };
    await updateRefund(tx, after, event);
    if (after.state === 'succeeded') await noteGivenBack(tx, after);
    if (after.state === 'failed') {
      const { paymentId, saleId, amount } = after;
      await raisePaymentException(tx, after, {
        kind: 'refund_failed',
        details: { paymentId, saleId, amount, proposed: 'pay_out_otherwise' },
        at,
      });
    }
    return after;
  });
}

/** Writes onto the payment what went back of it in all. */
async function noteGivenBack(tx: TenantTransaction, { paymentId, updatedAt, ...scope }: RefundRow) {
  const payment = await findPayment(tx, scope, { id: paymentId, lock: true });
  if (payment === null) return;
  const done = (await refundsOf(tx, payment)).filter(({ state }) => state === 'succeeded');
  const refunded = sum(done.map(({ amount }) => amount));
  const event = {
    kind: 'provider',
    says: { kind: refunded >= payment.amount ? 'refunded' : 'approved' },
  } as const;
  const next = nextPaymentState(payment.state, event);
  if (!next.ok || refunded === payment.refunded) return;
  const version = payment.version + 1;
  await updatePayment(tx, { ...payment, state: next.value, refunded, version, updatedAt }, event);
}

export function refundView(row: RefundRow): RefundView {
  return {
    refundId: row.id,
    paymentId: row.paymentId,
    state: row.state,
    amount: row.amount,
    version: row.version,
    updatedAt: row.updatedAt,
  };
}
