/** Keeps till and server in step for as long as the till runs, and says how that goes. */
import type { Id } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { documentStorage } from '../documents/document-storage.ts';
import { isFrozen, waiting } from '../journal/unsent-runs.ts';
import type { DeviceKey } from '../register/device-key.ts';
import type { Enrolment } from '../register/enrolment.ts';
import { sealerOf } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { compareLane } from './compare-step.ts';
import { type Lane, startLane } from './lane.ts';
import { pullStep, streamStep } from './pull-steps.ts';
import { editsStep, journalStep } from './push-steps.ts';
import { callServer, type Fetch } from './server-call.ts';
import { createServerClock } from './server-clock.ts';
import type { LaneStep, StepParts } from './step-parts.ts';
import { LANES, type LaneName, type Sync, type SyncEvent } from './sync.ts';
import { createStanding } from './sync-standing.ts';

export interface SyncDeps {
  readonly store: Store;
  readonly enrolment: Enrolment;
  /** Of this program, for whoever looks after the tills. */
  readonly appVersion?: string;
  readonly deviceKey: DeviceKey;
  readonly fetch: Fetch;
  readonly newId: <Kind extends string>() => Id<Kind>;
  /** The till's own clock, for what people read. */
  readonly clock: () => EpochMs;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly log: (event: SyncEvent) => void;
  readonly pullEveryMs?: number | undefined;
  readonly compareEveryMs?: number | undefined;
  /** For how long a stream may be silent before it counts as dead. */
  readonly streamSilenceMs?: number | undefined;
}

/** Without a stream. */
const PULL_EVERY_MS = 2_000;
/** A stream can be wrong in ways that nobody thought of. */
const PULL_BESIDE_STREAM_MS = 60_000;
/** Between two comparisons of what both sides hold; with jitter a minute at most. */
const COMPARE_EVERY_MS = 48_000;

/** Starts all lanes at once. Needs no server to be there, now or ever. */
export function startSync(deps: SyncDeps): Sync {
  const { store, enrolment, clock, random, log } = deps;
  const standing = createStanding({
    clock,
    log,
    cameOnline(seenBy) {
      // Who waits out a failure need not wait longer than the other lane had to.
      for (const name of LANES) if (name !== seenBy) void lanes[name].now();
    },
  });
  const parts: StepParts = {
    store,
    sealer: sealerOf(deps.deviceKey),
    storage: () => documentStorage(store),
    link: linkOf(deps),
    standing,
    log,
    wake: (lane, delayMs) => lanes[lane].wake(delayMs),
  };
  const compare = compareLane(parts, clock);

  const compareEveryMs = deps.compareEveryMs ?? COMPARE_EVERY_MS;
  const pullEveryMs = () =>
    standing.isLive() ? PULL_BESIDE_STREAM_MS : (deps.pullEveryMs ?? PULL_EVERY_MS);
  function start(lane: LaneName, step: LaneStep, idleMs: () => number | null = () => null): Lane {
    const broke = (thrown: unknown) => log({ event: 'broke', lane, thrown });
    return startLane({ step, broke, idleMs, random });
  }
  const lanes: { readonly [L in LaneName]: Lane } = {
    push: start('push', journalStep(parts, enrolment)),
    edits: start('edits', editsStep(parts, deps)),
    pull: start('pull', pullStep(parts, compare.pulled), pullEveryMs),
    stream: start('stream', streamStep(parts, { random, silenceMaxMs: deps.streamSilenceMs })),
    compare: start('compare', compare.step, () => compareEveryMs),
  };

  return {
    state() {
      const { entries, sales, total, oldestAt } = waiting(store);
      return {
        ...standing.shown(),
        waitingEntries: entries,
        waitingSales: sales,
        waitingTotal: total,
        oldestWaitingAt: oldestAt,
        problem: standing.problem() ?? (isFrozen(store, enrolment.epoch) ? 'EPOCH_FROZEN' : null),
      };
    },
    subscribe: standing.subscribe,
    reconciled: compare.reconciled,
    pushSoon: () => lanes.push.wake(0),
    pushEditsSoon: () => lanes.edits.wake(0),
    syncNow: async () =>
      void (await Promise.all([lanes.push.now(), lanes.edits.now(), lanes.pull.now()])),
    async call(request, signal) {
      const answered = await callServer({ ...parts.link, signal }, request);
      if (answered.ok || answered.error.code !== 'SERVER_UNREACHABLE')
        standing.setOnline(true, 'stream');
      return answered;
    },
    async stop() {
      await Promise.all(LANES.map((lane) => lanes[lane].stop()));
    },
  };
}

function linkOf(deps: SyncDeps): StepParts['link'] {
  const { store, enrolment, deviceKey, appVersion = null } = deps;
  return {
    serverUrl: enrolment.serverUrl,
    fetch: deps.fetch,
    clock: createServerClock({ wall: deps.clock, monotonicMs: () => performance.now() }),
    prover: { ...enrolment, privateKey: deviceKey.privateKey },
    status() {
      const { entries, oldestAt } = waiting(store);
      return { unsentEntries: entries, oldestUnsentAt: oldestAt, appVersion };
    },
  };
}
