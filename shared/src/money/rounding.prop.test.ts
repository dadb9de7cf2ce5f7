import { dinero, EUR, halfAwayFromZero, multiply, toSnapshot, transformScale } from 'dinero.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundToIncrement } from './cash-rounding.ts';
import { MINOR_UNITS_MAX, minorUnits, mulDivHalfAway } from './minor-units.ts';

const anyAmount = fc.oneof(
  fc.integer({ min: -200, max: 200 }),
  fc.integer({ min: -MINOR_UNITS_MAX, max: MINOR_UNITS_MAX }),
);
// Even denominators, half of them twice the numerator's steps: there exact halves are common.
const aRatio = fc.oneof(
  fc.constantFrom([1, 2], [3, 4], [25, 100], [1_900, 11_900], [10_000, 12_000], [3_333, 10_000]),
  fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 10_000, max: 20_000 })),
);
const abs = (value: bigint) => (value < 0n ? -value : value);

test('a ratio of an amount is rounded half away from zero, exactly', () => {
  fc.assert(
    fc.property(anyAmount, aRatio, (amount, [numerator = 0, denominator = 1]) => {
      const rounded = BigInt(mulDivHalfAway(amount, numerator, denominator));
      const exact = BigInt(amount) * BigInt(numerator);
      const off = rounded * BigInt(denominator) - exact;
      const twice = 2n * abs(off);
      expect(twice <= BigInt(denominator)).toBe(true);
      if (twice === BigInt(denominator)) expect(off > 0n === exact > 0n).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('a percentage is what dinero.js rounds half away from zero', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -100_000_000, max: 100_000_000 }),
      fc.oneof(fc.constantFrom(500, 2_500, 5_000, 1_250), fc.integer({ min: 0, max: 10_000 })),
      (amount, points) => {
        const product = multiply(dinero({ amount, currency: EUR }), { amount: points, scale: 4 });
        const theirs = toSnapshot(transformScale(product, 2, halfAwayFromZero)).amount;
        expect(mulDivHalfAway(amount, points, 10_000)).toBe(theirs === 0 ? 0 : theirs);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('cash is a multiple of its step, as near as can be, and mirrored for money that goes back', () => {
  const step = fc.constantFrom(1, 5, 10, 25, 50, 100, 500);
  const amounts = fc.integer({ min: -10_000_000, max: 10_000_000 }).map(minorUnits);
  fc.assert(
    fc.property(amounts, step, (amount, increment) => {
      const cash = roundToIncrement(amount, increment);
      expect(Math.abs(cash % increment)).toBe(0);
      expect(2 * Math.abs(cash - amount)).toBeLessThanOrEqual(increment);
      expect(roundToIncrement(minorUnits(-amount), increment)).toBe(minorUnits(-cash));
      expect(roundToIncrement(cash, increment)).toBe(cash);
    }),
  );
});

test.for([
  { amount: 1_072, increment: 5, cash: 1_070 },
  { amount: 1_073, increment: 5, cash: 1_075 },
  { amount: 1_050, increment: 100, cash: 1_100 },
  { amount: 25, increment: 50, cash: 50 },
  { amount: -25, increment: 50, cash: -50 },
  { amount: 2, increment: 5, cash: 0 },
  { amount: -2, increment: 5, cash: 0 },
])('$amount in steps of $increment is $cash', ({ amount, increment, cash }) => {
  expect(roundToIncrement(minorUnits(amount), increment)).toBe(cash);
});
