import { ORPCError } from '@orpc/client';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Connection } from '../rpc/connection.ts';
import { followTill } from './follow-till.ts';
import { createSource } from './source.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const state = { phase: 'signed_out' } as TillState;

/** A till that refuses to tell its state until it is mended; then it tells and stays. */
function refusingTill() {
  const watched = { times: 0, mended: false };
  async function* watch() {
    watched.times += 1;
    if (!watched.mended) throw new ORPCError('UNAVAILABLE');
    yield state;
    await new Promise(() => {});
  }
  const port = { state: { watch: async () => watch() } } as unknown as Connection['port'];
  const connection: Connection = {
    port,
    status: createSource('open' as const) as Connection['status'],
    whenOpen: async () => {},
    stop: () => {},
  };
  return { watched, till: followTill(connection) };
}

test('a till that refuses again and again is said to be silent, and is asked ever less often', async () => {
  const { watched, till } = refusingTill();
  await vi.advanceTimersByTimeAsync(500);
  expect(till.silent.get()).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(till.silent.get()).toBe(true);
  expect(watched.times).toBeLessThan(20);
});

test('once it tells its state again, nothing is said to be wrong', async () => {
  const { watched, till } = refusingTill();
  await vi.advanceTimersByTimeAsync(20_000);
  watched.mended = true;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(till.silent.get()).toBe(false);
  expect(till.state.get()).toEqual(state);
});

test('a state that differs by the ticket alone draws nothing: it stays the same object', async () => {
  const { watched, till } = refusingTill();
  watched.mended = true;
  await vi.advanceTimersByTimeAsync(1_000);
  const shown = till.state.get();
  till.acceptState({ ...state, cartRevision: 7 });
  expect(till.cartRevision.get()).toBe(7);
  expect(till.state.get()).toBe(shown);
  till.acceptState({ ...state, phase: 'loading', cartRevision: 7 });
  expect(till.state.get()).not.toBe(shown);
});
