import { z } from 'zod';
import { assert } from '../assert.ts';

declare const unit: unique symbol;

/** An amount in the smallest unit of its currency: cents, pence, yen, fils. Always a whole number. */
export type MinorUnits = number & { readonly [unit]: 'MinorUnits' };

/** Hundredths of a percent: 20 % is 2,000. */
export type BasisPoints = number & { readonly [unit]: 'BasisPoints' };

/** The largest amount that one line, tender or total may have, either sign. */
export const MINOR_UNITS_MAX = 999_999_999_999;

/** 100 % in basis points. */
export const WHOLE: BasisPoints = 10_000 as BasisPoints;

/** Marks a number as an amount. A fraction, NaN or an amount out of range is a bug and asserts. */
export function minorUnits(value: number): MinorUnits {
  assert(
    Number.isInteger(value) && Math.abs(value) <= MINOR_UNITS_MAX,
    `not an amount in minor units: ${value}`,
  );
  return (value === 0 ? 0 : value) as MinorUnits;
}

/** Marks a number as a rate in basis points, 0 to 100,000 (1,000 %). Anything else asserts. */
export function basisPoints(value: number): BasisPoints {
  assert(Number.isInteger(value) && value >= 0 && value <= 100_000, `not a rate: ${value}`);
  return value as BasisPoints;
}

export const ZERO: MinorUnits = 0 as MinorUnits;

/**
 * `amount × numerator ÷ denominator`, rounded half away from zero.
 *
 * Exact for every amount in range: where the product would leave the safe integers it is computed
 * with BigInt. The denominator must be above zero.
 */
export function mulDivHalfAway(amount: number, numerator: number, denominator: number): MinorUnits {
  assert(
    Number.isSafeInteger(amount) && Number.isSafeInteger(numerator),
    `not whole numbers: ${amount} × ${numerator}`,
  );
  assert(Number.isSafeInteger(denominator) && denominator > 0, `bad denominator: ${denominator}`);
  const product = amount * numerator;
  if (Number.isSafeInteger(product) && Number.isSafeInteger(2 * product)) {
    const size = Math.abs(product);
    const remainder = size % denominator;
    const floor = (size - remainder) / denominator;
    const rounded = 2 * remainder >= denominator ? floor + 1 : floor;
    return minorUnits(product < 0 ? -rounded : rounded);
  }
  const exact = BigInt(amount) * BigInt(numerator);
  const size = exact < 0n ? -exact : exact;
  const whole = BigInt(denominator);
  const rounded = (2n * size + whole) / (2n * whole);
  return minorUnits(Number(exact < 0n ? -rounded : rounded));
}

/** Sums amounts. The sum must itself be in range. */
export function sum(amounts: Iterable<number>): MinorUnits {
  let total = 0;
  for (const amount of amounts) total += amount;
  return minorUnits(total);
}

export const minorUnitsSchema = z
  .int()
  .min(-MINOR_UNITS_MAX)
  .max(MINOR_UNITS_MAX) as unknown as z.ZodType<MinorUnits, MinorUnits>;

/** An amount that is not negative: a price, a float, what a customer handed over. */
export const positiveMinorUnitsSchema = z.int().min(0).max(MINOR_UNITS_MAX) as unknown as z.ZodType<
  MinorUnits,
  MinorUnits
>;

export const basisPointsSchema = z.int().min(0).max(100_000) as unknown as z.ZodType<
  BasisPoints,
  BasisPoints
>;
