import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAmount, formatPercent, formatPlainAmount, parseAmount } from './format-amount.ts';
import { MINOR_UNITS_MAX, minorUnits } from './minor-units.ts';

/** Intl sets amounts with spaces that do not break. */
const plainSpaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test.for([
  { amount: 125_000, currency: 'EUR', locale: 'de-DE', text: '1.250,00 €' },
  { amount: 125_000, currency: 'GBP', locale: 'en-GB', text: '£1,250.00' },
  { amount: -1, currency: 'EUR', locale: 'en-IE', text: '-€0.01' },
  { amount: 1_250, currency: 'JPY', locale: 'ja-JP', text: '¥1,250' },
  { amount: 1_250, currency: 'KWD', locale: 'en-US', text: 'KWD 1.250' },
  { amount: 123_456_789, currency: 'INR', locale: 'en-IN', text: '₹12,34,567.89' },
  { amount: 0, currency: 'CHF', locale: 'de-CH', text: 'CHF 0.00' },
  { amount: MINOR_UNITS_MAX, currency: 'EUR', locale: 'en-GB', text: '€9,999,999,999.99' },
  { amount: 5, currency: 'EUR', locale: 'not a locale', text: '€0.05' },
])('$amount of $currency reads $text in $locale', ({ amount, currency, locale, text }) => {
  const shown = plainSpaces(formatAmount(minorUnits(amount), { currency, locale }));
  expect(shown.normalize('NFKC')).toBe(text.normalize('NFKC'));
});

test('a plain amount leaves the currency to the column', () => {
  const style = { currency: 'EUR', locale: 'de-DE' };
  expect(formatPlainAmount(minorUnits(-125_050), style)).toBe('-1.250,50');
});

test('a percentage has no more decimals than it needs', () => {
  expect(formatPercent(1_900, { locale: 'en-GB' })).toBe('19%');
  expect(formatPercent(825, { locale: 'en-US' })).toBe('8.25%');
  expect(plainSpaces(formatPercent(750, { locale: 'de-DE' }))).toBe('7,5 %');
});

test.for([
  { text: '12.50', locale: 'en-GB', amount: 1_250 },
  { text: '12,50', locale: 'de-DE', amount: 1_250 },
  { text: '12.50', locale: 'de-DE', amount: 1_250 },
  { text: '12,50', locale: 'en-GB', amount: 1_250 },
  { text: '12,5', locale: 'de-DE', amount: 1_250 },
  { text: '1.250', locale: 'de-DE', amount: 125_000 },
  { text: '1,250', locale: 'en-GB', amount: 125_000 },
  { text: '1.234.567,89 €', locale: 'de-DE', amount: 123_456_789 },
  { text: '€ 1,234,567.89', locale: 'en-GB', amount: 123_456_789 },
  { text: '1 250,50', locale: 'fr-FR', amount: 125_050 },
  { text: "1'250.50", locale: 'de-CH', amount: 125_050 },
  { text: '12,34,567.89', locale: 'en-IN', amount: 123_456_789 },
  { text: '-3', locale: 'en-GB', amount: -300 },
  { text: '−3,00', locale: 'de-DE', amount: -300 },
  { text: ',5', locale: 'de-DE', amount: 50 },
  { text: '5.', locale: 'en-GB', amount: 500 },
  { text: '٢٥٫٥٠', locale: 'ar-EG', amount: 2_550 },
  { text: '007', locale: 'en-GB', amount: 700 },
])('"$text" typed in $locale is $amount cents', ({ text, locale, amount }) => {
  expect(parseAmount(text, { currency: 'EUR', locale })).toEqual({ ok: true, value: amount });
});

test.for([
  '',
  ' ',
  '.',
  '-',
  'abc',
  '1e5',
  '0x10',
  '1.2.3',
  '1,2,3',
  '12.345',
  '1,2345',
  '1.234,5.6',
  '--5',
  '5-',
  '1 2 a',
  'NaN',
  'Infinity',
  '99999999999999',
  '12.5€5',
  '＋',
  '$5',
])('"%s" is no amount of euros', (text) => {
  expect(parseAmount(text, { currency: 'EUR', locale: 'en-GB' })).toEqual({
    ok: false,
    error: 'AMOUNT_INVALID',
  });
});

test('a fraction of a yen is refused instead of rounded', () => {
  const style = { currency: 'JPY', locale: 'ja-JP' };
  expect(parseAmount('12.5', style).ok).toBe(false);
  expect(parseAmount('1,250', style)).toEqual({ ok: true, value: 1_250 });
});

test('whatever is shown reads back as the same amount', () => {
  const locales = [
    'en-GB',
    'en-US',
    'en-IN',
    'de-DE',
    'de-AT',
    'de-CH',
    'fr-FR',
    'sv-SE',
    'ar-EG',
    'ja-JP',
    'es-ES',
    'pt-BR',
    'fa-IR',
    'he-IL',
    'pl-PL',
  ];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.integer({ min: -2_000, max: 2_000 }),
        fc.integer({ min: -MINOR_UNITS_MAX, max: MINOR_UNITS_MAX }),
      ),
      fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CHF', 'SEK', 'CLF'),
      fc.constantFrom(...locales),
      (number, currency, locale) => {
        const amount = minorUnits(number);
        const style = { currency, locale };
        const value = { ok: true, value: amount };
        expect(parseAmount(formatAmount(amount, style), style)).toEqual(value);
        expect(parseAmount(formatPlainAmount(amount, style), style)).toEqual(value);
      },
    ),
    { numRuns: 1_000 },
  );
});
