import { expect, test } from 'vitest';
import { aLineInput, anId, aSaleRecord, EUR } from '../../test/builders.ts';
import { minorUnits } from '../money/minor-units.ts';
import { priceSale } from '../sale/price-sale.ts';
import { checkSaleRecord } from '../sale/recompute-sale.ts';
import { mirrorSale } from '../sale/void-sale.ts';
import { cardCodeOf, hintOf, isCardCode, newCardCode, spacedCode } from './card-code.ts';
import { storedValueMovements } from './movements.ts';
import { spendableOf } from './spendable.ts';

const card = { accountId: anId<'StoredValue'>(1), hint: 'WZ8R' };
const credit = { accountId: anId<'StoredValue'>(2), hint: '0042' };

const loading = aSaleRecord({
  lines: [
    aLineInput({ lineNumber: 1, tagPrice: minorUnits(1_000) }),
    aLineInput({ lineNumber: 2, tagPrice: minorUnits(5_000), loads: card }),
  ],
  cartDiscount: { kind: 'percent', value: 1_000, reason: 'friend' },
});

test('a card is loaded with what was paid for it, untouched by a discount on the ticket', () => {
  expect(loading.lines.map(({ gross }) => gross)).toEqual([900, 5_000]);
  expect(storedValueMovements(loading)).toEqual([
    { ...card, kind: 'gift_card', position: 2, amount: 5_000 },
  ]);
  expect(checkSaleRecord(loading)).toEqual([]);
});

test('what is spent goes off, what is given back goes on, and a void turns each round', () => {
  const tenders = [
    { kind: 'gift_card' as const, tenderId: anId<'Tender'>(1), amount: minorUnits(600), ...card },
    {
      kind: 'store_credit' as const,
      tenderId: anId<'Tender'>(2),
      amount: minorUnits(400),
      ...credit,
    },
  ];
  const spent = aSaleRecord({ lines: [aLineInput({ tagPrice: minorUnits(1_000) })], tenders });
  expect(storedValueMovements(spent).map(({ amount }) => amount)).toEqual([-600, -400]);
  const undo = { saleId: anId<'Sale'>(9), receiptNumber: 'A1-1-000009', shiftId: spent.shiftId };
  const tenderIds = [anId<'Tender'>(3), anId<'Tender'>(4)];
  const undone = mirrorSale(spent, { ...undo, reason: 'no', tenderIds });
  expect(storedValueMovements(undone).map(({ amount }) => amount)).toEqual([600, 400]);
  const unloaded = mirrorSale(loading, { ...undo, reason: 'no', tenderIds: [anId<'Tender'>(5)] });
  expect(storedValueMovements(unloaded)).toMatchObject([{ ...card, amount: -5_000 }]);
});

test('credit that names no account moves none', () => {
  const old = {
    kind: 'store_credit' as const,
    tenderId: anId<'Tender'>(1),
    amount: minorUnits(-5),
  };
  expect(storedValueMovements({ lines: [], tenders: [old] })).toEqual([]);
});

test.for([
  { fresh: true, balance: 5_000, spentSince: 0, offlineLimit: 0, spendable: 5_000 },
  { fresh: true, balance: -200, spentSince: 0, offlineLimit: 1_000, spendable: 0 },
  { fresh: false, balance: null, spentSince: 0, offlineLimit: 2_000, spendable: 2_000 },
  { fresh: false, balance: null, spentSince: 1_500, offlineLimit: 2_000, spendable: 500 },
  { fresh: false, balance: 5_000, spentSince: 0, offlineLimit: 2_000, spendable: 2_000 },
  { fresh: false, balance: 300, spentSince: 700, offlineLimit: 2_000, spendable: 300 },
  { fresh: false, balance: 5_000, spentSince: 2_500, offlineLimit: 2_000, spendable: 0 },
])(
  'fresh $fresh, balance $balance, spent on trust $spentSince of $offlineLimit: $spendable',
  ({ spendable, ...known }) => {
    expect(
      spendableOf({
        fresh: known.fresh,
        balance: known.balance === null ? null : minorUnits(known.balance),
        spentSince: minorUnits(known.spentSince),
        offlineLimit: minorUnits(known.offlineLimit),
      }),
    ).toBe(spendable);
  },
);

test('a new code reads back however it is typed, and a wrong character is no card', () => {
  const code = newCardCode(Uint8Array.from({ length: 13 }, (_, index) => index * 7 + 1));
  expect(code).toMatch(/^GC[0-9A-HJKMNP-TV-Z]{14}$/);
  expect(isCardCode(code)).toBe(true);
  expect(cardCodeOf(` ${spacedCode(code).toLowerCase()} `)).toBe(code);
  const wrong = code.slice(0, 5) + (code[5] === 'X' ? 'Y' : 'X') + code.slice(6);
  expect(cardCodeOf(wrong)).toBeNull();
  const swapped = `${code.slice(0, 6)}${code[7]}${code[6]}${code.slice(8)}`;
  expect(code[6] === code[7] || cardCodeOf(swapped) === null).toBe(true);
  expect(hintOf(code)).toHaveLength(4);
});

test('a card that was printed elsewhere is taken by its own code', () => {
  expect(cardCodeOf('6034 9312-0001')).toBe('603493120001');
  expect(isCardCode('603493120001')).toBe(false);
  for (const none of ['', '12345', 'A B?', 'X'.repeat(41)]) expect(cardCodeOf(none)).toBeNull();
});

test('an exempt customer pays the price without the tax in it, and the record proves itself', () => {
  const settings = { currency: EUR, pricesIncludeTax: true, taxRounding: 'per_line' } as const;
  const line = aLineInput({ tagPrice: minorUnits(1_190) });
  const exemptFrom = line.tax.basisPoints;
  const exempt = { ...line, tax: { ...line.tax, basisPoints: 0 as typeof exemptFrom }, exemptFrom };
  const priced = priceSale({ settings, lines: [exempt], cartDiscount: null });
  const net = Math.round((1_190 * 10_000) / (10_000 + exemptFrom));
  expect(priced).toMatchObject({ gross: net, taxAmount: 0 });
  const record = aSaleRecord({ lines: [exempt] });
  expect(checkSaleRecord(record)).toEqual([]);
  const [sold] = record.lines;
  if (sold === undefined) throw new Error('one line');
  const cheaper = { ...record, lines: [{ ...sold, net: minorUnits(1), gross: minorUnits(1) }] };
  expect(checkSaleRecord(cheaper).length).toBeGreaterThan(0);
});
