/** The live side of the feed: one connection that brings changes the moment they are committed. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { STREAM_BEAT_MS } from '@second-chance/shared/contract/sync.ts';
import { ok, type Result } from '@second-chance/shared/result.ts';
import { type Applied, applyChanges } from '../documents/apply-changes.ts';
import type { DocumentStorage } from '../documents/document-storage.ts';
import { readFeedState } from '../documents/feed-state.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { createEventReader, type ServerEvent } from './event-stream.ts';
import { streamedChangesSchema } from './pulled-page.ts';
import { openServerStream, type ServerLink } from './server-call.ts';

export interface FeedStreamDeps {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly storage: () => Promise<DocumentStorage>;
  /** The stream is open: from now on nothing waits for a poll. */
  readonly opened: () => void;
  readonly applied: (applied: Applied) => void;
  /** There is more than the stream brought, or what it brought does not follow on what is here. */
  readonly pullNow: () => void;
  readonly silenceMaxMs?: number | undefined;
}

/** Two beats that did not come: the line is dead, whatever TCP believes. */
const SILENCE_MAX_MS = 2 * STREAM_BEAT_MS + 5_000;

/**
 * Follows the stream until it ends, by either side, an error or silence. Answers for how long it
 * was open, in ms. An event that does not follow on what is here is left to the next pull.
 */
export async function followStream(
  deps: FeedStreamDeps,
  link: ServerLink,
): Promise<Result<number, CodedError>> {
  const silence = new AbortController();
  const silenceMaxMs = deps.silenceMaxMs ?? SILENCE_MAX_MS;
  const watchdog = setTimeout(() => silence.abort(), silenceMaxMs);
  try {
    const opened = await openServerStream(link, pathOf(deps.store), silence.signal);
    if (!opened.ok) return opened;
    // Loading it holds the till up for a moment: not before there is a line to write from.
    const storage = await deps.storage();
    watchdog.refresh();
    const openedAt = performance.now();
    deps.opened();
    const reader = createEventReader();
    try {
      for await (const bytes of opened.value) {
        watchdog.refresh();
        for (const event of reader.push(bytes)) take(deps, storage, event);
      }
    } catch (thrown) {
      if (!isBrokenLine(thrown)) throw thrown;
    }
    return ok(performance.now() - openedAt);
  } finally {
    clearTimeout(watchdog);
    silence.abort();
  }
}

function pathOf(store: Store): string {
  const after = readFeedState(store, 'catalogue').checkpoint;
  const receiptsAfter = readFeedState(store, 'receipts').checkpoint;
  return `/sync/stream?after=${after}&receiptsAfter=${receiptsAfter}`;
}

function take(deps: FeedStreamDeps, storage: DocumentStorage, { event, data }: ServerEvent): void {
  if (event !== 'changes' && event !== 'resync') return;
  const parsed = event === 'changes' ? streamedChangesSchema.safeParse(jsonOrNull(data)) : null;
  const applied = parsed?.success
    ? applyChanges(storage, deps.sealer, {
        ...parsed.data,
        upToDate: false,
        totalDocuments: null,
        lastNumber: null,
      })
    : null;
  if (applied === null || applied.stale) deps.pullNow();
  else deps.applied(applied);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A line that broke is the everyday end of a stream; what a disk says is not. */
function isBrokenLine(thrown: unknown): boolean {
  if (thrown instanceof RangeError || thrown instanceof TypeError) return true;
  return thrown instanceof DOMException;
}
