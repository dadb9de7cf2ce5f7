/** Fetches the store's feed page by page; a page and how far it reaches are stored as one. */
import { setImmediate } from 'node:timers/promises';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  CHECKPOINT_HEADER,
  type PullResponse,
  UP_TO_DATE_HEADER,
} from '@second-chance/shared/contract/sync.ts';
import type { Collection, FeedPart } from '@second-chance/shared/documents/collections.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { applyChanges, beginFreshLoad, type FeedPage } from '../documents/apply-changes.ts';
import { type DocumentStorage, rowTime } from '../documents/document-storage.ts';
import { type FeedState, feedPosition, readFeedState } from '../documents/feed-state.ts';
import { tuneItemWords } from '../documents/index-items.ts';
import { loadChanges } from '../documents/load-changes.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { pulledPageSchema } from './pulled-page.ts';
import { callServer, type ServerLink } from './server-call.ts';

export interface FeedPull {
  /** Fetches and stores the next page. `more`: there is another one to fetch at once. */
  readonly next: (link: ServerLink) => Promise<Result<Pulled, CodedError>>;
}

export interface Pulled {
  readonly more: boolean;
  readonly collections: ReadonlySet<Collection>;
  readonly setAside: number;
}

export interface FeedPullDeps {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly storage: () => Promise<DocumentStorage>;
  readonly part: FeedPart;
}

const TIMEOUT_MS = 60_000;
/**
 * Bounds for how long storing keeps the till from doing anything else, some 50 ms; and a page, half a
 * megabyte of items, is in memory several times over while it is read.
 */
const PAGE_CHANGES = 1_000;
/** The first page says from where the second goes on: the sooner it is here, the sooner both work. */
const FIRST_PAGE_CHANGES = 100;
/** A server may send larger pages than it was asked for. */
const SLICE_CHANGES = 1_000;
/** Pages of the write-ahead log before it is emptied, and how eagerly the index of words is merged. */
const LOADING = { checkpointPages: 20_000, automerge: 0, crisismerge: 64 };
const USUAL = { checkpointPages: 1_000, automerge: 4, crisismerge: 16 };

/**
 * Pulls one part of the feed for one enrolment. While a page is stored the next one is already on
 * its way. Where the server has forgotten deletions since the checkpoint, the part is loaded again
 * beside what is here.
 */
export function createFeedPull({ store, sealer, storage, part }: FeedPullDeps): FeedPull {
  let ahead: AskedPage | null = null;
  let loading: boolean | null = null;

  async function next(link: ServerLink): Promise<Result<Pulled, CodedError>> {
    const state = readFeedState(store, part);
    const after = feedPosition(state);
    const early = ahead?.after === after ? ahead : null;
    const asked = early ?? askPage(link, { part, after, begun: state.begun });
    ahead = null;
    void asked.follows.then((following) => {
      // Without the number of its beginning the second page of a load cannot be asked for yet.
      if (following === null || (after === 0 && state.begun === null)) return;
      ahead = askPage(link, { part, after: following, begun: state.begun });
    });
    const fetched = await asked.page;
    if (!fetched.ok) return startedAfresh(fetched.error) ?? fetched;
    const page = fetched.value;
    if (!page.upToDate && page.checkpoint <= after) {
      return err({ code: 'SERVER_UNREACHABLE', message: 'a page that leads nowhere' });
    }
    // A page fetched ahead was up to date when it was asked for, not when its turn came.
    const more = !page.upToDate || early !== null;
    if (!page.upToDate && ahead === null) {
      const begun = after === 0 ? page.lastNumber : state.begun;
      ahead = askPage(link, { part, after: page.checkpoint, begun });
    }
    if (saysNothingNew(state, page)) return ok({ ...NOTHING, more });
    // Storing lets nothing else happen: the next request leaves before it, or only after it.
    await ahead?.sent;
    prepareFor(state, page);
    return ok(await storeSlices(after, page, more));
  }

  async function storeSlices(after: number, page: PullResponse, more: boolean): Promise<Pulled> {
    const collections = new Set<Collection>();
    let setAside = 0;
    for (const [index, slice] of slicesOf(part, after, page).entries()) {
      if (index > 0) await setImmediate();
      const applied =
        loadChanges(store, sealer, slice, rowTime(store)) ??
        applyChanges(await storage(), sealer, slice);
      // The stream was faster with what follows the checkpoint.
      if (applied.stale) return { collections, setAside, more: true };
      setAside += applied.setAside;
      for (const collection of applied.collections) collections.add(collection);
    }
    return { collections, setAside, more };
  }

  function startedAfresh({ code }: CodedError): Result<Pulled, CodedError> | null {
    if (code !== 'CHECKPOINT_TOO_OLD') return null;
    beginFreshLoad(store, part);
    return ok({ ...NOTHING, more: true });
  }

  /** A first load writes fewer, larger pieces; what it puts off is made up for afterwards. */
  function prepareFor(state: FeedState, page: PullResponse): void {
    const wanted = !state.complete && !page.upToDate;
    if (loading === wanted) return;
    loading = wanted;
    const { checkpointPages, automerge, crisismerge } = wanted ? LOADING : USUAL;
    store.sqlite.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    if (part === 'catalogue') tuneItemWords(store, { automerge, crisismerge });
  }

  return { next };
}

