import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CurrencyCode } from '../money/currency-code.ts';
import { CURRENCY_TABLE } from '../money/currency-table.ts';
import { minorUnits } from '../money/minor-units.ts';
import { readerCart } from './reader-cart.ts';
import { fromStripeAmount, toStripeAmount } from './stripe-amount.ts';

const to = (currency: string, amount: number) =>
  toStripeAmount(currency as CurrencyCode, minorUnits(amount));
const from = (currency: string, amount: number) =>
  fromStripeAmount(currency as CurrencyCode, amount);

test.for([
  ['EUR', 1_234, 1_234, 'cents'],
  ['JPY', 500, 500, 'whole yen'],
  ['KRW', 12_000, 12_000, 'whole won'],
  ['KWD', 1_230, 1_230, 'thousandths'],
  ['KWD', 1_235, null, 'thousandths of which the last is 0'],
  ['TND', -1_235, null, 'thousandths of which the last is 0'],
  ['ISK', 500, 50_000, 'hundredths, though it has none'],
  ['UGX', 500, 50_000, 'hundredths, though it has none'],
  ['MGA', 50_000, 500, 'whole ariary, though it has hundredths'],
  ['MGA', 50_050, null, 'whole ariary alone'],
  ['HUF', 150_050, 150_050, 'hundredths'],
] as const)('%s %i is %s at Stripe: %s', ([currency, amount, written]) => {
  expect(to(currency, amount)).toBe(written);
  if (written !== null) expect(from(currency, written)).toBe(amount);
});

test('what can be written at Stripe is read back as it was, in every currency', () => {
  const currency = fc.constantFrom(...Object.keys(CURRENCY_TABLE));
  fc.assert(
    fc.property(currency, fc.integer({ min: -1e9, max: 1e9 }), (code, amount) => {
      const written = to(code, amount);
      if (written !== null) expect(from(code, written)).toBe(amount);
    }),
  );
});

const yen = { currency: 'JPY' as CurrencyCode, amount: minorUnits(1_500) };
const lines = [
  { name: 'Kimono', quantity: 1, total: 2_000 },
  { name: 'Fan', quantity: -1, total: -500 },
];

test('a reader shows a ticket in the units of Stripe, things that come back below zero', () => {
  expect(readerCart({ ...yen, lines })).toEqual({
    currency: 'jpy',
    line_items: [
      { description: 'Kimono', quantity: 1, amount: 2_000 },
      { description: 'Fan', quantity: 1, amount: -500 },
    ],
    total: 1_500,
  });
  const isk = readerCart({ ...yen, currency: 'ISK' as CurrencyCode, lines });
  expect(isk).toMatchObject({ total: 150_000, line_items: [{ amount: 200_000 }, {}] });
});

test('a reader shows no ticket that is not what the card pays, or that Stripe cannot write', () => {
  expect(readerCart({ ...yen, lines: [] })).toBeNull();
  expect(readerCart({ ...yen, amount: minorUnits(700), lines })).toBeNull();
  const thirds = [lines[0], { name: 'Fan', quantity: 1, total: -505 }].filter(
    (one) => one !== undefined,
  );
  const kwd = { currency: 'KWD' as CurrencyCode, amount: minorUnits(1_495), lines: thirds };
  expect(readerCart(kwd)).toBeNull();
  const even = [...thirds, { name: 'Pin', quantity: 1, total: 5 }];
  expect(readerCart({ ...kwd, amount: minorUnits(1_500), lines: even }), 'one line').toBeNull();
});
