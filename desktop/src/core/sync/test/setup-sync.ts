/** A store that is enrolled with a fake server over real HTTP, and sync running between them. */
import { randomUUIDv7 } from 'node:crypto';
import { assert } from '@second-chance/shared/assert.ts';
import type { Id } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { appendSales } from '../../journal/test/append-sale.ts';
import { enrol } from '../../register/enrol.ts';
import { setupStore } from '../../store/test/setup-store.ts';
import { startSync } from '../start-sync.ts';
import type { Sync, SyncEvent } from '../sync.ts';
import { startFakeSyncServer } from './fake-sync-server.ts';

/** Waits this long at most for what must come by itself. */
const PATIENCE_MS = 20_000;

export async function setupSync({
  tillClockOffMs = 0,
  fetch = globalThis.fetch,
  compareEveryMs = 60_000,
  streamSilenceMs = 30_000,
} = {}) {
  const server = await startFakeSyncServer();
  const setup = setupStore();
  const events: SyncEvent[] = [];
  const clock = () => (Date.now() + tillClockOffMs) as EpochMs;
  const running: Sync[] = [];

  async function enrolAgain(): Promise<void> {
    const { store, keys } = setup;
    const deps = { store, keys, fetch: globalThis.fetch, clock, appVersion: 'test' };
    const enrolled = await enrol(deps, { serverUrl: server.url, code: 'TEST' });
    assert(enrolled.ok, 'the fake server takes any code');
  }

  function start(): Sync {
    const { enrolment, key } = setup.device();
    const sync = startSync({
      store: setup.store,
      enrolment,
      deviceKey: key,
      fetch,
      clock,
      // The longest waits would make the test slow; jitter has its own test.
      newId: <Kind extends string>() => randomUUIDv7() as Id<Kind>,
      random: () => 0.02,
      log: (event) => events.push(event),
      pullEveryMs: 40,
      compareEveryMs,
      streamSilenceMs,
    });
    running.push(sync);
    return sync;
  }

  await enrolAgain();
  return {
    setup,
    server: server.facts,
    events,
    enrolAgain,
    start,
    sell: (from: number, to: number) =>
      appendSales({ store: setup.store, signer: setup.device().signer }, from, to),
    async [Symbol.asyncDispose]() {
      for (const sync of running) await sync.stop();
      await server[Symbol.asyncDispose]();
      setup[Symbol.dispose]();
    },
  };
}

/** Looks every few milliseconds until it is so; says what was awaited where it never is. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    assert(performance.now() < deadline, `never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
