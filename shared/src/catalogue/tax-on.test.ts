import { expect, test } from 'vitest';
import { aTaxRate } from '../../test/builders.ts';
import { basisPoints } from '../money/minor-units.ts';
import type { BusinessDay } from '../time/time.ts';
import { taxRateOn } from './tax-on.ts';

// German VAT was lowered for half a year.
const rate = aTaxRate({
  rates: [
    { validFrom: '2007-01-01', points: 1_900 },
    { validFrom: '2020-07-01', points: 1_600 },
    { validFrom: '2021-01-01', points: 1_900 },
  ].map(({ validFrom, points }) => ({
    validFrom: validFrom as BusinessDay,
    basisPoints: basisPoints(points),
  })),
});

test.for([
  { day: '2020-06-30', points: 1_900 },
  { day: '2020-07-01', points: 1_600 },
  { day: '2020-12-31', points: 1_600 },
  { day: '2021-01-01', points: 1_900 },
  { day: '1999-01-01', points: 1_900 },
])('on $day the rate is $points', ({ day, points }) => {
  expect(taxRateOn(rate, day as BusinessDay)).toBe(points);
});
