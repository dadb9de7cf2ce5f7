/** Keeps till and server in step for as long as the till runs, and says how that goes. */
import type { CodedError, ErrorCode } from '@second-chance/shared/contract/errors.ts';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { isFrozen, waiting } from '../journal/unsent-runs.ts';
import type { DeviceKey } from '../register/device-key.ts';
import type { Enrolment } from '../register/enrolment.ts';
import { sealerOf } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { type StepOutcome, startLane } from './lane.ts';
import { createFeedPull } from './pull-feed.ts';
import { createJournalPush } from './push-journal.ts';
import type { Fetch, ServerLink } from './server-call.ts';
import { createServerClock } from './server-clock.ts';

export type SyncState = TillState['sync'];

/** What changed, for whoever shows it or holds copies of documents. */
export interface SyncNews {
  /** Empty where only the state of sync changed. */
  readonly collections: ReadonlySet<Collection>;
}

export interface Sync {
  readonly state: () => SyncState;
  /** Called after every change; answers how to stop that. */
  readonly subscribe: (listener: (news: SyncNews) => void) => () => void;
  /** To be called after an entry was written; several within an instant go out together. */
  readonly pushSoon: () => void;
  /** Tries both directions at once, whatever the waits say, and resolves when they were tried. */
  readonly syncNow: () => Promise<void>;
  /** Breaks off what is under way; nothing is lost by it. */
  readonly stop: () => Promise<void>;
}

export interface SyncDeps {
  readonly store: Store;
  readonly enrolment: Enrolment;
  readonly deviceKey: DeviceKey;
  readonly fetch: Fetch;
  /** The till's own clock, for what people read. */
  readonly clock: () => EpochMs;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly log: (event: SyncEvent) => void;
  readonly pullEveryMs?: number | undefined;
}

/** For the log; never has content of entries or documents. */
export type SyncEvent =
  | { readonly event: 'online' | 'offline' }
  | { readonly event: 'failed'; readonly lane: 'push' | 'pull'; readonly error: CodedError }
  | { readonly event: 'broke'; readonly lane: 'push' | 'pull'; readonly thrown: unknown }
  | { readonly event: 'set_aside'; readonly documents: number };

const PUSH_AFTER_MS = 50;
/** Fewer entries than these wait for some more, so that busy hours make few requests. */
const PUSH_AT_ONCE = 100;
/** What the server made of a push comes back with the next pull. */
const PULL_AFTER_PUSH_MS = 500;
const PULL_EVERY_MS = 2_000;

/** Only a person can do something about these: an admin, or whoever updates the till. */
const PROBLEMS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'PROTOCOL_UNSUPPORTED',
  'REGISTER_REVOKED',
  'REGISTER_UNKNOWN',
  'PROOF_INVALID',
  'JOURNAL_FORK',
  'JOURNAL_BROKEN',
  'EPOCH_FROZEN',
]);

/** Starts both lanes at once. Needs no server to be there, now or ever. */
export function startSync(deps: SyncDeps): Sync {
  const { store, enrolment, deviceKey, clock, random, log } = deps;
  const link: Omit<ServerLink, 'signal'> = {
    serverUrl: enrolment.serverUrl,
    fetch: deps.fetch,
    clock: createServerClock({ wall: clock, monotonicMs: () => performance.now() }),
    prover: { ...enrolment, privateKey: deviceKey.privateKey },
  };
  const journal = createJournalPush(store, enrolment);
  const feed = createFeedPull(store, sealerOf(deviceKey));
  const listeners = new Set<(news: SyncNews) => void>();
  let connection = { online: false, since: clock() };
  const problems = { push: null as ErrorCode | null, pull: null as ErrorCode | null };

  function tell(collections: ReadonlySet<Collection> = NONE): void {
    for (const listener of listeners) listener({ collections });
  }

  function setOnline(online: boolean, seenBy: 'push' | 'pull'): void {
    if (connection.online === online) return;
    connection = { online, since: clock() };
    log({ event: online ? 'online' : 'offline' });
    tell();
    // Who waits out a failure need not wait longer than the other lane had to.
    if (online) void (seenBy === 'push' ? pull : push).now();
  }

  function setProblem(lane: 'push' | 'pull', code: ErrorCode | null): void {
    if (problems[lane] === code) return;
    problems[lane] = code;
    tell();
  }

  function failed(lane: 'push' | 'pull', error: CodedError, signal: AbortSignal): StepOutcome {
    if (signal.aborted) return 'done';
    log({ event: 'failed', lane, error });
    if (error.code === 'SERVER_UNREACHABLE') {
      setOnline(false, lane);
      return 'failed';
    }
    setOnline(true, lane);
    if (!PROBLEMS.has(error.code)) return 'failed';
    setProblem(lane, error.code);
    return 'refused';
  }

  async function pushStep(signal: AbortSignal): Promise<StepOutcome> {
    const pushed = await journal.next({ ...link, signal });
    if (!pushed.ok) return failed('push', pushed.error, signal);
    setProblem('push', pushed.value.problem?.code ?? null);
    if (!pushed.value.more) return 'done';
    setOnline(true, 'push');
    tell();
    pull.wake(PULL_AFTER_PUSH_MS);
    const { entries } = waiting(store);
    if (entries >= PUSH_AT_ONCE) return 'again';
    if (entries > 0) push.wake(PUSH_AFTER_MS);
    return 'done';
  }

  async function pullStep(signal: AbortSignal): Promise<StepOutcome> {
    const pulled = await feed.next({ ...link, signal });
    if (!pulled.ok) return failed('pull', pulled.error, signal);
    const { more, applied } = pulled.value;
    setProblem('pull', null);
    setOnline(true, 'pull');
    if (applied.setAside > 0) log({ event: 'set_aside', documents: applied.setAside });
    if (applied.collections.size > 0) tell(applied.collections);
    return more ? 'again' : 'done';
  }

  /** What the disk refuses is tried again later like anything else; the lane must live on. */
  function guarded(lane: 'push' | 'pull', step: (signal: AbortSignal) => Promise<StepOutcome>) {
    return async (signal: AbortSignal): Promise<StepOutcome> => {
      try {
        return await step(signal);
      } catch (thrown) {
        log({ event: 'broke', lane, thrown });
        return 'failed';
      }
    };
  }

  const push = startLane({ step: guarded('push', pushStep), idleMs: null, random });
  const pull = startLane({
    step: guarded('pull', pullStep),
    idleMs: deps.pullEveryMs ?? PULL_EVERY_MS,
    random,
  });

  return {
    state() {
      const { entries, sales, total, oldestAt } = waiting(store);
      return {
        ...connection,
        waitingEntries: entries,
        waitingSales: sales,
        waitingTotal: total,
        oldestWaitingAt: oldestAt,
        problem:
          problems.push ??
          problems.pull ??
          (isFrozen(store, enrolment.epoch) ? 'EPOCH_FROZEN' : null),
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    pushSoon: () => push.wake(PUSH_AFTER_MS),
    syncNow: async () => void (await Promise.all([push.now(), pull.now()])),
    async stop() {
      await Promise.all([push.stop(), pull.stop()]);
    },
  };
}

const NONE: ReadonlySet<Collection> = new Set();
