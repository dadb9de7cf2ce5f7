import { dinero, allocate as dineroAllocate, EUR, toSnapshot } from 'dinero.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate } from './allocate.ts';
import { MINOR_UNITS_MAX, minorUnits } from './minor-units.ts';

// Few units over many parts, equal weights and zeros: there remainders and ties decide. Large totals
// and weights leave the safe integers on the way.
const anyTotal = fc
  .oneof(
    fc.integer({ min: -50, max: 50 }),
    fc.integer({ min: -100_000, max: 100_000 }),
    fc.integer({ min: -MINOR_UNITS_MAX, max: MINOR_UNITS_MAX }),
  )
  .map(minorUnits);
const anyWeights = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }),
  fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 12 }),
  fc.array(fc.integer({ min: 0, max: MINOR_UNITS_MAX }), { minLength: 1, maxLength: 5 }),
);
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, part) => sum + part, 0);

test('the parts sum to the whole', () => {
  fc.assert(
    fc.property(anyTotal, anyWeights, (total, weights) => {
      expect(sumOf(allocate(total, weights))).toBe(total);
    }),
  );
});

test('each part is within one unit of its exact share, and a zero weight gets nothing', () => {
  fc.assert(
    fc.property(anyTotal, anyWeights, (total, weights) => {
      fc.pre(weights.some((weight) => weight > 0));
      const whole = BigInt(sumOf(weights));
      for (const [index, part] of allocate(total, weights).entries()) {
        const weight = BigInt(weights[index] ?? 0);
        const off = BigInt(part) * whole - BigInt(total) * weight;
        expect(off < whole && off > -whole, `part ${index}`).toBe(true);
        if (weight === 0n) expect(part).toBe(0);
      }
    }),
  );
});

test('no part that was rounded up has a smaller remainder than one that was rounded down', () => {
  fc.assert(
    fc.property(anyTotal, anyWeights, (total, weights) => {
      fc.pre(weights.some((weight) => weight > 0));
      const whole = BigInt(sumOf(weights));
      const size = BigInt(Math.abs(total));
      const shares = allocate(total, weights).map((part, index) => {
        const exact = size * BigInt(weights[index] ?? 0);
        return { up: BigInt(Math.abs(part)) > exact / whole, remainder: exact % whole, index };
      });
      for (const up of shares.filter((share) => share.up)) {
        for (const down of shares.filter((share) => !share.up)) {
          const isRight =
            up.remainder > down.remainder ||
            (up.remainder === down.remainder && up.index < down.index);
          expect(isRight, `${up.index} before ${down.index}`).toBe(true);
        }
      }
    }),
  );
});

test('a negative total splits into the mirror image', () => {
  fc.assert(
    fc.property(anyTotal, anyWeights, (total, weights) => {
      const mirrored = allocate(minorUnits(-total), weights);
      expect(mirrored).toEqual(allocate(total, weights).map((part) => minorUnits(-part)));
    }),
  );
});

// dinero.js hands what is left to the first parts; with equal weights that is the largest remainder.
test('with equal weights it is what dinero.js splits', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 20 }), (amount, parts) => {
      const weights = Array.from({ length: parts }, () => 1);
      const theirs = dineroAllocate(dinero({ amount, currency: EUR }), weights);
      expect(allocate(minorUnits(amount), weights)).toEqual(
        theirs.map((part) => toSnapshot(part).amount),
      );
    }),
  );
});

test('weights that are all zero split evenly', () => {
  expect(allocate(minorUnits(10), [0, 0, 0])).toEqual([4, 3, 3]);
});

test.for([[[]], [[-1, 2]], [[0.5]], [[Number.NaN]]] as const)(
  'weights %j are a bug',
  ([weights]) => {
    expect(() => allocate(minorUnits(1), weights)).toThrow(/weight|nothing/);
  },
);
