/**
 * Brings pages of a first load onto the disk: as `applyChanges`, for documents of which nothing is
 * here yet. A hundred thousand of them are inserted as they come, without RxDB, which would be loaded
 * for it and look each of them up; nobody can have listened to what was never here.
 */
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import { type Applied, afterPage, announce, type FeedPage, STALE } from './apply-changes.ts';
import { keyOf, type Place, placeOf, rowRevision } from './collection-tables.ts';
import { feedPosition, readFeedState, writeFeedState } from './feed-state.ts';
import { sortChanges } from './sort-changes.ts';
import {
  byCollection,
  type DocumentVersion,
  INDEXES,
  storedDocument,
  type WrittenRow,
} from './write-versions.ts';

/** Keys that are stored as they are; see sort-key.ts of the storage. */
const PLAIN_KEY = /^[\x21-\x7e]+$/;

/**
 * Stores a page and its checkpoint in one transaction. `now`: the time of the rows, in ms, not before
 * that of any row that is here.
 *
 * Null, and nothing is done, where a part was here in full before or a document of the page is here
 * already: then `applyChanges` is to be asked.
 */
export function loadChanges(
  store: Store,
  sealer: Sealer,
  page: FeedPage,
  now: number,
): Applied | null {
  const { complete, fresh } = readFeedState(store, page.part);
  if (complete || fresh !== null) return null;
  try {
    const applied = store.quickTransaction((): Applied => {
      const state = readFeedState(store, page.part);
      if (feedPosition(state) !== page.from) return STALE;
      const { versions, setAside } = sortChanges(store, sealer, page.changes);
      const inserted = insertVersions(store, sealer, versions, now);
      writeFeedState(store, page.part, afterPage(state, page, inserted.added));
      return { collections: inserted.collections, setAside, stale: false };
    });
    announce(store, applied.collections);
    return applied;
  } catch (thrown) {
    if (thrown instanceof KnownAlready) return null;
    throw thrown;
  }
}

/** Thrown to undo a page of which something is here. */
class KnownAlready extends Error {
  override readonly message = 'a document of a first load is here already';
}

function insertVersions(
  store: Store,
  sealer: Sealer,
  versions: readonly DocumentVersion[],
  now: number,
): { readonly collections: ReadonlySet<Collection>; readonly added: number } {
  const collections = new Set<Collection>();
  let added = 0;
  for (const [collection, group] of byCollection(versions)) {
    const place = placeOf(collection);
    const rows = insertGroup(store, sealer, place, [...group.values()], now);
    INDEXES[place.stored]?.(store, rows);
    collections.add(collection);
    for (const { deleted } of group.values()) added += Number(!deleted);
  }
  return { collections, added };
}

function insertGroup(
  store: Store,
  sealer: Sealer,
  place: Place,
  versions: readonly DocumentVersion[],
  lwt: number,
): readonly WrittenRow[] {
  const insert = store.prepare(
    `insert into ${place.table} (id, rev, deleted, lwt, odd, doc) values (?, ?, ?, ?, 0, ?)
     on conflict (id) do nothing`,
  );
  return versions.map((version) => {
    const key = keyOf(place, version.id);
    if (!PLAIN_KEY.test(key)) throw new KnownAlready();
    const rev = rowRevision(1, version.revision);
    const now = storedDocument(place, key, version, sealer, { rev, lwt });
    const { changes, lastInsertRowid } = insert.run(
      key,
      rev,
      Number(version.deleted),
      lwt,
      JSON.stringify(now),
    );
    if (changes === 0) throw new KnownAlready();
    return { row: Number(lastInsertRowid), id: version.id, now, before: null };
  });
}
