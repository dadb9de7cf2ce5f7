import { expect, test } from 'vitest';
import { differencesOf } from './differences.ts';

test('only what differs is shown, with its path', () => {
  const before = { name: 'A', rates: [{ from: 1, bp: 700 }], notes: [5, 10], gone: true };
  const after = {
    name: 'B',
    rates: [{ from: 1, bp: 1900 }],
    notes: [5, 10, 20],
    new: null,
    more: 0,
  };
  expect(differencesOf(before, after)).toEqual([
    { field: 'name', before: 'A', after: 'B' },
    { field: 'rates.0.bp', before: '700', after: '1900' },
    { field: 'notes', before: '5, 10', after: '5, 10, 20' },
    { field: 'gone', before: 'true', after: null },
    { field: 'more', before: null, after: '0' },
  ]);
});

test('what is made or gone shows every field; nothing shows nothing', () => {
  expect(differencesOf(null, { a: 1 })).toEqual([{ field: 'a', before: null, after: '1' }]);
  expect(differencesOf({ a: 1 }, null)).toEqual([{ field: 'a', before: '1', after: null }]);
  expect(differencesOf(null, null)).toEqual([]);
});
