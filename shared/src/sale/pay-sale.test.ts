import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anId } from '../../test/builders.ts';
import { roundToIncrement } from '../money/cash-rounding.ts';
import { minorUnits } from '../money/minor-units.ts';
import { settle, type TenderInput } from './pay-sale.ts';

const cash = (tendered: number): TenderInput => {
  return { kind: 'cash', tenderId: anId(1), tendered: minorUnits(tendered) };
};
const card = (amount: number): TenderInput => ({
  kind: 'external_card',
  tenderId: anId(2),
  amount: minorUnits(amount),
  lastFour: '4242',
  approvalCode: '00417',
});
const credit = (amount: number): TenderInput => {
  return { kind: 'store_credit', tenderId: anId(3), amount: minorUnits(amount) };
};
const pay = (gross: number, tenders: readonly TenderInput[], cashIncrement = 1) => {
  return settle({ gross: minorUnits(gross), cashIncrement, tenders });
};

test.for([
  { what: 'exact cash', gross: 1_250, tenders: [cash(1_250)], amounts: [1_250], change: 0 },
  { what: 'cash with change', gross: 1_250, tenders: [cash(2_000)], amounts: [1_250], change: 750 },
  { what: 'a card slip', gross: 1_250, tenders: [card(1_250)], amounts: [1_250], change: 0 },
  {
    what: 'card, credit and the rest in cash',
    gross: 10_000,
    tenders: [card(5_000), cash(4_000), credit(2_000)],
    amounts: [5_000, 3_000, 2_000],
    change: 1_000,
  },
  { what: 'nothing for what is free', gross: 0, tenders: [], amounts: [], change: 0 },
  { what: 'cash back', gross: -1_250, tenders: [cash(0)], amounts: [-1_250], change: 1_250 },
  {
    what: 'credit for goods back',
    gross: -1_250,
    tenders: [credit(-1_250)],
    amounts: [-1_250],
    change: 0,
  },
  {
    what: 'part to the card, part in cash',
    gross: -3_000,
    tenders: [card(-1_000), cash(0)],
    amounts: [-1_000, -2_000],
    change: 2_000,
  },
])('$what settles $gross', ({ gross, tenders, amounts, change }) => {
  const settled = pay(gross, tenders);
  if (!settled.ok) throw new Error(settled.error.code);
  expect(settled.value.tenders.map(({ amount }) => amount)).toEqual(amounts);
  expect(settled.value).toMatchObject({ change, cashRounding: 0 });
});

test('cash pays what coins can, and the rounding is told apart', () => {
  expect(pay(1_072, [cash(2_000)], 5)).toMatchObject({
    value: {
      cashRounding: -2,
      change: 930,
      tenders: [{ amount: 1_070, tendered: 2_000, change: 930 }],
    },
  });
  expect(pay(1_073, [card(1_000), cash(75)], 5)).toMatchObject({
    value: { cashRounding: 2, change: 0, tenders: [{ amount: 1_000 }, { amount: 75 }] },
  });
  expect(pay(-1_073, [cash(0)], 5)).toMatchObject({
    value: { cashRounding: -2, change: 1_075, tenders: [{ amount: -1_075, tendered: 0 }] },
  });
});

test('a card pays to the cent', () => {
  expect(pay(1_072, [card(1_072)], 5)).toMatchObject({ ok: true, value: { cashRounding: 0 } });
});

test.for([
  { what: 'a cent short', gross: 1_250, tenders: [cash(1_249)], missing: 1 },
  { what: 'a card for less', gross: 1_250, tenders: [card(1_000)], missing: 250 },
  { what: 'nothing at all', gross: 1_250, tenders: [], missing: 1_250 },
  { what: 'no cash to round', gross: 2, tenders: [], missing: 2, increment: 5 },
  { what: 'less back than is due', gross: -1_250, tenders: [credit(-1_000)], missing: 250 },
])('$what names what is missing', ({ gross, tenders, missing, increment }) => {
  const error = { code: 'TENDER_TOO_SMALL', missing };
  expect(pay(gross, tenders, increment)).toEqual({ ok: false, error });
});

test.for([
  { what: 'a card for more', gross: 1_250, tenders: [card(1_300)], over: 50 },
  { what: 'card and credit for more', gross: 1_250, tenders: [card(1_000), credit(251)], over: 1 },
  { what: 'more back than is due', gross: -1_250, tenders: [card(-1_251)], over: 1 },
  { what: 'a card for what is free', gross: 0, tenders: [card(1)], over: 1 },
])('$what is refused, only cash gives change', ({ gross, tenders, over }) => {
  const error = { code: 'TENDER_TOO_LARGE', over };
  expect(pay(gross, tenders)).toEqual({ ok: false, error });
});

test.for([
  { what: 'two heaps of cash', gross: 1_000, tenders: [cash(500), cash(500)] },
  { what: 'money back on a sale', gross: 1_000, tenders: [cash(2_000), card(-500)] },
  { what: 'money taken on a return', gross: -1_000, tenders: [cash(500)] },
  { what: 'a card charged on a return', gross: -1_000, tenders: [card(500)] },
  { what: 'a card for nothing', gross: 1_000, tenders: [cash(1_000), card(0)] },
  { what: 'less than no cash', gross: 1_000, tenders: [cash(-1)] },
])('$what is not allowed', ({ gross, tenders }) => {
  expect(pay(gross, tenders)).toEqual({ ok: false, error: { code: 'TENDER_NOT_ALLOWED' } });
});

test('what is settled is the gross with its rounding, and cash is what was given less the change', () => {
  const someGross = fc.integer({ min: -100_000, max: 100_000 });
  const someParts = fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 3 });
  const someStep = fc.constantFrom(1, 5, 10, 50, 100);
  fc.assert(
    fc.property(
      someGross,
      someParts,
      fc.nat({ max: 200_000 }),
      someStep,
      (gross, parts, given, increment) => {
        const sign = gross < 0 ? -1 : 1;
        const others = parts.map((part) =>
          part % 2 === 0 ? card(sign * part) : credit(sign * part),
        );
        const settled = pay(gross, [...others, cash(sign < 0 ? 0 : given)], increment);
        const rest = gross - sign * parts.reduce((total, part) => total + part, 0);
        const due = roundToIncrement(minorUnits(rest), increment);
        if (!settled.ok) {
          const isOver = rest * sign < 0;
          expect(settled.error.code).toBe(isOver ? 'TENDER_TOO_LARGE' : 'TENDER_TOO_SMALL');
          expect(isOver || given < due).toBe(true);
          return;
        }
        const { tenders, cashRounding, change } = settled.value;
        expect(tenders.reduce((total, { amount }) => total + amount, 0)).toBe(gross + cashRounding);
        expect(2 * Math.abs(cashRounding)).toBeLessThanOrEqual(increment);
        for (const tender of tenders) {
          if (tender.kind !== 'cash') continue;
          expect(tender.amount).toBe(tender.tendered - tender.change);
          expect(tender.change).toBe(change);
          expect(tender.change).toBeGreaterThanOrEqual(0);
        }
      },
    ),
    { numRuns: 500 },
  );
});
