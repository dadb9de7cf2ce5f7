import { expect, test } from 'vitest';
import { anItem, aPriceSchedule } from '../../test/builders.ts';
import { basisPoints, minorUnits } from '../money/minor-units.ts';
import type { BusinessDay } from '../time/time.ts';
import { codeOf, futurePrices } from './label.ts';

const start = '2026-03-01' as BusinessDay;
const item = anItem({ price: minorUnits(8_000) });
const schedule = aPriceSchedule({
  phases: [
    { afterDays: 30, basisPoints: basisPoints(2_500) },
    { afterDays: 60, basisPoints: basisPoints(5_000) },
    // Smaller than the one before: it changes nothing.
    { afterDays: 90, basisPoints: basisPoints(4_000) },
  ],
});

test.for([
  {
    day: '2026-03-01',
    ladder: [
      ['2026-03-31', 6_000],
      ['2026-04-30', 4_000],
    ],
  },
  { day: '2026-03-31', ladder: [['2026-04-30', 4_000]] },
  { day: '2026-05-15', ladder: [] },
])('on $day the prices to come are those of the ladder’s later days', ({ day, ladder }) => {
  const prices = futurePrices({ item, schedule, start, day: day as BusinessDay });
  expect(prices.map(({ since, price }) => [since, price])).toEqual(ladder);
});

test.for([
  { barcodes: ['4006381333931'], code: { kind: 'ean13', text: '4006381333931' } },
  { barcodes: ['96385074'], code: { kind: 'ean8', text: '96385074' } },
  { barcodes: ['036000291452'], code: { kind: 'upca', text: '036000291452' } },
  { barcodes: ['4006381333932'], code: { kind: 'code128', text: '4006381333932' } },
  { barcodes: ['SC-0001', '4006381333931'], code: { kind: 'code128', text: 'SC-0001' } },
  { barcodes: [], code: { kind: 'code128', text: 'SKU-1' } },
] as const)('$barcodes is printed as $code', ({ barcodes, code }) => {
  expect(codeOf({ barcodes: [...barcodes], sku: 'SKU-1' })).toEqual(code);
});

test('a code that no bars can show is left out', () => {
  expect(codeOf({ barcodes: [], sku: 'Grüße' })).toBeNull();
});
