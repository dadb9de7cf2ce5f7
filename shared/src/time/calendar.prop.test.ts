import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayNumber, dayOfNumber, daysBetween } from './calendar.ts';
import type { BusinessDay } from './time.ts';

const DAY_MS = 86_400_000;
// Year 100 to 9999: below, Date.UTC reads a year as one of the twentieth century.
const anyDay = fc.oneof(
  fc.integer({
    min: dayNumber('0100-01-01' as BusinessDay),
    max: dayNumber('9999-12-31' as BusinessDay),
  }),
  fc
    .constantFrom(
      '2024-02-29',
      '2000-02-29',
      '1900-02-28',
      '2100-03-01',
      '1970-01-01',
      '1999-12-31',
    )
    .map((day) => dayNumber(day as BusinessDay)),
);

test('a day is the one that Date names', () => {
  fc.assert(
    fc.property(anyDay, (number) => {
      expect(dayOfNumber(number)).toBe(new Date(number * DAY_MS).toISOString().slice(0, 10));
    }),
    { numRuns: 2_000 },
  );
});

test('a day and its number stand for each other', () => {
  fc.assert(
    fc.property(anyDay, (number) => {
      expect(dayNumber(dayOfNumber(number))).toBe(number);
    }),
  );
});

test('days added are days between', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -36_500, max: 36_500 }), (number, days) => {
      const from = dayOfNumber(Math.min(Math.max(number, 0), 2_800_000));
      expect(daysBetween({ from, to: addDays(from, days) })).toBe(days);
    }),
  );
});

test('the order of days as text is their order in time', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      expect(dayOfNumber(a) < dayOfNumber(b)).toBe(a < b);
    }),
  );
});
