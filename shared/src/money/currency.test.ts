import { expect, test } from 'vitest';
import { needsDataFiles, readDataFile } from '../../test/data-files.ts';
import { currencyOf } from './currency.ts';
import { CURRENCY_TABLE } from './currency-table.ts';

test.for([
  { code: 'EUR', decimals: 2, cashIncrement: 1 },
  { code: 'CHF', decimals: 2, cashIncrement: 5 },
  { code: 'SEK', decimals: 2, cashIncrement: 100 },
  { code: 'DKK', decimals: 2, cashIncrement: 50 },
  { code: 'JPY', decimals: 0, cashIncrement: 1 },
  { code: 'KWD', decimals: 3, cashIncrement: 1 },
])('$code has $decimals decimals and pays in steps of $cashIncrement', ({ code, ...currency }) => {
  expect(currencyOf(code)).toEqual(currency);
});

test.for(['XAU', 'XXX', 'ABC', 'eur', '', 'toString', '__proto__'])(
  '"%s" is no currency',
  (code) => {
    expect(currencyOf(code)).toBeNull();
  },
);

const ISO = 'money/iso-4217-list-one.xml';
const CLDR = 'money/cldr-currency-data.json';

test('the table has every currency of ISO 4217 with its decimals', (context) => {
  needsDataFiles(context, ISO);
  const decimals = isoDecimals();
  expect(decimals.size).toBeGreaterThan(150);
  for (const [code, digits] of decimals) expect(currencyOf(code)?.decimals, code).toBe(digits);
  expect(Object.keys(CURRENCY_TABLE).sort()).toEqual([...decimals.keys()].sort());
});

test('cash steps are those of Unicode CLDR', (context) => {
  needsDataFiles(context, CLDR, ISO);
  const { fractions } = (JSON.parse(readDataFile(CLDR)) as CldrCurrencyData).supplemental
    .currencyData;
  for (const [code, decimals] of isoDecimals()) {
    const fraction = fractions[code] ?? fractions.DEFAULT;
    const cashDigits = Number(fraction?._cashDigits ?? fraction?._digits);
    const steps = Math.max(1, Number(fraction?._cashRounding ?? fraction?._rounding));
    const expected = steps * 10 ** Math.max(0, decimals - cashDigits);
    expect(currencyOf(code)?.cashIncrement, code).toBe(expected);
  }
});

interface CldrCurrencyData {
  readonly supplemental: {
    readonly currencyData: {
      readonly fractions: Readonly<Record<string, Readonly<Record<string, string>>>>;
    };
  };
}

function isoDecimals(): ReadonlyMap<string, number> {
  const entries = readDataFile(ISO).matchAll(
    /<Ccy>([A-Z]{3})<\/Ccy>\s*<CcyNbr>\d+<\/CcyNbr>\s*<CcyMnrUnts>(\d)<\/CcyMnrUnts>/g,
  );
  return new Map([...entries].map(([, code = '', digits]) => [code, Number(digits)]));
}
