import { expect, test } from 'vitest';
import { hoursText, readHours } from './hours.ts';

test.for([
  ['', []],
  ['9-17', [{ opens: 540, closes: 1_020 }]],
  [
    '9:30–13:00, 14.15 - 24',
    [
      { opens: 570, closes: 780 },
      { opens: 855, closes: 1_440 },
    ],
  ],
] as const)('%s is read', ([text, openings]) => {
  expect(readHours(text)).toEqual(openings);
  expect(readHours(hoursText(openings))).toEqual(openings);
});

test.for(['closed', '9', '17-9', '9-25', '9:70-12', '9-13, 12-18', '1-2,3-4,5-6,7-8,9-10', '<b>'])(
  '%s is none',
  (text) => {
    expect(readHours(text)).toBeNull();
  },
);
