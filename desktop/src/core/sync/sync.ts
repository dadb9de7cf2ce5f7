/** What the rest of a till sees of sync. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { TillState } from '@second-chance/shared/contract/till/views.ts';
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import type { Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { ServerRequest } from './server-call.ts';

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
  /** Sends one request with the register's proof; what it says of the network is noted. */
  readonly call: (
    request: ServerRequest,
    signal: AbortSignal,
  ) => Promise<Result<unknown, CodedError>>;
  /** Breaks off what is under way; nothing is lost by it. */
  readonly stop: () => Promise<void>;
}

export interface Reconciled {
  /** Documents that differed and were mended since the start: each one is a defect somewhere. */
  readonly repaired: number;
  /** When both sides were last found equal; null where not since the start. */
  readonly comparedAt: EpochMs | null;
}

export const LANES = ['push', 'edits', 'pull', 'stream', 'compare'] as const;
export type LaneName = (typeof LANES)[number];

/** For the log; never has content of entries or documents. */
export type SyncEvent =
  | { readonly event: 'online' | 'offline' }
  | { readonly event: 'failed'; readonly lane: LaneName; readonly error: CodedError }
  | { readonly event: 'broke'; readonly lane: LaneName; readonly thrown: unknown }
  | { readonly event: 'set_aside'; readonly documents: number }
  | { readonly event: 'parked' | 'merged'; readonly documents: number }
  | { readonly event: 'repaired'; readonly documents: number; readonly collections: string };
