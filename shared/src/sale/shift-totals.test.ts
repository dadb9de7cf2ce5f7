import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aLineInput, anId, aSaleRecord } from '../../test/builders.ts';
import { someSaleRecord } from '../../test/sale-generators.ts';
import { minorUnits } from '../money/minor-units.ts';
import { mirrorLine } from './return-line.ts';
import { shiftTotals } from './shift-totals.ts';
import { shiftTotalsSchema } from './shift-totals-schema.ts';
import { mirrorSale } from './void-sale.ts';

const sale = aSaleRecord();
const byCard = aSaleRecord({
  tenders: [
    {
      kind: 'external_card',
      tenderId: anId(2),
      amount: minorUnits(2_500),
      lastFour: '4242',
      approvalCode: '1',
    },
  ],
});
const [line] = sale.lines;
if (line === undefined) throw new Error('a sale has a line');
const back = { saleId: sale.saleId, lineNumber: 1, quantity: 1, alreadyReturned: 0, restock: true };
const mirrored = mirrorLine(line, { ...back, reason: 'other', note: '' });
const returned = aSaleRecord({ lines: [{ mirrored }] });
const exchange = aSaleRecord({
  lines: [{ mirrored }, aLineInput({ lineNumber: 2, tagPrice: minorUnits(3_000) })],
});
const undone = mirrorSale(byCard, {
  saleId: anId(9),
  receiptNumber: 'A1-1-000009',
  shiftId: sale.shiftId,
  reason: 'mistake',
  tenderIds: [anId(8)],
});

test('a shift counts each kind of record, its tenders, and what must lie in the drawer', () => {
  const totals = shiftTotals({
    float: minorUnits(10_000),
    records: [sale, byCard, returned, exchange, undone],
    cashMovements: [
      { amount: minorUnits(5_000) },
      { amount: minorUnits(-2_000) },
      { amount: minorUnits(-1) },
    ],
    drawerOpenings: 2,
  });
  expect(totals).toMatchObject({
    sales: { count: 2, total: 5_000 },
    returns: { count: 1, total: -2_500 },
    exchanges: { count: 1, total: 500 },
    voids: { count: 1, total: -2_500 },
    gross: 500,
    tenders: [
      { kind: 'cash', count: 3, total: 500 },
      { kind: 'external_card', count: 2, total: 0 },
    ],
    cashIn: { count: 1, total: 5_000 },
    cashOut: { count: 2, total: -2_001 },
    drawerOpenings: 2,
    expectedCash: 13_499,
  });
  expect(shiftTotalsSchema.parse(totals)).toEqual(totals);
});

test('a shift without anything has its float in the drawer', () => {
  const nothing = { records: [], cashMovements: [], drawerOpenings: 0 };
  const totals = shiftTotals({ float: minorUnits(10_000), ...nothing });
  expect(totals).toMatchObject({ gross: 0, tenders: [], taxTotals: [], expectedCash: 10_000 });
});

test('what was taken is what was sold with its rounding, in every way of counting', () => {
  fc.assert(
    fc.property(fc.array(someSaleRecord, { maxLength: 6 }), (records) => {
      const nothing = { float: minorUnits(0), cashMovements: [], drawerOpenings: 0 };
      const totals = shiftTotals({ ...nothing, records });
      const { sales, returns, exchanges, voids, net, taxAmount, gross, tenders, cashRounding } =
        totals;
      expect(sales.total + returns.total + exchanges.total + voids.total).toBe(gross);
      expect(net + taxAmount).toBe(gross);
      expect(totals.taxTotals.reduce((total, part) => total + part.gross, 0)).toBe(gross);
      expect(tenders.reduce((total, tender) => total + tender.total, 0)).toBe(gross + cashRounding);
      expect(totals.expectedCash).toBe(gross + cashRounding);
    }),
  );
});
