import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { lockLeft, waitAfter } from './pin-ladder.ts';

const at = (ms: number) => ms as EpochMs;

test('four mistakes are free, then each wait is longer up to one hour', () => {
  const seconds = Array.from({ length: 12 }, (_, failed) => waitAfter(failed) / 1_000);
  expect(seconds).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 300, 900, 3_600, 3_600]);
});

test('a lock runs down to nothing and never below', () => {
  const tries = { failed: 5, lockedUntil: at(100_000) };
  expect(lockLeft(tries, at(75_000))).toBe(25_000);
  expect(lockLeft(tries, at(100_000))).toBe(0);
  expect(lockLeft(tries, at(999_000))).toBe(0);
});

test('a clock that jumped back a month locks for no longer than the ladder says', () => {
  expect(lockLeft({ failed: 5, lockedUntil: at(3_000_000_000) }, at(400_000_000))).toBe(30_000);
});
