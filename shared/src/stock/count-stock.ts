/** What a count makes of an item's ledger. Till and server compute it alike, each from what it knows. */
import type { EpochMs } from '../time/time.ts';

/** A movement as far as a count looks at it. */
export interface TimedMovement {
  /** Signed. */
  readonly quantity: number;
  readonly at: EpochMs;
}

/**
 * What the ledger said for a time: `onHand` now without what moved after it. Goods sold while the
 * count went on were counted if they left after their shelf was, and were not if before; so the time
 * of the count decides, to the millisecond, and a movement of that very time was before it.
 */
export function onHandAt({ onHand, movements, at }: LedgerNow): number {
  let then = onHand;
  for (const movement of movements) if (movement.at > at) then -= movement.quantity;
  return then;
}

export interface LedgerNow {
  readonly onHand: number;
  /** Those that may be later than `at`; earlier ones change nothing. */
  readonly movements: readonly TimedMovement[];
  readonly at: EpochMs;
}

/** The movement that makes the ledger say what was counted; 0 where it says so already. */
export function countDifference({
  counted,
  expected,
}: {
  readonly counted: number;
  readonly expected: number;
}): number {
  return counted - expected;
}

/**
 * What is to be added for a movement that becomes known after a count that it happened before: the
 * count saw its effect, so it must not count a second time. 0 for what happened after the count.
 */
export function lateCorrection(movement: TimedMovement, countedAt: EpochMs): number {
  return movement.at <= countedAt ? -movement.quantity : 0;
}
