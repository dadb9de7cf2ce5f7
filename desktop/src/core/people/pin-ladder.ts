import type { EpochMs } from '@second-chance/shared/time/time.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * Waits after the 5th, 6th, … failed try in a row; the last one repeats. Four tries cost nothing,
 * because people mistype; from then on a four-digit PIN would take more than a year to guess.
 */
const WAITS: readonly number[] = [
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  60 * MINUTE,
];
const FREE_TRIES = 4;

/** How long a person waits after this many failed tries in a row, in milliseconds. */
export function waitAfter(failed: number): number {
  if (failed <= FREE_TRIES) return 0;
  return WAITS[Math.min(failed - FREE_TRIES, WAITS.length) - 1] ?? 0;
}

export interface PinTries {
  readonly failed: number;
  readonly lockedUntil: EpochMs;
}

/**
 * What is left of a lock, in milliseconds. Never more than the wait itself, so that a clock that
 * was set back does not lock a person out for a month.
 */
export function lockLeft(tries: PinTries, now: EpochMs): number {
  return Math.min(Math.max(tries.lockedUntil - now, 0), waitAfter(tries.failed));
}
