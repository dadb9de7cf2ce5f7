import { expect, test } from 'vitest';
import { minorUnits } from '../money/minor-units.ts';
import { gtinCheckDigit } from './barcode.ts';
import { priceOfWeight, readScannedCode } from './scanned-code.ts';

const NONE = { embedded: [] };
const FNC1 = '\u001d';
const withCheck = (digits: string) => `${digits}${gtinCheckDigit(digits)}`;

test('a price in an EAN-13 of the shop is read where the store says so, and nowhere else', () => {
  const code = withCheck('240012300450');
  const embedded = [{ prefix: '24', carries: 'price' }] as const;
  expect(readScannedCode(code, { embedded })).toEqual({
    codes: [withCheck('240012300000'), '00123', '123'],
    price: 450,
    grams: null,
    serial: '',
  });
  expect(readScannedCode(code, NONE)).toBeNull();
  expect(
    readScannedCode(`${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`, { embedded }),
  ).toBe(null);
});

test('a weight in an EAN-13 is grams, and the price follows from that of a kilogram', () => {
  const embedded = [{ prefix: '29', carries: 'weight' }] as const;
  const read = readScannedCode(withCheck('290004200532'), { embedded });
  expect(read).toMatchObject({ price: null, grams: 532 });
  expect(priceOfWeight(minorUnits(1_000), 532)).toBe(532);
  expect(priceOfWeight(minorUnits(995), 333)).toBe(331);
});

test.for([
  [`]C10104006381333931${FNC1}`, '04006381333931', ''],
  [`]d2010400638133393110LOT7${FNC1}21A-42`, '04006381333931', 'A-42'],
  ['010400638133393117270131' + '10B', '04006381333931', 'B'],
  ['(01)04006381333931(21)77', '04006381333931', '77'],
] as const)('%s names its GTIN and serial', ([code, gtin, serial]) => {
  expect(readScannedCode(code, NONE)).toMatchObject({ codes: [gtin], serial });
});

test('weight and price of a GS1 code are read with their decimals', () => {
  const read = readScannedCode(`]C101040063813339313103000750392200450${FNC1}10X`, NONE);
  expect(read).toMatchObject({ grams: 750, price: 450, serial: 'X' });
  expect(readScannedCode(`]C101040063813339313101000075`, NONE)).toMatchObject({ grams: 7_500 });
});

test.for([
  '4006381333931',
  '0104006381333932' + '10B',
  'hello',
  '',
  `${FNC1}99x`,
  '01040063813339',
])('%s is nothing but a code', (code) => {
  expect(readScannedCode(code, NONE)).toBeNull();
});
