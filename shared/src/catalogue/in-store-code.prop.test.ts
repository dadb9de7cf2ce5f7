import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReceiptNumber } from '../sale/receipt-number.ts';
import { parseBarcode } from './barcode.ts';
import { formatInStoreCode } from './in-store-code.ts';

// Digits alone in all three parts are the risk: `1`, 11 and 1 must not read like 1, 1 and 11.
const code = fc.record({
  registerCode: fc.oneof(fc.stringMatching(/^[12]{1,3}$/), fc.stringMatching(/^[A-Z0-9]{1,8}$/)),
  epoch: fc.integer({ min: 1, max: 30 }),
  counter: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 9_990, max: 10_010 })),
});

test('two registers, epochs or counters never make the same code', () => {
  fc.assert(
    fc.property(code, code, (left, right) => {
      const same = JSON.stringify(left) === JSON.stringify(right);
      expect(formatInStoreCode(left) === formatInStoreCode(right)).toBe(same);
    }),
  );
});

test('a code scans as itself: no GTIN, no receipt', () => {
  fc.assert(
    fc.property(code, (parts) => {
      const text = formatInStoreCode(parts);
      expect(parseBarcode(text)).toEqual({ ok: true, value: { code: text, kind: 'shop' } });
      expect(parseReceiptNumber(text)).toBeNull();
    }),
  );
});
