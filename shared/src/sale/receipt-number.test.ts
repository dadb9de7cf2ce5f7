import { expect, test } from 'vitest';
import { formatReceiptNumber, parseReceiptNumber } from './receipt-number.ts';

test.for([
  { registerCode: 'A1', epoch: 1, counter: 42, text: 'A1-1-000042' },
  { registerCode: 'KASSE12X', epoch: 12, counter: 999_999, text: 'KASSE12X-12-999999' },
  { registerCode: '1', epoch: 1, counter: 1_000_000, text: '1-1-1000000' },
])('$text is a receipt number and reads back', ({ text, ...parts }) => {
  expect(formatReceiptNumber(parts)).toBe(text);
  expect(parseReceiptNumber(text)).toEqual(parts);
  expect(parseReceiptNumber(` ${text.toLowerCase()}\n`)).toEqual(parts);
});

test.for([
  '',
  'A1',
  'A1-1',
  'A1-1-42',
  'A1-0-000042',
  'A1-01-000042',
  'A1-1-0000042',
  'A1-1-000000',
  'TOOLONGCODE-1-000042',
  'Ä1-1-000042',
  'A1-1-00004a',
  'A1-1-000042-1',
  `A1-1-${'9'.repeat(20)}`,
])('"%s" is no receipt number', (text) => {
  expect(parseReceiptNumber(text)).toBeNull();
});

test.for([
  { registerCode: 'a1', epoch: 1, counter: 1 },
  { registerCode: 'A1', epoch: 0, counter: 1 },
  { registerCode: 'A1', epoch: 1, counter: 0 },
  { registerCode: 'A1', epoch: 1, counter: 1.5 },
])('numbering %j is a bug', (parts) => {
  expect(() => formatReceiptNumber(parts)).toThrow('no receipt number');
});
