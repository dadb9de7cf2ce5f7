import { assert } from '../assert.ts';
import { type MinorUnits, minorUnits, mulDivHalfAway } from './minor-units.ts';

/**
 * The nearest amount that cash can pay: a multiple of `increment` minor units, halves away from
 * zero, so that handing money back mirrors taking it.
 */
export function roundToIncrement(amount: MinorUnits, increment: number): MinorUnits {
  assert(Number.isSafeInteger(increment) && increment > 0, `not a cash step: ${increment}`);
  return increment === 1 ? amount : minorUnits(mulDivHalfAway(amount, 1, increment) * increment);
}
