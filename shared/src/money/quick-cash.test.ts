import { expect, test } from 'vitest';
import { minorUnits } from './minor-units.ts';
import { quickCash } from './quick-cash.ts';

const EURO_NOTES = [500, 1_000, 2_000, 5_000, 10_000].map(minorUnits);

test.for([
  { due: 1_730, keys: [1_730, 2_000, 5_000, 10_000] },
  { due: 310, keys: [310, 500, 1_000, 2_000, 5_000, 10_000] },
  { due: 2_000, keys: [2_000, 5_000, 10_000] },
  { due: 13_000, keys: [13_000, 14_000, 15_000, 20_000] },
  { due: 1, keys: [1, 500, 1_000, 2_000, 5_000, 10_000] },
  { due: 0, keys: [] },
  { due: -500, keys: [] },
])('for $due the keys are $keys', ({ due, keys }) => {
  expect(quickCash(minorUnits(due), EURO_NOTES)).toEqual(keys);
});

test('without notes there is the exact amount, and never more than fits on the screen', () => {
  expect(quickCash(minorUnits(999), [])).toEqual([999]);
  const notes = [3, 5, 7, 11, 13, 17, 19, 23].map((note) => minorUnits(note * 100));
  expect(quickCash(minorUnits(100), notes)).toHaveLength(6);
});
