import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anId, anItem } from '../../test/builders.ts';
import { basisPoints, MINOR_UNITS_MAX, minorUnits } from '../money/minor-units.ts';
import { applyBulkEdit, type BulkEdit, roundPrice } from './bulk-edit.ts';

const EXACT = { step: 1, under: 0 };
const priceOf = (price: number, edit: BulkEdit) => {
  const after = applyBulkEdit(anItem({ price: minorUnits(price) }), edit);
  return after.ok ? after.value.price : after.error;
};
const percent = (points: number, direction: 'up' | 'down', rounding = EXACT): BulkEdit => ({
  what: 'price_by_percent',
  percent: basisPoints(points),
  direction,
  rounding,
});
const amount = (value: number, rounding = EXACT): BulkEdit => ({
  what: 'price_by_amount',
  amount: minorUnits(value),
  rounding,
});

test.for([
  { price: 2_500, edit: percent(1_000, 'down'), after: 2_250 },
  { price: 333, edit: percent(1_500, 'up'), after: 383 },
  { price: 2_500, edit: percent(1_000, 'down', { step: 100, under: 1 }), after: 2_299 },
  { price: 2_500, edit: percent(1_000, 'down', { step: 50, under: 0 }), after: 2_250 },
  { price: 2_500, edit: percent(10_000, 'down'), after: 0 },
  { price: 2_500, edit: percent(10_001, 'down'), after: 'PRICE_OUT_OF_RANGE' },
  { price: MINOR_UNITS_MAX, edit: percent(1, 'up'), after: 'PRICE_OUT_OF_RANGE' },
  { price: 2_500, edit: amount(-500), after: 2_000 },
  { price: 2_500, edit: amount(-2_500), after: 0 },
  { price: 2_500, edit: amount(-2_501), after: 'PRICE_OUT_OF_RANGE' },
  { price: 20, edit: amount(10, { step: 100, under: 1 }), after: 99 },
  { price: 2_500, edit: { what: 'price_set', price: minorUnits(7) }, after: 7 },
] as const)('$price becomes $after by $edit', ({ price, edit, after }) => {
  expect(priceOf(price, edit)).toBe(after);
});

test('every other edit changes its own fields and no others', () => {
  const item = anItem();
  const categoryId = anId<'Category'>(7);
  const taxRateId = anId<'TaxRate'>(8);
  const schedule = { priceScheduleId: anId<'PriceSchedule'>(9), priceScheduleStart: null };
  const edits: readonly (readonly [BulkEdit, object])[] = [
    [{ what: 'category', categoryId }, { categoryId }],
    [{ what: 'withdrawn', withdrawn: true }, { withdrawn: true }],
    [{ what: 'price_schedule', ...schedule }, schedule],
    [{ what: 'tax', taxRateId }, { taxRateId }],
  ];
  for (const [edit, fields] of edits) {
    expect(applyBulkEdit(item, edit)).toEqual({ ok: true, value: { ...item, ...fields } });
  }
});

const rounding = fc
  .integer({ min: 1, max: 500 })
  .chain((step) =>
    fc.record({ step: fc.constant(step), under: fc.integer({ min: 0, max: step - 1 }) }),
  );

test('a rounded price has the asked ending, is as near as can be, and never free', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), rounding, (price, rule) => {
      const rounded = roundPrice(price, rule);
      expect((rounded + rule.under) % rule.step).toBe(0);
      expect(rounded).toBeGreaterThan(0);
      const near = [rounded - rule.step, rounded + rule.step].filter((other) => other > 0);
      for (const other of near) {
        expect(Math.abs(rounded - price)).toBeLessThanOrEqual(Math.abs(other - price));
      }
    }),
  );
});
