import { expect, test } from 'vitest';
import { aLineInput, aLineTax, anId, aSaleRecord } from '../../test/builders.ts';
import { basisPoints, minorUnits } from '../money/minor-units.ts';
import { checkSaleRecord, kindOfLines } from './recompute-sale.ts';
import { mirrorLine } from './return-line.ts';
import type { SaleLine, SaleRecord } from './sale-record.ts';

const record = aSaleRecord({ lines: [aLineInput({ quantity: 2 }), aLineInput({ lineNumber: 2 })] });

function pathsFound(change: Partial<SaleRecord>): readonly string[] {
  return checkSaleRecord({ ...record, ...change }).map(({ path }) => path);
}
function withLine(change: Partial<SaleLine>): Partial<SaleRecord> {
  const [first, ...others] = record.lines;
  if (first === undefined) throw new Error('a sale has a line');
  return { lines: [{ ...first, ...change }, ...others] };
}

test('a discrepancy says where it is, what stands there and what should', () => {
  expect(checkSaleRecord({ ...record, gross: minorUnits(7_501) })).toEqual([
    { path: 'gross', recorded: 7_501, expected: 7_500 },
    { path: 'tenders', recorded: 7_500, expected: 7_501 },
  ]);
});

test.for([
  ['a kind that its lines are not', { kind: 'return' }, 'kind'],
  ['a void of nothing', { kind: 'void' }, 'voids'],
  ['a sale that undoes another', { voids: anId<'Sale'>(7) }, 'voids'],
  ['rounding without cash', { tenders: [], cashRounding: minorUnits(-7_500) }, 'cashRounding'],
  ['a missing tax total', { taxTotals: [] }, 'taxTotals'],
  ['a missing tender', { tenders: [] }, 'tenders'],
  [
    'a discount on goods that come back',
    { kind: 'void', cartDiscount: { kind: 'amount', value: 5, reason: '' } },
    'cartDiscount',
  ],
  ['a sold line that came back', withLine({ quantity: -2 }), 'lines.1.quantity'],
  ['a line number that is not its place', withLine({ lineNumber: 2 }), 'lines.1.lineNumber'],
] as const)('%s is found', ([, change, path]) => {
  expect(pathsFound(change as Partial<SaleRecord>)).toContain(path);
});

test('a path without a tag, or with steps out of order, cannot be priced', () => {
  const [tag] = record.lines[0]?.pricePath ?? [];
  if (tag === undefined) throw new Error('a line has a tag price');
  const cartStep = {
    step: 'cart_discount',
    change: minorUnits(0),
    total: minorUnits(5_000),
  } as const;
  expect(pathsFound(withLine({ pricePath: [cartStep] }))).toContain('lines.1');
  expect(pathsFound(withLine({ pricePath: [cartStep, tag] }))).toContain('lines.1');
  expect(pathsFound(withLine({ pricePath: [tag, tag] }))).toContain('lines.1');
});

test('a return of more than was sold is found beside the original', () => {
  const [line] = record.lines;
  if (line === undefined) throw new Error('a sale has a line');
  const all = { saleId: record.saleId, lineNumber: 1, quantity: 2, alreadyReturned: 0 };
  const mirrored = mirrorLine(line, { ...all, reason: 'other', note: '', restock: true });
  const returnOf = mirrored.returnOf && { ...mirrored.returnOf, alreadyReturned: 1 };
  const back = aSaleRecord({ lines: [{ mirrored: { ...mirrored, returnOf } }] });
  const found = checkSaleRecord(back, { originals: () => line });
  expect(found.map(({ path }) => path)).toEqual(['lines.1.quantity']);
});

test.for([
  { quantities: [1, 2], kind: 'sale' },
  { quantities: [-1], kind: 'return' },
  { quantities: [-1, 2], kind: 'exchange' },
] as const)('lines of $quantities make a $kind', ({ quantities, kind }) => {
  expect(kindOfLines(quantities.map((quantity) => ({ quantity })))).toBe(kind);
});

/** The same change in a line, its tax total and the totals, so that all sums still hold. */
function movedThroughout(
  original: SaleRecord,
  change: { readonly net?: number; readonly taxAmount?: number; readonly gross?: number },
): SaleRecord {
  const copy = structuredClone(original);
  for (const part of [copy, copy.lines[0], copy.taxTotals[0]]) {
    if (part === undefined) throw new Error('a record has a line');
    part.net = minorUnits(part.net + (change.net ?? 0));
    part.taxAmount = minorUnits(part.taxAmount + (change.taxAmount ?? 0));
    part.gross = minorUnits(part.gross + (change.gross ?? 0));
  }
  return copy;
}

test('a net that is not what tax leaves of the gross is found though all sums hold', () => {
  const found = checkSaleRecord(movedThroughout(record, { net: 1 }));
  expect(found).toEqual([{ path: 'lines.1.net', recorded: 4_203, expected: 4_202 }]);
});

test('a return that pays more than its price path ends in is found though all sums hold', () => {
  const [line] = record.lines;
  if (line === undefined) throw new Error('a sale has a line');
  const all = { saleId: record.saleId, lineNumber: 1, quantity: 2, alreadyReturned: 0 };
  const mirrored = mirrorLine(line, { ...all, reason: 'other', note: '', restock: true });
  const back = movedThroughout(aSaleRecord({ lines: [{ mirrored }] }), { net: -100, gross: -100 });
  const found = checkSaleRecord(back).filter(({ path }) => path !== 'tenders');
  expect(found).toEqual([{ path: 'lines.1.gross', recorded: -5_100, expected: -5_000 }]);
});

test('lines whose gross leaves the range by rounding alone are found, not computed with', () => {
  // 476,190,476,190 and 5 % are 499,999,999,999.50: twice that is in range, twice rounded is not.
  const net = minorUnits(476_190_476_190);
  const sold = aSaleRecord({
    lines: [aLineInput({ tagPrice: net, tax: aLineTax({ basisPoints: basisPoints(500) }) })],
    settings: { pricesIncludeTax: false },
  });
  const [line] = sold.lines;
  if (line === undefined) throw new Error('a sale has a line');
  const found = checkSaleRecord({ ...sold, lines: [line, { ...line, lineNumber: 2 }] });
  expect(found).toContainEqual({
    path: 'lines',
    recorded: 'amounts out of range',
    expected: null,
  });
});
