import { type MinorUnits, minorUnits } from '../money/minor-units.ts';

export interface KnownBalance {
  /** The server has answered just now, and what this till did since is in the balance. */
  readonly fresh: boolean;
  /** By the last answer and the till's own movements since; null where the server never answered. */
  readonly balance: MinorUnits | null;
  /** Spent here since the server last answered, above zero. */
  readonly spentSince: MinorUnits;
  /** The most that the store lets be spent of one card without asking the server. */
  readonly offlineLimit: MinorUnits;
}

/**
 * How much of a gift card or credit may be spent now, in minor units; never below zero.
 *
 * With the server's answer it is the balance. Without, another till may have spent it meanwhile: no
 * more than the store's limit, less what was already spent on trust, and never more than the balance
 * where one is known.
 */
export function spendableOf({
  fresh,
  balance,
  spentSince,
  offlineLimit,
}: KnownBalance): MinorUnits {
  if (fresh) return minorUnits(Math.max(balance ?? 0, 0));
  const trusted = offlineLimit - spentSince;
  return minorUnits(Math.max(Math.min(balance ?? trusted, trusted), 0));
}
