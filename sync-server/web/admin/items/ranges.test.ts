import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countPlaces, hasPlace, type Ranges, withRange } from './ranges.ts';

test('ranges that touch become one, and one taken out of the middle leaves two', () => {
  const all = withRange(withRange([], { from: 0, to: 3, chosen: true }), {
    from: 3,
    to: 9,
    chosen: true,
  });
  expect(all).toEqual([[0, 9]]);
  expect(withRange(all, { from: 4, to: 5, chosen: false })).toEqual([
    [0, 4],
    [5, 9],
  ]);
});

const step = fc.record({
  from: fc.nat(40),
  length: fc.integer({ min: 1, max: 10 }),
  chosen: fc.boolean(),
});

test('whatever is chosen and taken out, the ranges hold just those places', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const expected = new Set<number>();
      let ranges: Ranges = [];
      for (const { from, length, chosen } of steps) {
        ranges = withRange(ranges, { from, to: from + length, chosen });
        for (let place = from; place < from + length; place += 1) {
          if (chosen) expected.add(place);
          else expected.delete(place);
        }
      }
      expect(countPlaces(ranges)).toBe(expected.size);
      for (let place = 0; place < 60; place += 1) {
        expect(hasPlace(ranges, place)).toBe(expected.has(place));
      }
    }),
  );
});
