/** The life of one refund of a card payment, the same for the till and the server. */
import { err, ok, type Result } from '../result.ts';

/**
 * `queued`: decided and stored, not sent (no network). `in_progress`: sent, or about to be.
 * `unknown`: no answer came. `pending`: the provider took it and the bank has not confirmed.
 * `succeeded` and `failed` are final; a failed one must be paid out in another way by a person.
 */
export const REFUND_STATES = [
  'queued',
  'in_progress',
  'unknown',
  'pending',
  'succeeded',
  'failed',
] as const;
export type RefundState = (typeof REFUND_STATES)[number];

export type RefundEvent =
  | { readonly kind: 'sending' }
  | { readonly kind: 'answer_lost' }
  | { readonly kind: 'provider'; readonly says: 'pending' | 'succeeded' | 'failed' | 'not_there' };

export interface ImpossibleRefundEvent {
  readonly code: 'REFUND_STATE';
  readonly state: RefundState;
  readonly event: string;
}

/**
 * The state after an event; one that changes nothing answers the same state.
 *
 * A refund is sent again under its own idempotency key for as long as it is not settled, so unlike
 * a charge it may go from `unknown` back to `in_progress`: the provider does it once.
 * Errors: `REFUND_STATE` where the provider takes back what it had confirmed.
 */
export function nextRefundState(
  state: RefundState,
  event: RefundEvent,
): Result<RefundState, ImpossibleRefundEvent> {
  if (event.kind === 'sending')
    return ok(isSettled(state) || state === 'pending' ? state : 'in_progress');
  if (event.kind === 'answer_lost') return ok(state === 'in_progress' ? 'unknown' : state);
  const { says } = event;
  switch (says) {
    case 'not_there':
      return isSettled(state) || state === 'pending'
        ? err({ code: 'REFUND_STATE', state, event: says })
        : ok('queued');
    case 'pending':
      return ok(isSettled(state) ? state : 'pending');
    case 'succeeded':
      return state === 'failed'
        ? err({ code: 'REFUND_STATE', state, event: says })
        : ok('succeeded');
    case 'failed':
      // Banks do send money back weeks after they confirmed: that must reach a person.
      return ok('failed');
  }
}

/** Whether nothing is left to do for a program. */
export function isSettled(state: RefundState): boolean {
  return state === 'succeeded' || state === 'failed';
}
