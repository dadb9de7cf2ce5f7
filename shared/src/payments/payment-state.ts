/**
 * The life of one card payment, the same for the till and the server. A payment is one attempt to
 * charge one amount once; another attempt is another payment with another id.
 *
 * Source: DOMAIN.md, "Card payments".
 */
import { err, ok, type Result } from '../result.ts';

/**
 * `created`: its id is stored and nothing was sent. `in_progress`: it was, or is about to be, sent.
 * `unknown`: no answer came, so it may have been charged. The others are final, but for `approved`,
 * which a refund of everything makes `refunded`.
 */
export const PAYMENT_STATES = [
  'created',
  'in_progress',
  'unknown',
  'approved',
  'declined',
  'canceled',
  'refunded',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/**
 * What the provider says of a payment when it is asked, or in an answer.
 *
 * `closed` is part of `declined` and `canceled`: the provider has promised that this payment can
 * never be charged any more. A provider that would take another card for the same payment has not
 * finished with it: that is `waiting`.
 */
export type ProviderSays =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'approved' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'canceled' }
  | { readonly kind: 'refunded' };

export type PaymentEvent =
  /** Stored before the first byte leaves, so that a crash after it is known to be open. */
  | { readonly kind: 'sending' }
  /** Time ran out, or the connection or the program broke, before an answer was stored. */
  | { readonly kind: 'answer_lost' }
  /** Given up before anything was sent. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'provider'; readonly says: ProviderSays };

export interface ImpossibleEvent {
  readonly code: 'PAYMENT_STATE';
  readonly state: PaymentState;
  readonly event: PaymentEvent['kind'] | ProviderSays['kind'];
}

/**
 * The state after an event. An event that changes nothing answers the same state, so that whatever
 * is told twice, or late, is harmless.
 *
 * Promises: from `unknown` only what the provider says leads on. Nothing leads out of `declined`
 * and `canceled`, and nothing but a refund out of `approved`.
 * Errors: `PAYMENT_STATE` where an event contradicts what is known, such as an approval of what the
 * provider had closed: a person must look.
 */
export function nextPaymentState(
  state: PaymentState,
  event: PaymentEvent,
): Result<PaymentState, ImpossibleEvent> {
  switch (event.kind) {
    case 'sending':
      return isFinal(state)
        ? impossible(state, event.kind)
        : ok(state === 'unknown' ? state : 'in_progress');
    case 'dropped':
      return state === 'created' || state === 'canceled'
        ? ok('canceled')
        : impossible(state, event.kind);
    case 'answer_lost':
      if (state === 'created') return impossible(state, event.kind);
      return ok(state === 'in_progress' ? 'unknown' : state);
    case 'provider':
      return afterProvider(state, event.says);
  }
}

function afterProvider(
  state: PaymentState,
  { kind }: ProviderSays,
): Result<PaymentState, ImpossibleEvent> {
  switch (kind) {
    case 'waiting':
      return ok(isFinal(state) ? state : 'in_progress');
    case 'approved':
      // A late word of the approval must not undo the refund that followed it.
      if (state === 'refunded') return ok(state);
      return isClosed(state) ? impossible(state, kind) : ok('approved');
    case 'refunded':
      return isClosed(state) ? impossible(state, kind) : ok('refunded');
    case 'declined':
    case 'canceled':
      if (isClosed(state)) return ok(state);
      return isFinal(state) ? impossible(state, kind) : ok(kind);
  }
}

function impossible(state: PaymentState, event: ImpossibleEvent['event']) {
  return err({ code: 'PAYMENT_STATE', state, event } as const);
}

/** Whether nothing but a refund can happen to it any more. */
export function isFinal(state: PaymentState): boolean {
  return state === 'approved' || state === 'refunded' || isClosed(state);
}

/** Whether it ended without money. */
export function isClosed(state: PaymentState): boolean {
  return state === 'declined' || state === 'canceled';
}

/** Whether money may have moved, or still may, without anybody knowing yet. */
export function isOpen(state: PaymentState): boolean {
  return state === 'in_progress' || state === 'unknown';
}

/**
 * Whether another card payment for the same sale may begin: never while an earlier one is not
 * settled, so that no customer is charged twice for one thing.
 */
export function mayBeginPayment(earlier: readonly PaymentState[]): boolean {
  return earlier.every(isFinal);
}
