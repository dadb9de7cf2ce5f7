import { assert } from '../assert.ts';
import { type MinorUnits, minorUnits } from './minor-units.ts';
import { mulDivFloor } from './mul-div-floor.ts';

/**
 * Splits an amount in proportion to weights.
 *
 * Units: `total` in minor units, either sign; weights are whole numbers from zero up (amounts,
 * pieces, shares). Where all are zero the parts are even.
 * Promise: the parts sum to the total, each is within one unit of its exact share, a zero weight
 * gets nothing beside others, and a negative total splits into the mirror image.
 * Rounding: largest remainder, ties to the earlier part.
 * Errors: none. No weights, or a negative or fractional one, is a bug and asserts.
 */
export function allocate(total: MinorUnits, weights: readonly number[]): readonly MinorUnits[] {
  assert(weights.length > 0, 'nothing to split over');
  let whole = 0;
  for (const weight of weights) {
    assert(Number.isSafeInteger(weight) && weight >= 0, `not a weight: ${weight}`);
    whole += weight;
  }
  if (whole === 0)
    return allocate(
      total,
      weights.map(() => 1),
    );

  const size = Math.abs(total);
  const shares = weights.map((weight) => mulDivFloor(size, weight, whole));
  const parts = shares.map(({ quotient }) => quotient);
  const left = size - parts.reduce((total, part) => total + part, 0);
  if (left > 0)
    for (const index of byRemainder(shares).slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts.map((part) => minorUnits(total < 0 ? -part : part));
}

/** Places of the shares, largest remainder first, ties in their own order. */
function byRemainder(shares: readonly { readonly remainder: number }[]): readonly number[] {
  return shares
    .map(({ remainder }, index) => ({ remainder, index }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
    .map(({ index }) => index);
}
