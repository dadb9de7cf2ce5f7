import { expect, test } from 'vitest';
import { needsDataFiles, readDataFile } from '../../test/data-files.ts';
import { barcodeSchema } from '../documents/item.ts';
import { gtinCheckDigit, parseBarcode } from './barcode.ts';

test.for([
  { text: '5901234123457', code: '5901234123457', kind: 'gtin', what: 'GTIN-13' },
  { text: '05901234123457', code: '5901234123457', kind: 'gtin', what: 'the same in 14 digits' },
  { text: '036000291452', code: '0036000291452', kind: 'gtin', what: 'UPC-A' },
  { text: '0036000291452', code: '0036000291452', kind: 'gtin', what: 'the same as EAN-13' },
  { text: '96385074', code: '0000096385074', kind: 'gtin', what: 'GTIN-8' },
  { text: '00000096385074', code: '0000096385074', kind: 'gtin', what: 'the same in 14 digits' },
  { text: '15901234123454', code: '15901234123454', kind: 'gtin', what: 'a GTIN-14 of a carton' },
  {
    text: ' 5901234123457\r\n',
    code: '5901234123457',
    kind: 'gtin',
    what: 'a scan with its line end',
  },
  { text: 'SC-000123', code: 'SC-000123', kind: 'shop', what: 'a code of the shop' },
  { text: '1234567', code: '1234567', kind: 'shop', what: 'digits of no GTIN length' },
  { text: 'a b', code: 'a b', kind: 'shop', what: 'a code with a space within' },
] as const)('$what reads as $code', ({ text, code, kind }) => {
  expect(parseBarcode(text)).toEqual({ ok: true, value: { code, kind } });
});

test.for(['5901234123456', '96385075', '036000291453', '15901234123455'])(
  '%s has the length of a GTIN and a wrong check digit: misread',
  (text) => {
    expect(parseBarcode(text)).toEqual({ ok: false, error: 'CHECK_DIGIT_WRONG' });
  },
);

test.for(['', '   ', 'Jäckchen', 'a\u0000b', 'a\nb', '５９０１２３４１２３４５７', 'x'.repeat(49)])(
  '%j is nothing that a scanner reads',
  (text) => {
    expect(parseBarcode(text)).toEqual({ ok: false, error: 'NOT_A_CODE' });
  },
);

test('any single wrong digit of a GTIN is found', () => {
  const gtin = '4006381333931';
  for (let place = 0; place < gtin.length; place += 1) {
    for (let digit = 0; digit < 10; digit += 1) {
      const text = gtin.slice(0, place) + String(digit) + gtin.slice(place + 1);
      expect(parseBarcode(text).ok, text).toBe(text === gtin);
    }
  }
});

test('the check digit is that of the GS1 example', () => {
  expect(gtinCheckDigit('629104150021')).toBe(3);
});

test('100,000 real barcodes are GTINs, and become one by leading zeros alone', (context) => {
  needsDataFiles(context, 'barcodes/barcodes-100k.csv.gz');
  const texts = barcodesOf('barcodes/barcodes-100k.csv.gz').map(([barcode]) => barcode);
  expect(texts).toHaveLength(100_000);
  const byCode = new Map<string, string>();
  let sameNumber = 0;
  for (const text of texts) {
    const parsed = parseBarcode(text);
    if (!parsed.ok || parsed.value.kind !== 'gtin') throw new Error(`refused ${text}`);
    const other = byCode.get(parsed.value.code);
    if (other !== undefined) {
      expect(BigInt(text), 'the same number').toBe(BigInt(other));
      sameNumber += 1;
    }
    byCode.set(parsed.value.code, text);
  }
  expect(sameNumber, 'numbers that the list spells twice').toBe(6);
});

// The rule: of GTIN length they are refused, of another length they are codes of some shop, which no
// item has; what no item schema would take is refused as well.
test('no bad barcode reads as a GTIN', (context) => {
  needsDataFiles(context, 'barcodes/barcodes-bad.csv.gz');
  const rows = barcodesOf('barcodes/barcodes-bad.csv.gz').filter(
    ([, checksum]) => checksum !== '1',
  );
  const seen = { refused: 0, shop: 0 };
  for (const [text] of rows) {
    const parsed = parseBarcode(text);
    if (parsed.ok) {
      expect(parsed.value.kind, text).toBe('shop');
      expect(barcodeSchema.safeParse(parsed.value.code).success, text).toBe(true);
    }
    seen[parsed.ok ? 'shop' : 'refused'] += 1;
  }
  expect(seen.refused).toBeGreaterThan(6_000);
  expect(seen.refused + seen.shop).toBe(10_679);
});

function barcodesOf(name: string): readonly (readonly [barcode: string, last: string])[] {
  return readDataFile(name)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => [row.slice(0, row.indexOf(',')), row.slice(row.lastIndexOf(',') + 1)]);
}
