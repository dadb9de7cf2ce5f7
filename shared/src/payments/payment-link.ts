/** A link that the shop sends and somebody pays once: what it is for and how it stands. Pure. */
import type { EpochMs } from '../time/time.ts';
import type { PaymentState } from './payment-state.ts';

export const LINK_PURPOSES = ['held_item', 'deposit', 'exchange_difference', 'other'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** `paying`: somebody began and it is not settled, so it can neither be paid again nor given up. */
export const LINK_STATES = ['open', 'paying', 'paid', 'refunded', 'canceled', 'expired'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** How long a link can be paid unless the shop says otherwise, in days. */
export const LINK_DAYS = 7;
export const LINK_DAYS_MAX = 60;

/**
 * How a link stands. Money counts first: what was paid a moment before the link was canceled or ran
 * out is paid.
 */
export function linkState({
  payment,
  canceledAt,
  expiresAt,
  now,
}: {
  /** State of its latest payment; null: nobody began. */
  readonly payment: PaymentState | null;
  readonly canceledAt: EpochMs | null;
  readonly expiresAt: EpochMs;
  readonly now: EpochMs;
}): LinkState {
  if (payment === 'approved') return 'paid';
  if (payment === 'refunded') return 'refunded';
  if (payment === 'unknown') return 'paying';
  if (canceledAt !== null) return 'canceled';
  return now >= expiresAt ? 'expired' : 'open';
}
