/** One step of each lane that comes down: page by page, and as it is committed. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { ok, type Result } from '@second-chance/shared/result.ts';
import type { Applied } from '../documents/apply-changes.ts';
import { readFeedState } from '../documents/feed-state.ts';
import { createFeedPull, type Pulled } from './pull-feed.ts';
import type { ServerLink } from './server-call.ts';
import type { LaneStep, StepParts } from './step-parts.ts';
import { followStream } from './stream-feed.ts';

export interface StreamOptions {
  /** For how long a stream may be silent before it counts as dead. */
  readonly silenceMaxMs: number | undefined;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

const STREAM_AGAIN_MS = 250;
/** A stream that lived this long did not fail. */
const STREAM_LIVED_MS = 5_000;

/** `pulled` is called after the last page, until something new comes. */
export function pullStep(parts: StepParts, pulled: () => void): LaneStep {
  const { link, standing, log, wake } = parts;
  const catalogue = createFeedPull({ ...parts, part: 'catalogue' });
  const receipts = createFeedPull({ ...parts, part: 'receipts' });

  /** What a till needs to sell comes first. */
  async function pullNext(now: ServerLink): Promise<Result<Pulled, CodedError>> {
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

  return async (signal) => {
    const page = await pullNext({ ...link, signal });
    if (!page.ok) return standing.failed('pull', page.error, signal);
    const { more, collections, setAside } = page.value;
    standing.setProblem('pull', null);
    standing.setOnline(true, 'pull');
    if (setAside > 0) log({ event: 'set_aside', documents: setAside });
    if (collections.size > 0) standing.tell(collections);
    if (more) return 'again';
    pulled();
    if (!standing.isLive()) wake('stream', 0);
    return 'done';
  };
}

export function streamStep(parts: StepParts, { silenceMaxMs, random }: StreamOptions): LaneStep {
  const { store, sealer, storage, link, standing, log, wake } = parts;
  const pullNow = () => wake('pull', 0);
  function opened(): void {
    standing.setProblem('stream', null);
    standing.setLive(true);
    standing.setOnline(true, 'stream');
    pullNow();
  }
  function applied({ collections, setAside }: Applied): void {
    standing.sawServer();
    if (setAside > 0) log({ event: 'set_aside', documents: setAside });
    if (collections.size > 0) standing.tell(collections);
  }
  return async (signal) => {
    if (!readFeedState(store, 'catalogue').complete) return 'done';
    const followed = await followStream(
      { store, sealer, storage, opened, applied, pullNow, silenceMaxMs },
      { ...link, signal },
    ).finally(() => standing.setLive(false));
    if (!followed.ok) return standing.failed('stream', followed.error, signal);
    if (signal.aborted) return 'done';
    // What came while nobody listened.
    pullNow();
    if (followed.value < STREAM_LIVED_MS) return 'failed';
    wake('stream', STREAM_AGAIN_MS * (0.5 + random()));
    return 'done';
  };
}