const NOTHING = { collections: new Set<Collection>(), setAside: 0 } as const;

function saysNothingNew(state: FeedState, page: PullResponse): boolean {
  return (
    state.complete &&
    state.fresh === null &&
    page.changes.length === 0 &&
    page.checkpoint === state.checkpoint
  );
}

/** A page in parts that are stored one by one: changes are in the order of their numbers. */
function slicesOf(part: FeedPart, after: number, page: PullResponse): readonly FeedPage[] {
  const { changes, totalDocuments, lastNumber } = page;
  const said = { part, totalDocuments, lastNumber };
  const slices: FeedPage[] = [];
  let from = after;
  for (let at = 0; at + SLICE_CHANGES < changes.length; at += SLICE_CHANGES) {
    const slice = changes.slice(at, at + SLICE_CHANGES);
    const checkpoint = slice.at(-1)?.number ?? from;
    slices.push({ ...said, from, changes: slice, checkpoint, upToDate: false });
    from = checkpoint;
  }
  const rest = changes.slice(slices.length * SLICE_CHANGES);
  const { checkpoint, upToDate } = page;
  return [...slices, { ...said, from, changes: rest, checkpoint, upToDate }];
}

interface AskedPage {
  readonly after: number;
  readonly page: Promise<Result<PullResponse, CodedError>>;
  /** Once the request is on its way, or has come to its end. */
  readonly sent: Promise<void>;
  /** After what the next page begins, known before this one is read; null where none is known. */
  readonly follows: Promise<number | null>;
}

interface Asked {
  readonly part: FeedPart;
  readonly after: number;
  readonly begun: number | null;
}

function askPage(link: ServerLink, { part, after, begun }: Asked): AskedPage {
  const { promise: follows, resolve } = Promise.withResolvers<number | null>();
  const sending = Promise.withResolvers<void>();
  const since = begun === null ? '' : `&begun=${begun}`;
  const limit = after === 0 ? FIRST_PAGE_CHANGES : PAGE_CHANGES;
  const page = callServer(link, {
    method: 'GET',
    path: `/sync/pull?after=${after}&limit=${limit}&part=${part}${since}`,
    timeoutMs: TIMEOUT_MS,
    // What the network has to do is done one turn later.
    onSent: () => void setImmediate().then(sending.resolve),
    onHeaders: (headers) => resolve(followingPage(headers, after)),
  }).then((answered) => {
    resolve(null);
    sending.resolve();
    return answered.ok ? parsedPage(answered.value) : answered;
  });
  return { after, page, sent: sending.promise, follows };
}

function followingPage(headers: Headers, after: number): number | null {
  const checkpoint = Number(headers.get(CHECKPOINT_HEADER) ?? Number.NaN);
  const isMore = headers.get(UP_TO_DATE_HEADER) === 'false';
  return isMore && Number.isSafeInteger(checkpoint) && checkpoint > after ? checkpoint : null;
}

function parsedPage(answer: unknown): Result<PullResponse, CodedError> {
  const page = pulledPageSchema.safeParse(answer);
  if (page.success) return ok(page.data);
  return err({ code: 'PROTOCOL_UNSUPPORTED', message: 'the server sent another kind of page' });
}
