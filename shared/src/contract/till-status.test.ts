import { expect, test } from 'vitest';
import type { EpochMs } from '../time/time.ts';
import { readTillStatus, type TillStatus, tillStatusText } from './till-status.ts';

test.for<TillStatus>([
  { unsentEntries: 0, oldestUnsentAt: null, appVersion: null },
  { unsentEntries: 7, oldestUnsentAt: 1_700_000_000_000 as EpochMs, appVersion: '0.1.0-beta+2' },
])('what a till tells is read as it was told: %j', (status) => {
  expect(readTillStatus(tillStatusText(status))).toEqual(status);
});

test.for([undefined, '', 'unsent=', 'unsent=-1', 'unsent=1e99', 'oldest=5', '=;=;', 'unsent=x'])(
  'a header that says nothing is nothing: %j',
  (header) => {
    expect(readTillStatus(header)).toBeNull();
  },
);

test('parts that are wrong or unknown are left out, the rest is taken', () => {
  const header = ' unsent = 3 ; oldest=soon; version=<script>; new=thing';
  expect(readTillStatus(header)).toEqual({
    unsentEntries: 3,
    oldestUnsentAt: null,
    appVersion: null,
  });
});
