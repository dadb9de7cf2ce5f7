import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FeedState, readFeedState, writeFeedState } from './documents/feed-state.ts';
import { setupStore } from './store/test/setup-store.ts';
import { afterFirstLoad } from './till-upkeep.ts';

const TURN_MS = 5_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setup(state: Partial<FeedState>) {
  const { store, [Symbol.dispose]: dispose } = setupStore();
  const set = (next: Partial<FeedState>) =>
    writeFeedState(store, 'catalogue', { ...readFeedState(store, 'catalogue'), ...next });
  set(state);
  const done: number[] = [];
  const began = Date.now();
  const waiting = afterFirstLoad(store, async () => void done.push(Date.now() - began));
  return { set, done, stop: waiting.stop, [Symbol.dispose]: dispose };
}

test.for([
  ['nothing was loaded yet', { checkpoint: 0, complete: false }],
  ['all is loaded', { checkpoint: 7, complete: true }],
] as const)('the long look comes once, after the first scan, where %s', ([, state]) => {
  using till = setup(state);
  vi.advanceTimersByTime(TURN_MS - 1);
  expect(till.done).toEqual([]);
  vi.advanceTimersByTime(40 * TURN_MS);
  expect(till.done).toEqual([TURN_MS]);
});

test('a first load puts the long look off until it is over', () => {
  using till = setup({ checkpoint: 7, complete: false });
  vi.advanceTimersByTime(3 * TURN_MS);
  expect(till.done).toEqual([]);
  till.set({ complete: true });
  vi.advanceTimersByTime(40 * TURN_MS);
  expect(till.done).toEqual([4 * TURN_MS]);
});

test('a first load that takes for ever puts the long look off for a minute', () => {
  using till = setup({ checkpoint: 7, complete: false });
  vi.advanceTimersByTime(12 * TURN_MS);
  expect(till.done).toEqual([]);
  vi.advanceTimersByTime(40 * TURN_MS);
  expect(till.done).toEqual([13 * TURN_MS]);
});

test('a till that closes has no long look any more', async () => {
  using till = setup({ checkpoint: 7, complete: false });
  vi.advanceTimersByTime(TURN_MS);
  till.set({ complete: true });
  await till.stop();
  vi.advanceTimersByTime(40 * TURN_MS);
  expect(till.done).toEqual([]);
});
