/**
 * Drives open payments and refunds to their end, whatever the network does, for as long as the till
 * runs and again after every start.
 */
import {
  CUSTOMER_WAITS_MS,
  PAYMENT_WAIT_MS_MAX,
  type PaymentView,
  paymentViewSchema,
} from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError, ErrorCode } from '@second-chance/shared/contract/errors.ts';
import { isFinal, type PaymentEvent } from '@second-chance/shared/payments/payment-state.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';
import { type Lane, type StepOutcome, startLane } from '../sync/lane.ts';
import type { ServerRequest } from '../sync/server-call.ts';
import { captureStep } from './capture-cards.ts';
import { followRefund } from './follow-refund.ts';
import { type CardPayment, movePayment, openPayments, paymentsToCapture } from './payment-rows.ts';
import { openRefunds } from './refund-rows.ts';
import { BEGIN_TIMEOUT_MS, bytesOf } from './request-body.ts';

export interface CardsDeps {
  readonly store: Store;
  readonly clock: () => EpochMs;
  readonly random: () => number;
  /** Sends one request with the register's proof; `signal` breaks it off. */
  readonly call: (
    request: ServerRequest,
    signal: AbortSignal,
  ) => Promise<Result<unknown, CodedError>>;
  /** Called after every change that a screen may show. */
  readonly changed: () => void;
  /** Called once a payment is settled. */
  readonly settled: (payment: CardPayment) => void;
  readonly log: (event: CardEvent) => void;
}

/** For the log: never has a card or an amount. */
export interface CardEvent {
  readonly event: string;
  readonly code?: string;
  /** What a step threw. */
  readonly err?: unknown;
}

export interface Cards {
  /** To be called after a payment was begun or given up, or a refund queued. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

const LOOK_TIMEOUT_MS = PAYMENT_WAIT_MS_MAX + 10_000;
/** Long enough to save requests, short enough that giving up is not kept waiting. */
const WAIT_MS = 8_000;
const PENDING_REFUND_MS = 60_000;
const CAPTURE_AGAIN_MS = 60_000;

/** After these nothing is and nothing will be charged under the id that was asked for. */
const NOT_BEGUN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'INVALID_REQUEST',
  'PAYMENT_OPEN',
  'PAYMENT_DIFFERS',
  'PAYMENT_NOT_POSSIBLE',
  'READER_BUSY',
  'READER_OFFLINE',
  'READER_UNKNOWN',
  'UNAVAILABLE',
]);

/** Begins at once with what an earlier run of the program left open. */
export function followCards(outside: CardsDeps): Cards {
  const { store, random } = outside;
  let breakOff = new AbortController();
  const broke = (thrown: unknown) => outside.log({ event: 'broke', err: thrown });
  const captures: Lane = startLane({
    broke,
    step: (signal) => captureStep(outside, signal),
    idleMs: () => (paymentsToCapture(store).length > 0 ? CAPTURE_AGAIN_MS : null),
    random,
  });
  const deps: CardsDeps = {
    ...outside,
    settled(payment) {
      outside.settled(payment);
      // The sale may be on disk now, and what is held for it can be taken.
      void captures.now();
    },
  };

  async function paymentStep(stopping: AbortSignal): Promise<StepOutcome> {
    const [payment] = openPayments(store);
    if (payment === undefined) return 'done';
    breakOff = new AbortController();
    const signal = AbortSignal.any([stopping, breakOff.signal]);
    const outcome = await followPayment(deps, payment, signal);
    // Whoever woke it wants another step, not a wait.
    return breakOff.signal.aborted && !stopping.aborted ? 'again' : outcome;
  }

  async function refundStep(signal: AbortSignal): Promise<StepOutcome> {
    let outcome: StepOutcome = 'done';
    for (const refund of openRefunds(store)) {
      const one = await followRefund(deps, refund, signal);
      if (one === 'failed') return one;
      if (one === 'again') outcome = 'again';
    }
    return outcome;
  }

  const payments: Lane = startLane({ step: paymentStep, broke, idleMs: () => null, random });
  const refunds: Lane = startLane({
    step: refundStep,
    broke,
    idleMs: () => (openRefunds(store).length > 0 ? PENDING_REFUND_MS : null),
    random,
  });
  return {
    wake() {
      breakOff.abort();
      void payments.now();
      void refunds.now();
      void captures.now();
    },
    async stop() {
      await Promise.all([payments.stop(), refunds.stop(), captures.stop()]);
    },
  };
}

