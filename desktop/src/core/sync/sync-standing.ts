/** How sync goes: whether the server is reached, and what stands in the way of each lane. */
import type { CodedError, ErrorCode } from '@second-chance/shared/contract/errors.ts';
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { StepOutcome } from './lane.ts';
import { LANES, type LaneName, type SyncEvent, type SyncNews, type SyncState } from './sync.ts';

export interface SyncStanding {
  readonly shown: () => Pick<SyncState, 'online' | 'since' | 'lastContactAt' | 'live'>;
  /** The first that a lane met; null where no person need do anything. */
  readonly problem: () => ErrorCode | null;
  readonly isLive: () => boolean;
  readonly subscribe: (listener: (news: SyncNews) => void) => () => void;
  readonly tell: (collections?: ReadonlySet<Collection>) => void;
  readonly sawServer: () => void;
  readonly setOnline: (online: boolean, seenBy: LaneName) => void;
  readonly setLive: (live: boolean) => void;
  readonly setProblem: (lane: LaneName, code: ErrorCode | null) => void;
  /** What a lane does about an error. */
  readonly failed: (lane: LaneName, error: CodedError, signal: AbortSignal) => StepOutcome;
}

export interface StandingDeps {
  readonly clock: () => EpochMs;
  readonly log: (event: SyncEvent) => void;
  /** The server is reached again, as that lane saw. */
  readonly cameOnline: (seenBy: LaneName) => void;
}

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
const NONE: ReadonlySet<Collection> = new Set();

export function createStanding({ clock, log, cameOnline }: StandingDeps): SyncStanding {
  const listeners = new Set<(news: SyncNews) => void>();
  let connection = { online: false, since: clock() };
  let lastContactAt: EpochMs | null = null;
  let live = false;
  const problems: Record<LaneName, ErrorCode | null> = {
    push: null,
    edits: null,
    pull: null,
    stream: null,
    compare: null,
  };

  function tell(collections: ReadonlySet<Collection> = NONE): void {
    for (const listener of listeners) listener({ collections });
  }

  function setOnline(online: boolean, seenBy: LaneName): void {
    if (online) lastContactAt = clock();
    if (connection.online === online) return;
    connection = { online, since: clock() };
    log({ event: online ? 'online' : 'offline' });
    tell();
    if (online) cameOnline(seenBy);
  }

  function setProblem(lane: LaneName, code: ErrorCode | null): void {
    if (problems[lane] === code) return;
    problems[lane] = code;
    tell();
  }

  return {
    shown: () => ({ ...connection, lastContactAt, live }),
    problem: () => LANES.map((lane) => problems[lane]).find((code) => code !== null) ?? null,
    isLive: () => live,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell,
    sawServer() {
      lastContactAt = clock();
    },
    setOnline,
    setLive(isLive) {
      if (live === isLive) return;
      live = isLive;
      tell();
    },
    setProblem,
    failed(lane, error, signal) {
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
    },
  };
}
