import { expect, test } from 'vitest';
import { draftOfDays, readSpecialDays } from './special-day-draft.ts';

const DAYS = [
  { key: 0, day: '2026-12-31', hours: '9-14', note: ' Half a day ' },
  { key: 1, day: '2026-12-25', hours: '', note: '' },
];

test('special days come in their order, with hours as typed and closed where there are none', () => {
  expect(readSpecialDays(DAYS)).toEqual([
    { day: '2026-12-25', openings: [], note: '' },
    { day: '2026-12-31', openings: [{ opens: 540, closes: 840 }], note: 'Half a day' },
  ]);
});

test.for([
  [{ day: '' }, 'without a date'],
  [{ day: '2026-02-30' }, 'that is in no calendar'],
  [{ day: '2026-12-25' }, 'that stands there already'],
  [{ hours: 'noon' }, 'with hours that nobody can read'],
] as const)('a day %j, %s, is not taken', ([change]) => {
  expect(readSpecialDays([{ ...DAYS[0], ...change } as never, DAYS[1] as never])).toBeNull();
});

test('what is stored reads the same after it was shown', () => {
  const days = readSpecialDays(DAYS) ?? [];
  expect(days).toHaveLength(2);
  expect(readSpecialDays(draftOfDays(days))).toEqual(days);
});