async function followPayment(
  deps: CardsDeps,
  payment: CardPayment,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { paymentId } = payment;
  if (payment.giveUp) return giveUp(deps, payment, signal);
  if (payment.view === null) {
    // Left behind by a program that died, or by a network that was gone for long.
    const isStale = deps.clock() - payment.createdAt > CUSTOMER_WAITS_MS;
    if (isStale) return giveUp(deps, payment, signal);
    // On disk before the first byte leaves: a crash from here on is known to be open. What was sent
    // and not answered is sent again: the server goes on where it died, and charges nothing twice.
    const sending = move(deps, payment, { kind: 'sending' });
    return take(deps, sending, await begin(deps, sending, signal), signal);
  }
  const path = `/sync/payments/${paymentId}?wait=${WAIT_MS}&version=${payment.view?.version ?? 0}`;
  const looked = await ask(deps, { method: 'GET', path, timeoutMs: LOOK_TIMEOUT_MS }, signal);
  if (!looked.ok && looked.error.code === 'NOT_FOUND') {
    // The server never heard of it. It is closed there, so that a late request cannot begin it.
    return giveUp(deps, payment, signal, 'SERVER_UNREACHABLE');
  }
  return take(deps, payment, looked, signal);
}

function begin(deps: CardsDeps, payment: CardPayment, signal: AbortSignal) {
  const { paymentId, saleId, amount, currency, readerId, training, lines } = payment;
  const body = {
    ...{ paymentId, saleId, amount, currency, readerId, lines },
    ...(training && { training }),
  };
  return ask(
    deps,
    { method: 'POST', path: '/sync/payments', body: bytesOf(body), timeoutMs: BEGIN_TIMEOUT_MS },
    signal,
  );
}

async function giveUp(
  deps: CardsDeps,
  payment: CardPayment,
  signal: AbortSignal,
  problem: string | null = payment.problem,
): Promise<StepOutcome> {
  const { paymentId, saleId, amount, currency, state } = payment;
  if (state === 'created') {
    settle(deps, move(deps, payment, { kind: 'dropped' }, { problem }));
    return 'again';
  }
  const answered = await ask(
    deps,
    {
      method: 'POST',
      path: `/sync/payments/${paymentId}/cancel`,
      body: bytesOf({ saleId, amount, currency }),
      timeoutMs: BEGIN_TIMEOUT_MS,
    },
    signal,
  );
  return take(deps, payment, answered, signal, problem);
}

/** Stores what came of a request. */
async function take(
  deps: CardsDeps,
  payment: CardPayment,
  answered: Result<PaymentView, CodedError>,
  signal: AbortSignal,
  problem: string | null = null,
): Promise<StepOutcome> {
  if (answered.ok) {
    const view = answered.value;
    const after = move(deps, payment, eventOf(view), { view, problem });
    if (isFinal(after.state)) settle(deps, after);
    return 'again';
  }
  const { code } = answered.error;
  if (signal.aborted) {
    move(deps, payment, { kind: 'answer_lost' });
    return 'done';
  }
  deps.log({ event: 'card', code });
  if (NOT_BEGUN.has(code) && !payment.giveUp && payment.view === null) {
    return giveUp(deps, payment, signal, code);
  }
  move(deps, payment, { kind: 'answer_lost' });
  return code === 'SERVER_UNREACHABLE' ? 'failed' : 'refused';
}

function eventOf({ state }: PaymentView): PaymentEvent {
  switch (state) {
    case 'created':
    case 'in_progress':
      return { kind: 'provider', says: { kind: 'waiting' } };
    case 'unknown':
      return { kind: 'answer_lost' };
    default:
      return { kind: 'provider', says: { kind: state } };
  }
}

function move(
  deps: CardsDeps,
  { paymentId }: CardPayment,
  event: PaymentEvent,
  more: { readonly view?: PaymentView; readonly problem?: string | null } = {},
): CardPayment {
  const after = movePayment(deps.store, paymentId, { event, at: deps.clock(), ...more });
  deps.changed();
  return after;
}

function settle(deps: CardsDeps, payment: CardPayment): void {
  deps.settled(payment);
  deps.changed();
}

async function ask(
  { call }: CardsDeps,
  request: ServerRequest,
  signal: AbortSignal,
): Promise<Result<PaymentView, CodedError>> {
  const answered = await call(request, signal);
  if (!answered.ok) return answered;
  const view = paymentViewSchema.safeParse(answered.value);
  return view.success
    ? ok(view.data)
    : err({
        code: 'PROTOCOL_UNSUPPORTED',
        message: 'the server spoke of a payment in another way',
      });
}
