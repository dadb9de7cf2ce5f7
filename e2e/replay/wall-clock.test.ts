import { expect, test } from 'vitest';
import { instantOf } from './wall-clock.ts';

test.for([
  ['2010-12-01 08:26:00', '2010-12-01T08:26:00.000Z', 'winter time is UTC'],
  ['2011-05-31 15:53:00', '2011-05-31T14:53:00.000Z', 'summer time is an hour ahead'],
  ['2011-03-27 00:59:59', '2011-03-27T00:59:59.000Z', 'the last second of winter'],
  ['2011-03-27 02:00:00', '2011-03-27T01:00:00.000Z', 'the first second of summer'],
])('%s in London is %s: %s', ([local = '', utc]) => {
  expect(new Date(instantOf(local, 'Europe/London')).toISOString()).toBe(utc);
});
