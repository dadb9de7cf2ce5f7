import { STREAM_BEAT_MS, streamQuerySchema } from '@second-chance/shared/contract/sync.ts';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import type { RequestHandler } from 'express';
import type { ServerDeps } from '../../http/deps.ts';
import { sendError } from '../../http/send-error.ts';
import type { KnownTill } from '../known-till.ts';
import { findTill } from '../known-till-repository.ts';
import { provenBody } from '../proven-body.ts';
import { openEventStream } from './event-stream.ts';
import type { FeedTails } from './feed-tail.ts';

export interface StreamOptions {
  /** How often it beats; for tests. */
  readonly beatMs?: number;
}

/**
 * `GET /sync/stream`: what changes in the store, as it does. Ends when the register may no longer
 * speak (seen at the next beat), when the same register opens another one, or the node stops.
 */
export function stream(
  deps: ServerDeps & { readonly tails: FeedTails },
  { beatMs = STREAM_BEAT_MS }: StreamOptions = {},
): RequestHandler {
  const { tails } = deps;
  const open = new Map<RegisterId, () => void>();
  return async (request, response) => {
    const proven = await provenBody(deps, request);
    if (!proven.ok) return sendError(response, proven.error);
    const query = streamQuerySchema.safeParse(request.query);
    if (!query.success) {
      return sendError(response, { code: 'INVALID_REQUEST', message: 'Not a place in the feed.' });
    }
    const { till } = proven.value;
    const { after, receiptsAfter } = query.data;
    const places = { catalogue: after, receipts: receiptsAfter };
    const events = openEventStream(response);
    const unfollow = followTail(deps, { tails, till, places, events });
    const beat = setInterval(() => {
      events.send('beat', String(deps.clock()));
      void maySpeak(deps, till).then((may) => {
        if (!may) end();
      });
    }, beatMs);
    deps.metrics.streams.inc();
    const stopped = () => end();
    deps.closing.addEventListener('abort', stopped, { once: true });
    let ended = false;
    function end(): void {
      if (ended) return;
      ended = true;
      clearInterval(beat);
      unfollow();
      deps.closing.removeEventListener('abort', stopped);
      deps.metrics.streams.dec();
      if (open.get(till.registerId) === end) open.delete(till.registerId);
      events.end();
    }
    // One that the till gave up may still look open from here.
    open.get(till.registerId)?.();
    open.set(till.registerId, end);
    response.on('close', end);
    if (deps.closing.aborted) end();
  };
}

interface Followed {
  readonly tails: FeedTails;
  readonly till: KnownTill;
  readonly places: Parameters<FeedTails['follow']>[1];
  readonly events: ReturnType<typeof openEventStream>;
}

/** Carries a store's changes into a stream; a reader that is too slow is told to pull instead. */
function followTail(
  { metrics }: ServerDeps,
  { tails, till, places, events }: Followed,
): () => void {
  let behind = false;
  const resync = () => {
    behind = false;
    metrics.streamEvents.inc({ event: 'resync' });
    events.send('resync', '{}');
  };
  return tails.follow(till, places, {
    onResync: () => {
      if (!behind) resync();
    },
    onChanges({ part, from, page: { changes, checkpoint } }) {
      if (behind) return;
      const data = `{"part":"${part}","from":${from},"changes":${changes},"checkpoint":${checkpoint}}`;
      if (events.send('changes', data)) return metrics.streamEvents.inc({ event: 'changes' });
      behind = true;
      metrics.streamEvents.inc({ event: 'dropped' });
      events.onDrained(resync);
    },
  });
}

/** While the database does not answer, nobody is sent away. */
async function maySpeak({ pool, logger }: ServerDeps, till: KnownTill): Promise<boolean> {
  try {
    const found = await findTill(pool, till.organizationId, till.registerId);
    return found !== null && !found.revoked && found.till.epoch === till.epoch;
  } catch (error) {
    logger.warn({ err: error }, 'a stream could not be looked after');
    return true;
  }
}
