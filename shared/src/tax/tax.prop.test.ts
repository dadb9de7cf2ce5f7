import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRate } from '../../test/sale-generators.ts';
import { MINOR_UNITS_MAX, minorUnits } from '../money/minor-units.ts';
import { addExclusiveTax } from './exclusive-tax.ts';
import { splitInclusiveTax } from './inclusive-tax.ts';
import { marginTax } from './margin-tax.ts';

// Half of the range, so that a tax of 100 % can be added.
const LARGEST = Math.floor(MINOR_UNITS_MAX / 2);
const anyAmount = fc
  .oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: LARGEST }))
  .map(minorUnits);
const abs = (value: bigint) => (value < 0n ? -value : value);

test('tax contained in an amount is within half a unit of its exact share', () => {
  fc.assert(
    fc.property(anyAmount, aRate, (gross, rate) => {
      const whole = BigInt(10_000 + rate);
      const off = BigInt(splitInclusiveTax(gross, rate).tax) * whole - BigInt(gross) * BigInt(rate);
      expect(2n * abs(off) <= whole).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('tax added to an amount is within half a unit, and a half goes up', () => {
  fc.assert(
    fc.property(anyAmount, aRate, (net, rate) => {
      const off = BigInt(addExclusiveTax(net, rate).tax) * 10_000n - BigInt(net) * BigInt(rate);
      expect(2n * off <= 10_000n && 2n * off > -10_000n).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('net and tax are the gross, and a refund mirrors its sale to the cent', () => {
  fc.assert(
    fc.property(anyAmount, aRate, (amount, rate) => {
      const negative = minorUnits(-amount);
      const inside = splitInclusiveTax(amount, rate);
      const added = addExclusiveTax(amount, rate);
      expect(inside.net + inside.tax).toBe(amount);
      expect(added.gross - added.tax).toBe(amount);
      expect(splitInclusiveTax(negative, rate)).toEqual({
        net: minorUnits(-inside.net),
        tax: minorUnits(-inside.tax),
      });
      expect(addExclusiveTax(negative, rate)).toEqual({
        tax: minorUnits(-added.tax),
        gross: minorUnits(-added.gross),
      });
    }),
  );
});

test('margin tax is contained in what was earned, and nothing is due on a loss', () => {
  fc.assert(
    fc.property(anyAmount, anyAmount, aRate, (gross, cost, rate) => {
      const { margin, net, tax } = marginTax({ gross, cost, rate });
      expect(margin).toBe(Math.max(0, gross - cost));
      expect(tax).toBe(splitInclusiveTax(margin, rate).tax);
      expect(net + tax).toBe(gross);
      if (cost >= gross) expect(tax).toBe(0);
    }),
  );
});

test.for([
  { gross: 11_900, cost: 0, tax: 1_900 },
  { gross: 10_000, cost: 4_050, tax: 950 },
  { gross: 4_000, cost: 4_000, tax: 0 },
  { gross: 4_000, cost: 5_000, tax: 0 },
])('at 19 % goods bought for $cost and sold for $gross owe $tax', ({ gross, cost, tax }) => {
  const rate = 1_900 as Parameters<typeof marginTax>[0]['rate'];
  expect(marginTax({ gross: minorUnits(gross), cost: minorUnits(cost), rate }).tax).toBe(tax);
});
