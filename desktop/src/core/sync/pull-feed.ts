/** Fetches the store's feed page by page; a page and how far it reaches are stored as one. */
import { setImmediate } from 'node:timers/promises';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { type PullResponse, pullResponseSchema } from '@second-chance/shared/contract/sync.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type Applied, applyChanges } from '../documents/apply-changes.ts';
import { readFeedState } from '../documents/feed-state.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { callServer, type ServerLink } from './server-call.ts';

export interface FeedPull {
  /** Fetches and stores the next page. `more`: there is another one to fetch at once. */
  readonly next: (link: ServerLink) => Promise<Result<Pulled, CodedError>>;
}

export interface Pulled {
  readonly more: boolean;
  readonly applied: Applied;
}

const TIMEOUT_MS = 30_000;
/** Bounds how long one page keeps the till from doing anything else: some 30 ms. */
const PAGE_CHANGES = 1_000;

/** Pulls for one enrolment. While a page is stored the next one is already on its way. */
export function createFeedPull(store: Store, sealer: Sealer): FeedPull {
  let ahead: { readonly after: number; readonly page: PagePromise } | null = null;

  async function next(link: ServerLink): Promise<Result<Pulled, CodedError>> {
    const after = readFeedState(store).checkpoint;
    const early = ahead?.after === after ? ahead.page : null;
    ahead = null;
    const fetched = await (early ?? fetchPage(link, after));
    if (!fetched.ok) return fetched;
    const page = fetched.value;
    if (!page.upToDate && page.checkpoint <= after) {
      return err({ code: 'SERVER_UNREACHABLE', message: 'a page that leads nowhere' });
    }
    // A page fetched ahead was up to date when it was asked for, not when its turn came.
    const more = !page.upToDate || early !== null;
    if (!page.upToDate) ahead = { after: page.checkpoint, page: fetchPage(link, page.checkpoint) };
    const applied = applyChanges(store, sealer, page);
    await setImmediate();
    return ok({ more, applied });
  }

  return { next };
}

type PagePromise = Promise<Result<PullResponse, CodedError>>;

async function fetchPage(link: ServerLink, after: number): PagePromise {
  const answered = await callServer(link, {
    method: 'GET',
    path: `/sync/pull?after=${after}&limit=${PAGE_CHANGES}`,
    timeoutMs: TIMEOUT_MS,
  });
  if (!answered.ok) return answered;
  const page = pullResponseSchema.safeParse(answered.value);
  if (page.success) return ok(page.data);
  return err({ code: 'PROTOCOL_UNSUPPORTED', message: 'the server sent another kind of page' });
}
