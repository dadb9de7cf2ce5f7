import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backoffMs, type Lane, type StepOutcome, startLane } from './lane.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function laneOf(outcomes: StepOutcome[], idleMs: number | null = null) {
  const steps: number[] = [];
  const lane: Lane = startLane({
    step: async () => {
      steps.push(performance.now());
      return outcomes.shift() ?? 'done';
    },
    broke: () => {},
    idleMs: () => idleMs,
    random: () => 0.5,
  });
  return { lane, steps };
}

test('waits after failures spread over an ever larger span, up to half a minute', () => {
  expect(backoffMs(1, () => 0)).toBe(50);
  expect(backoffMs(1, () => 0.999)).toBeLessThan(600);
  expect(backoffMs(4, () => 0.5)).toBe(2_050);
  expect(backoffMs(1_000, () => 0.999)).toBeLessThanOrEqual(30_050);
});

test('sales within an instant go out together', async () => {
  const { lane, steps } = laneOf(['done', 'done']);
  await vi.advanceTimersByTimeAsync(0);
  for (let sale = 0; sale < 20; sale += 1) {
    lane.wake(30);
    await vi.advanceTimersByTimeAsync(1);
  }
  await vi.advanceTimersByTimeAsync(200);
  expect(steps).toHaveLength(2);
  await lane.stop();
});

test('a sale does not hurry a lane that waits out a failure; asking for it does', async () => {
  const { lane, steps } = laneOf(['failed', 'failed']);
  await vi.advanceTimersByTimeAsync(0);
  lane.wake(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(steps).toHaveLength(1);
  const asked = lane.now();
  await vi.advanceTimersByTimeAsync(0);
  await asked;
  expect(steps).toHaveLength(2);
  await lane.stop();
});

test('what is wanted while a step runs is done after it, as soon as was asked', async () => {
  let finish = () => {};
  let steps = 0;
  const lane = startLane({
    step: () => {
      steps += 1;
      return new Promise<StepOutcome>((resolve) => {
        finish = () => resolve('done');
      });
    },
    broke: () => {},
    idleMs: () => null,
    random: () => 0,
  });
  lane.wake(50);
  finish();
  await vi.advanceTimersByTimeAsync(49);
  expect(steps).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(steps).toBe(2);
  const stopped = lane.stop();
  finish();
  await stopped;
});

test('an idle lane comes back in its rhythm, a stopped one does not', async () => {
  const { lane, steps } = laneOf([], 1_000);
  await vi.advanceTimersByTimeAsync(3_500);
  expect(steps).toHaveLength(4);
  await lane.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(steps).toHaveLength(4);
});

test('a step that throws is told of and tried again, ever less often', async () => {
  const heard: unknown[] = [];
  const full = new Error('the disk is full');
  let steps = 0;
  const lane = startLane({
    async step() {
      steps += 1;
      if (steps < 3) throw full;
      return 'done';
    },
    broke: (thrown) => heard.push(thrown),
    idleMs: () => null,
    random: () => 0,
  });
  await vi.advanceTimersByTimeAsync(49);
  expect(steps).toBe(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(steps).toBe(3);
  expect(heard).toEqual([full, full]);
  await lane.stop();
});
