import { expect, test } from 'vitest';
import { aPriceSchedule } from '../../test/builders.ts';
import { basisPoints, minorUnits } from '../money/minor-units.ts';
import { addDays } from '../time/calendar.ts';
import type { BusinessDay } from '../time/time.ts';
import { markdownOn, priceAfterMarkdown } from './markdown.ts';

const start = '2026-01-31' as BusinessDay;
const schedule = aPriceSchedule();

test.for([
  { age: -1, markdown: null },
  { age: 0, markdown: null },
  { age: 29, markdown: null },
  { age: 30, markdown: { basisPoints: 2_500, since: '2026-03-02' } },
  { age: 59, markdown: { basisPoints: 2_500, since: '2026-03-02' } },
  { age: 60, markdown: { basisPoints: 5_000, since: '2026-04-01' } },
  { age: 5_000, markdown: { basisPoints: 5_000, since: '2026-04-01' } },
])('after $age days the ladder stands at $markdown.basisPoints', ({ age, markdown }) => {
  expect(markdownOn({ schedule, start, day: addDays(start, age) })).toEqual(markdown);
});

test('the largest reduction wins whatever the order, and phases do not add up', () => {
  const phases = [
    { afterDays: 20, basisPoints: basisPoints(4_000) },
    { afterDays: 30, basisPoints: basisPoints(1_000) },
    { afterDays: 25, basisPoints: basisPoints(4_000) },
    { afterDays: 0, basisPoints: basisPoints(0) },
  ];
  const day = addDays(start, 40);
  expect(markdownOn({ schedule: { phases }, start, day })).toEqual({
    basisPoints: 4_000,
    since: addDays(start, 20),
  });
});

test('a ladder without rungs takes nothing off', () => {
  expect(markdownOn({ schedule: { phases: [] }, start, day: addDays(start, 99) })).toBeNull();
});

test.for([
  { tag: 2_500, points: 2_500, price: 1_875 },
  { tag: 1_999, points: 2_500, price: 1_499 },
  { tag: 10, points: 2_500, price: 7 },
  { tag: 1, points: 5_000, price: 0 },
  { tag: 2_500, points: 10_000, price: 0 },
  { tag: 2_500, points: 20_000, price: 0 },
  { tag: 0, points: 2_500, price: 0 },
])(
  '$tag less $points basis points is $price: what comes off is rounded',
  ({ tag, points, price }) => {
    expect(priceAfterMarkdown(minorUnits(tag), basisPoints(points))).toBe(price);
  },
);
