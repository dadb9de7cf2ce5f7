import { expect, test } from 'vitest';
import { aLineInput, anId, aSaleRecord } from '../../test/builders.ts';
import { mirrorLine } from '../sale/return-line.ts';
import type { SaleLine, SaleRecord } from '../sale/sale-record.ts';
import { mirrorSale } from '../sale/void-sale.ts';
import { availableStock } from './available.ts';
import { itemStatus } from './item-status.ts';
import { movementsOfSale } from './movements.ts';

test.for([
  { kind: 'unique', onHand: 1, withdrawn: false, status: 'available' },
  { kind: 'unique', onHand: 0, withdrawn: false, status: 'sold' },
  { kind: 'unique', onHand: -1, withdrawn: false, status: 'sold' },
  { kind: 'stocked', onHand: 3, withdrawn: false, status: 'available' },
  { kind: 'stocked', onHand: 0, withdrawn: false, status: 'out_of_stock' },
  { kind: 'service', onHand: 0, withdrawn: false, status: 'available' },
  { kind: 'unique', onHand: 1, withdrawn: true, status: 'withdrawn' },
  { kind: 'service', onHand: 0, withdrawn: true, status: 'withdrawn' },
] as const)('a $kind item with $onHand there is $status', ({ status, ...stock }) => {
  expect(itemStatus(stock)).toBe(status);
});

test('a till counts its own newer sales on top of what the server knows', () => {
  expect(availableStock({ onHand: 5, claimed: 1, ownUnapplied: -2 })).toBe(2);
  expect(availableStock({ onHand: 0, claimed: 0, ownUnapplied: -1 })).toBe(-1);
});

const sale = aSaleRecord({
  lines: [
    aLineInput({ lineNumber: 1, quantity: 2 }),
    aLineInput({ lineNumber: 2, tracksStock: false }),
    aLineInput({ lineNumber: 3, itemId: null }),
  ],
});

function returned(restock: boolean): SaleRecord {
  const [sold] = sale.lines;
  if (sold === undefined) throw new Error('a sale has a line');
  const back = { saleId: sale.saleId, lineNumber: 1, quantity: 1, alreadyReturned: 0 };
  const mirrored = mirrorLine(sold, { ...back, reason: 'wrong_size', note: '', restock });
  return aSaleRecord({ lines: [{ mirrored }], with: { saleId: anId(2) } });
}

function undo(record: SaleRecord): SaleRecord {
  const { shiftId } = record;
  const made = { saleId: anId<'Sale'>(3), receiptNumber: 'A1-1-000003', shiftId, reason: 'wrong' };
  return mirrorSale(record, { ...made, tenderIds: record.tenders.map((_, index) => anId(index)) });
}

test('sold goods leave, lines without stock move nothing', () => {
  const itemId = anId<'Item'>(1);
  expect(movementsOfSale(sale)).toEqual([{ lineNumber: 1, itemId, quantity: -2, kind: 'sold' }]);
});

test('returned goods come back where they are put on the shelf again', () => {
  const itemId = anId<'Item'>(1);
  const [movement, ...others] = movementsOfSale(returned(true));
  expect(movement).toEqual({ lineNumber: 1, itemId, quantity: 1, kind: 'returned' });
  expect(others).toEqual([]);
  expect(movementsOfSale(returned(false))).toEqual([]);
});

test.for([
  ['a sale', sale],
  ['a return to the shelf', returned(true)],
  ['a return that was written off', returned(false)],
] as const)('the void of %s leaves the stock as it was', ([, record]) => {
  const net = new Map<string, number>();
  for (const { itemId, quantity } of [
    ...movementsOfSale(record),
    ...movementsOfSale(undo(record)),
  ]) {
    net.set(itemId, (net.get(itemId) ?? 0) + quantity);
  }
  expect([...net.values()].every((quantity) => quantity === 0)).toBe(true);
});

test('what is back of a sold line is what the lines that refer to it sum to, voids included', () => {
  const back = returned(true);
  const backOf = (records: readonly SaleRecord[]) =>
    -records
      .flatMap(({ lines }) => lines)
      .filter(refersToFirstLine)
      .reduce((sum, { quantity }) => sum + quantity, 0) || 0;
  expect(backOf([sale, back])).toBe(1);
  expect(backOf([sale, back, undo(back)])).toBe(0);
  expect(backOf([sale, undo(sale)])).toBe(2);
});

function refersToFirstLine({ returnOf }: SaleLine): boolean {
  return returnOf?.saleId === sale.saleId && returnOf.lineNumber === 1;
}
