/** Keeps till and server in step for as long as the till runs, and says how that goes. */
import type { CodedError, ErrorCode } from '@second-chance/shared/contract/errors.ts';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import type { Id } from '@second-chance/shared/ids.ts';
import { ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { AdoptDeps } from '../documents/adopt-results.ts';
import type { Applied } from '../documents/apply-changes.ts';
import { documentStorage } from '../documents/document-storage.ts';
import { readFeedState } from '../documents/feed-state.ts';
import { isFrozen, waiting } from '../journal/unsent-runs.ts';
import type { DeviceKey } from '../register/device-key.ts';
import type { Enrolment } from '../register/enrolment.ts';
import { sealerOf } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { type Lane, type StepOutcome, startLane } from './lane.ts';
import { createFeedPull } from './pull-feed.ts';
import { createDocumentPush } from './push-documents.ts';
import { createJournalPush } from './push-journal.ts';
import { reconcile } from './reconcile.ts';
import type { Fetch, ServerLink } from './server-call.ts';
import { createServerClock } from './server-clock.ts';
import { followStream } from './stream-feed.ts';

export type SyncState = Pick<
  TillState['sync'],
  | 'online'
  | 'since'
  | 'lastContactAt'
  | 'live'
  | 'waitingEntries'
  | 'waitingSales'
  | 'waitingTotal'
  | 'oldestWaitingAt'
  | 'problem'
>;

/** What changed, for whoever shows it or holds copies of documents. */
export interface SyncNews {
  /** Empty where only the state of sync changed. */
  readonly collections: ReadonlySet<Collection>;
}

export interface Sync {
  readonly state: () => SyncState;
  /** Called after every change; answers how to stop that. */
  readonly subscribe: (listener: (news: SyncNews) => void) => () => void;
  /** To be called after an entry was written: it goes out at once, or with what is on its way. */
  readonly pushSoon: () => void;
  /** The same after an edit of a document. */
  readonly pushEditsSoon: () => void;
  /** What comparing both sides came to so far. */
  readonly reconciled: () => Reconciled;
  /** Tries all directions at once, whatever the waits say, and resolves when they were tried. */
  readonly syncNow: () => Promise<void>;
  /** Breaks off what is under way; nothing is lost by it. */
  readonly stop: () => Promise<void>;
}

export interface Reconciled {
  /** Documents that differed and were mended since the start: each one is a defect somewhere. */
  readonly repaired: number;
  /** When both sides were last found equal; null where not since the start. */
  readonly comparedAt: EpochMs | null;
}

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

const LANES = ['push', 'edits', 'pull', 'stream', 'compare'] as const;
type LaneName = (typeof LANES)[number];

/** For the log; never has content of entries or documents. */
export type SyncEvent =
  | { readonly event: 'online' | 'offline' }
  | { readonly event: 'failed'; readonly lane: LaneName; readonly error: CodedError }
  | { readonly event: 'broke'; readonly lane: LaneName; readonly thrown: unknown }
  | { readonly event: 'set_aside'; readonly documents: number }
  | { readonly event: 'parked' | 'merged'; readonly documents: number }
  | { readonly event: 'repaired'; readonly documents: number; readonly collections: string };

/** Where no stream is open, what the server made of a push comes with the next pull. */
const PULL_AFTER_PUSH_MS = 500;
/** Without a stream. */
const PULL_EVERY_MS = 2_000;
/** A stream can be wrong in ways that nobody thought of. */
const PULL_BESIDE_STREAM_MS = 60_000;
/** Between two comparisons of what both sides hold; with jitter a minute at most. */
const COMPARE_EVERY_MS = 48_000;
const STREAM_AGAIN_MS = 250;
/** A stream that lived this long did not fail. */
const STREAM_LIVED_MS = 5_000;

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

/** Starts all lanes at once. Needs no server to be there, now or ever. */
export function startSync(deps: SyncDeps): Sync {
  const { store, enrolment, deviceKey, clock, random, log } = deps;
  const link: Omit<ServerLink, 'signal'> = {
    serverUrl: enrolment.serverUrl,
    fetch: deps.fetch,
    clock: createServerClock({ wall: clock, monotonicMs: () => performance.now() }),
    prover: { ...enrolment, privateKey: deviceKey.privateKey },
    status() {
      const { entries, oldestAt } = waiting(store);
      const { appVersion = null } = deps;
      return { unsentEntries: entries, oldestUnsentAt: oldestAt, appVersion };
    },
  };
  const sealer = sealerOf(deviceKey);
  const storage = () => documentStorage(store);
  const journal = createJournalPush(store, enrolment);
  const documents = createDocumentPush(adoptDeps, {
    store,
    sealer,
    monotonicMs: () => performance.now(),
  });
  const catalogue = createFeedPull({ store, sealer, storage, part: 'catalogue' });
  const receipts = createFeedPull({ store, sealer, storage, part: 'receipts' });
  const listeners = new Set<(news: SyncNews) => void>();
  let connection = { online: false, since: clock() };
  let lastContactAt: EpochMs | null = null;
  let live = false;
  const compareEveryMs = deps.compareEveryMs ?? COMPARE_EVERY_MS;
  let compareAfterPull = false;
  let reconciled: Reconciled = { repaired: 0, comparedAt: null };
  const problems: Record<LaneName, ErrorCode | null> = {
    push: null,
    edits: null,
    pull: null,
    stream: null,
    compare: null,
  };

  async function adoptDeps(): Promise<AdoptDeps> {
    const { storeId, registerId } = enrolment;
    return { storage: await storage(), sealer, newId: deps.newId, storeId, registerId, clock };
  }

  function tell(collections: ReadonlySet<Collection> = NONE): void {
    for (const listener of listeners) listener({ collections });
  }

  function setOnline(online: boolean, seenBy: LaneName): void {
    if (online) lastContactAt = clock();
    if (connection.online === online) return;
    connection = { online, since: clock() };
    log({ event: online ? 'online' : 'offline' });
    tell();
    if (!online) return;
    // Who waits out a failure need not wait longer than the other lane had to.
    for (const name of LANES) if (name !== seenBy) void lanes[name].now();
  }

  function setProblem(lane: LaneName, code: ErrorCode | null): void {
    if (problems[lane] === code) return;
    problems[lane] = code;
    tell();
  }

  function setLive(isLive: boolean): void {
    if (live === isLive) return;
    live = isLive;
    tell();
  }

  function failed(lane: LaneName, error: CodedError, signal: AbortSignal): StepOutcome {
    if (signal.aborted) return 'done';
    log({ event: 'failed', lane, error });
    if (error.code === 'SERVER_UNREACHABLE') {
      // A stream may be cut by what lets requests pass, so it alone says nothing of the network.
      if (lane !== 'stream' && lane !== 'compare') setOnline(false, lane);
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
    if (!live) lanes.pull.wake(PULL_AFTER_PUSH_MS);
    return waiting(store).entries > 0 ? 'again' : 'done';
  }

  async function editsStep(signal: AbortSignal): Promise<StepOutcome> {
    const pushed = await documents.next({ ...link, signal });
    if (!pushed.ok) return failed('edits', pushed.error, signal);
    setProblem('edits', null);
    const { adopted, retryInMs } = pushed.value;
    if (adopted === null) {
      if (retryInMs !== null) lanes.edits.wake(Math.ceil(retryInMs));
      return 'done';
    }
    const { collections, merged, parked } = adopted;
    setOnline(true, 'edits');
    if (parked > 0) log({ event: 'parked', documents: parked });
    if (merged > 0) log({ event: 'merged', documents: merged });
    tell(collections);
    if (!live) lanes.pull.wake(PULL_AFTER_PUSH_MS);
    return 'again';
  }

  async function pullStep(signal: AbortSignal): Promise<StepOutcome> {
    const pulled = await pullNext({ ...link, signal });
    if (!pulled.ok) return failed('pull', pulled.error, signal);
    const { more, collections, setAside } = pulled.value;
    setProblem('pull', null);
    setOnline(true, 'pull');
    if (setAside > 0) log({ event: 'set_aside', documents: setAside });
    if (collections.size > 0) tell(collections);
    if (more) return 'again';
    if (compareAfterPull) lanes.compare.wake(0);
    if (!live) lanes.stream.wake(0);
    return 'done';
  }

  async function compareStep(signal: AbortSignal): Promise<StepOutcome> {
    const afterPull = compareAfterPull;
    compareAfterPull = false;
    const compared = await reconcile({ store, sealer, storage }, { ...link, signal });
    if (!compared.ok) return failed('compare', compared.error, signal);
    const comparison = compared.value;
    if (comparison.outcome === 'busy') {
      // One part of the feed may lag behind the other's number until both were asked for.
      compareAfterPull = !afterPull;
      if (compareAfterPull) lanes.pull.wake(0);
      return 'done';
    }
    if (comparison.outcome === 'equal') {
      reconciled = { ...reconciled, comparedAt: clock() };
      return 'done';
    }
    const { documents: found, collections } = comparison;
    reconciled = { ...reconciled, repaired: reconciled.repaired + found };
    log({ event: 'repaired', documents: found, collections: [...collections].join() });
    tell(collections);
    lanes.pull.wake(0);
    return 'done';
  }

  /** What a till needs to sell comes first. */
  async function pullNext(now: ServerLink) {
    const first = await catalogue.next(now);
    if (!first.ok || first.value.more) return first;
    const second = await receipts.next(now);
    if (!second.ok) return second;
    return ok({
      more: second.value.more,
      setAside: first.value.setAside + second.value.setAside,
      collections: new Set([...first.value.collections, ...second.value.collections]),
    });
  }

  async function streamStep(signal: AbortSignal): Promise<StepOutcome> {
    if (!readFeedState(store, 'catalogue').complete) return 'done';
    const followed: Result<number, CodedError> = await followStream(
      {
        store,
        sealer,
        storage,
        opened() {
          setProblem('stream', null);
          setLive(true);
          setOnline(true, 'stream');
          lanes.pull.wake(0);
        },
        applied({ collections, setAside }: Applied) {
          lastContactAt = clock();
          if (setAside > 0) log({ event: 'set_aside', documents: setAside });
          if (collections.size > 0) tell(collections);
        },
        pullNow: () => lanes.pull.wake(0),
        silenceMaxMs: deps.streamSilenceMs,
      },
      { ...link, signal },
    ).finally(() => setLive(false));
    if (!followed.ok) return failed('stream', followed.error, signal);
    if (signal.aborted) return 'done';
    // What came while nobody listened.
    lanes.pull.wake(0);
    if (followed.value < STREAM_LIVED_MS) return 'failed';
    lanes.stream.wake(STREAM_AGAIN_MS * (0.5 + random()));
    return 'done';
  }

  /** What the disk refuses is tried again later like anything else; the lane must live on. */
  function guarded(lane: LaneName, step: (signal: AbortSignal) => Promise<StepOutcome>) {
    return async (signal: AbortSignal): Promise<StepOutcome> => {
      try {
        return await step(signal);
      } catch (thrown) {
        log({ event: 'broke', lane, thrown });
        return 'failed';
      }
    };
  }

  const pullEveryMs = () => (live ? PULL_BESIDE_STREAM_MS : (deps.pullEveryMs ?? PULL_EVERY_MS));
  const lanes: { readonly [L in LaneName]: Lane } = {
    push: startLane({ step: guarded('push', pushStep), idleMs: () => null, random }),
    edits: startLane({ step: guarded('edits', editsStep), idleMs: () => null, random }),
    pull: startLane({ step: guarded('pull', pullStep), idleMs: pullEveryMs, random }),
    stream: startLane({ step: guarded('stream', streamStep), idleMs: () => null, random }),
    compare: startLane({
      step: guarded('compare', compareStep),
      idleMs: () => compareEveryMs,
      random,
    }),
  };

  return {
    state() {
      const { entries, sales, total, oldestAt } = waiting(store);
      const problem = LANES.map((lane) => problems[lane]).find((code) => code !== null);
      return {
        ...connection,
        lastContactAt,
        live,
        waitingEntries: entries,
        waitingSales: sales,
        waitingTotal: total,
        oldestWaitingAt: oldestAt,
        problem: problem ?? (isFrozen(store, enrolment.epoch) ? 'EPOCH_FROZEN' : null),
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reconciled: () => reconciled,
    pushSoon: () => lanes.push.wake(0),
    pushEditsSoon: () => lanes.edits.wake(0),
    syncNow: async () =>
      void (await Promise.all([lanes.push.now(), lanes.edits.now(), lanes.pull.now()])),
    async stop() {
      await Promise.all(LANES.map((lane) => lanes[lane].stop()));
    },
  };
}

const NONE: ReadonlySet<Collection> = new Set();
