import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aSettings, type SaleSetUp } from '../../test/builders.ts';
import { someSaleSetUp } from '../../test/sale-generators.ts';
import { type MinorUnits, minorUnits } from '../money/minor-units.ts';
import { discountOn, totalOf } from './price-path.ts';
import { priceSale } from './price-sale.ts';

function price({ settings, lines = [], cartDiscount = null }: SaleSetUp) {
  return priceSale({ settings: aSettings(settings), lines, cartDiscount });
}
const sumOf = (numbers: readonly number[]) => numbers.reduce((total, part) => total + part, 0);

test('every path starts at the tag, adds up, and never goes below zero', () => {
  fc.assert(
    fc.property(someSaleSetUp, (setUp) => {
      for (const { pricePath, quantity } of price(setUp).lines) {
        let total = 0;
        for (const step of pricePath) {
          total += step.change;
          expect(step.total).toBe(total);
          expect(step.total).toBeGreaterThanOrEqual(0);
          expect(step.change === 0).toBe(step.step === 'tag' && step.unitPrice === 0);
        }
        const [tag] = pricePath;
        expect(tag?.step === 'tag' && tag.unitPrice * quantity).toBe(tag?.total);
      }
    }),
  );
});

test('lines, tax totals and totals are the same money', () => {
  fc.assert(
    fc.property(someSaleSetUp, (setUp) => {
      const sale = price(setUp);
      for (const part of [sale, ...sale.lines, ...sale.taxTotals]) {
        expect(part.net + part.taxAmount).toBe(part.gross);
      }
      for (const amount of ['net', 'taxAmount', 'gross'] as const) {
        const total = sale[amount] as MinorUnits;
        expect(sumOf(sale.lines.map((line) => line[amount]))).toBe(total);
        expect(sumOf(sale.taxTotals.map((taxTotal) => taxTotal[amount]))).toBe(total);
      }
    }),
  );
});

test('the cart discount takes off what it says, from no line more than it costs', () => {
  fc.assert(
    fc.property(someSaleSetUp, (setUp) => {
      const { cartDiscount = null } = setUp;
      const without = price({ ...setUp, cartDiscount: null });
      const before = without.lines.map(({ pricePath }) => totalOf(pricePath));
      const after = price(setUp).lines.map(({ pricePath }) => totalOf(pricePath));
      const whole = minorUnits(sumOf(before));
      const expected = cartDiscount === null ? 0 : discountOn(whole, cartDiscount);
      expect(sumOf(before) - sumOf(after)).toBe(expected);
      for (const [index, total] of after.entries()) {
        const share = (before[index] ?? 0) - total;
        const exact = whole === 0 ? 0 : (expected * (before[index] ?? 0)) / whole;
        expect(Math.abs(share - exact)).toBeLessThan(1.000_001);
      }
    }),
  );
});

test('tax of a rate is within half a unit of exact: of each line per line, of the sum per rate', () => {
  fc.assert(
    fc.property(someSaleSetUp, (setUp) => {
      const settings = aSettings(setUp.settings);
      const sale = price(setUp);
      const parts = settings.taxRounding === 'per_line' ? sale.lines : sale.taxTotals;
      for (const { tax, net, taxAmount, gross } of parts) {
        if (tax.scheme === 'margin') continue;
        const rate = tax.basisPoints;
        // Twice the error, in units of the denominator, so that nothing is a fraction.
        const [off, whole] = settings.pricesIncludeTax
          ? [taxAmount * (10_000 + rate) - gross * rate, 10_000 + rate]
          : [taxAmount * 10_000 - net * rate, 10_000];
        expect(2 * Math.abs(off)).toBeLessThanOrEqual(whole);
      }
    }),
  );
});

test('tax is never below zero nor above the price', () => {
  fc.assert(
    fc.property(someSaleSetUp, (setUp) => {
      for (const { taxAmount, gross, net, unitCost, quantity, tax } of price(setUp).lines) {
        expect(taxAmount).toBeGreaterThanOrEqual(0);
        expect(net).toBeGreaterThanOrEqual(0);
        const margin = Math.max(0, gross - (unitCost ?? 0) * quantity);
        if (tax.scheme === 'margin') expect(taxAmount).toBeLessThanOrEqual(margin);
      }
    }),
  );
});
