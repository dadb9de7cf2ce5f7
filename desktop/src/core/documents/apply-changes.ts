/** Brings a page of the store's feed onto the till's disk, together with how far it reaches. */
import {
  type Collection,
  FEED_PARTS,
  type FeedChange,
  type FeedPart,
} from '@second-chance/shared/documents/collections.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { placeOf } from './collection-tables.ts';
import type { DocumentStorage } from './document-storage.ts';
import { documentsChanged } from './document-version.ts';
import { type FeedState, feedPosition, readFeedState, writeFeedState } from './feed-state.ts';
import { isUndecided } from './intent-rows.ts';
import { countLive, liveIds, readVersion } from './read-version.ts';
import { sortChanges } from './sort-changes.ts';
import { type DocumentVersion, writeVersions } from './write-versions.ts';

export interface FeedPage {
  readonly part: FeedPart;
  /** The checkpoint that it was asked for with. */
  readonly from: number;
  readonly changes: readonly FeedChange[];
  readonly checkpoint: number;
  readonly upToDate: boolean;
  /** Null where the server did not say. */
  readonly totalDocuments: number | null;
  /** The feed's last number at that time; null where the server did not say. */
  readonly lastNumber: number | null;
}

/** What a page did: which collections changed, and how many documents were set aside. */
export interface Applied {
  readonly collections: ReadonlySet<Collection>;
  readonly setAside: number;
  /** It does not follow on what is here, and nothing was done: ask again. */
  readonly stale: boolean;
}

/**
 * Stores a page and its checkpoint in one transaction. What the feed says last is what holds.
 *
 * A document that does not fit its schema, or of a collection that this till does not know, is set
 * aside; its version from before stays in force and nothing else waits for it. One whose change at
 * this till is undecided stays as it is here, and the feed's version is held until the decision.
 * Repeating a page is harmless.
 */
export function applyChanges(storage: DocumentStorage, sealer: Sealer, page: FeedPage): Applied {
  const { store } = storage;
  const applied = store.quickTransaction((): Applied => {
    const state = readFeedState(store, page.part);
    if (feedPosition(state) !== page.from) return STALE;
    const { versions, setAside } = sortChanges(store, sealer, page.changes);
    const written = writeVersions(storage, sealer, versions, { only: 'newer' });
    const collections = new Set(written.collections);
    if (state.fresh === null)
      writeFeedState(store, page.part, afterPage(state, page, written.added));
    else afterFreshPage(storage, sealer, state, page, collections);
    return { collections, setAside, stale: false };
  });
  announce(store, applied.collections);
  return applied;
}

export const STALE: Applied = { collections: new Set(), setAside: 0, stale: true };

/** To be called after documents were committed. */
export function announce(store: Store, collections: ReadonlySet<Collection>): void {
  if (collections.size === 0) return;
  const names = [...collections];
  const stockAlone = names.every((name) => name === 'stockLevels' || name === 'receipts');
  const reference = names.some((name) => placeOf(name).kind !== null);
  documentsChanged(store, reference ? 'reference' : stockAlone ? 'stock' : 'catalogue');
}

/** Where the feed stands once a page that follows is stored. */
export function afterPage(state: FeedState, page: FeedPage, added: number): FeedState {
  return {
    checkpoint: page.checkpoint,
    documents: state.documents + added,
    total: page.totalDocuments ?? Math.max(state.total, state.documents + added),
    complete: state.complete || page.upToDate,
    fresh: null,
    begun: begunAfter(state, page),
  };
}

/** A load from 0 knows of every deletion since it began. */
function begunAfter(state: FeedState, { from, upToDate, lastNumber }: FeedPage): number | null {
  if (upToDate) return null;
  return from === 0 ? lastNumber : state.begun;
}

/** What the load brought is noted; at its end everything that it did not bring goes. */
function afterFreshPage(
  storage: DocumentStorage,
  sealer: Sealer,
  state: FeedState,
  page: FeedPage,
  collections: Set<Collection>,
): void {
  const { store } = storage;
  const seen = store.prepare('insert or ignore into document_seen (collection, id) values (?, ?)');
  for (const { collection, id } of page.changes) seen.run(collection, id);
  if (page.upToDate) {
    const gone = unseen(store, sealer, page.part);
    writeVersions(storage, sealer, gone, { only: 'any' });
    for (const { collection } of gone) collections.add(collection);
    const forget = store.prepare('delete from document_seen where collection = ?');
    for (const collection of FEED_PARTS[page.part]) forget.run(collection);
  }
  const total = page.totalDocuments ?? state.total;
  const documents = page.upToDate ? countLive(store, page.part) : state.documents;
  writeFeedState(store, page.part, {
    checkpoint: page.upToDate ? page.checkpoint : state.checkpoint,
    documents,
    total,
    complete: state.complete || page.upToDate,
    fresh: page.upToDate ? null : page.checkpoint,
    begun: begunAfter(state, page),
  });
}

/** Begins a load beside what is here, from the feed's beginning; work that is not sent stays. */
export function beginFreshLoad(store: Store, part: FeedPart): void {
  store.quickTransaction(() => {
    const forget = store.prepare('delete from document_seen where collection = ?');
    for (const collection of FEED_PARTS[part]) forget.run(collection);
    writeFeedState(store, part, { ...readFeedState(store, part), fresh: 0, begun: null });
  });
}

/** Live documents of a part that a load from the beginning did not bring, as deleted ones. */
function unseen(store: Store, sealer: Sealer, part: FeedPart): readonly DocumentVersion[] {
  return FEED_PARTS[part].flatMap((collection) =>
    liveIds(store, collection)
      .filter((id) => !wasSeen(store, collection, id) && !isUndecided(store, collection, id))
      .flatMap((id) => readVersion(store, sealer, collection, id) ?? [])
      .map((version) => ({ ...version, deleted: true })),
  );
}

function wasSeen(store: Store, collection: Collection, id: string): boolean {
  const seen = store.prepare('select 1 from document_seen where collection = ? and id = ?');
  return seen.get(collection, id) !== undefined;
}
