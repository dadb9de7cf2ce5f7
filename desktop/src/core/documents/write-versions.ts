/** The one door through which versions of documents reach the disk, with all that is found by them. */
import { assert } from '@second-chance/shared/assert.ts';
import type { Collection } from '@second-chance/shared/documents/collections.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import {
  keyOf,
  type Place,
  parseRowRevision,
  placeOf,
  rowRevision,
  type StoredDocument,
} from './collection-tables.ts';
import type { DocumentStorage, RowWrite } from './document-storage.ts';
import { indexCustomers } from './index-customers.ts';
import { indexItems } from './index-items.ts';
import { indexReceipts } from './index-receipts.ts';
import { sealDocument } from './staff-seal.ts';

export interface DocumentVersion {
  readonly collection: Collection;
  readonly id: string;
  /** Of the server's version that this is or stands on; 0 where the server has none. */
  readonly revision: number;
  readonly deleted: boolean;
  /** PIN hashes are open here and sealed on disk. */
  readonly document: Readonly<Record<string, unknown>>;
}

export interface WriteOptions {
  /** `newer`: a version that is here already, or an older one, changes nothing. */
  readonly only: 'newer' | 'any';
}

export interface Written {
  readonly collections: ReadonlySet<Collection>;
  /** By how many live documents there are more. */
  readonly added: number;
}

/** A document of which a row was written, as its indexes need it. */
export interface WrittenRow {
  readonly row: number;
  readonly id: string;
  readonly now: StoredDocument;
  readonly before: StoredDocument | null;
}

/**
 * Writes versions inside a transaction that is open: rows and the words, codes and lines that are
 * found by them. Of several versions of one document the last counts.
 */
export function writeVersions(
  storage: DocumentStorage,
  sealer: Sealer,
  versions: readonly DocumentVersion[],
  { only }: WriteOptions,
): Written {
  const collections = new Set<Collection>();
  let added = 0;
  for (const [collection, group] of byCollection(versions)) {
    const place = placeOf(collection);
    const outcome = writeGroup(storage, sealer, place, [...group.values()], only);
    if (outcome.written) collections.add(collection);
    added += outcome.added;
  }
  return { collections, added };
}

/** Of several versions of one document the last. */
export function byCollection(versions: readonly DocumentVersion[]) {
  const groups = new Map<Collection, Map<string, DocumentVersion>>();
  for (const version of versions) {
    const group = groups.get(version.collection) ?? new Map<string, DocumentVersion>();
    groups.set(version.collection, group);
    group.set(version.id, version);
  }
  return groups;
}

function writeGroup(
  storage: DocumentStorage,
  sealer: Sealer,
  place: Place,
  versions: readonly DocumentVersion[],
  only: WriteOptions['only'],
): { readonly written: boolean; readonly added: number } {
  const { store } = storage;
  const known = rowsOf(
    store,
    place,
    versions.map(({ id }) => keyOf(place, id)),
  );
  const lwt = storage.now();
  const writes: RowWrite[] = [];
  const changes: { key: string; id: string; before: StoredDocument | null; row: number | null }[] =
    [];
  let added = 0;
  for (const version of versions) {
    const key = keyOf(place, version.id);
    const stored = known.get(key);
    const { writes: times, revision } = parseRowRevision(stored?.rev ?? '0-0');
    if (only === 'newer' && stored !== undefined && revision >= version.revision) continue;
    const previous = stored === undefined ? undefined : (JSON.parse(stored.doc) as StoredDocument);
    const document = storedDocument(place, key, version, sealer, {
      rev: rowRevision(times + 1, version.revision),
      lwt,
    });
    writes.push({ document, previous });
    changes.push({ key, id: version.id, before: previous ?? null, row: stored?.row ?? null });
    const wasLive = previous !== undefined && !previous._deleted;
    added += Number(!version.deleted) - Number(wasLive);
  }
  if (writes.length === 0) return { written: false, added: 0 };
  storage.write(place.stored, writes);
  const index = INDEXES[place.stored];
  if (index === undefined) return { written: true, added };
  const isNew = changes.filter(({ row }) => row === null).map(({ key }) => key);
  const newRows = isNew.length === 0 ? null : rowNumbers(store, place, isNew);
  index(
    store,
    changes.map(({ key, id, before, row: knownRow }, at) => {
      const row = knownRow ?? newRows?.get(key);
      const now = writes[at]?.document;
      assert(row !== undefined && now !== undefined, `the row of ${id} was written`);
      return { row, id, now, before };
    }),
  );
  return { written: true, added };
}

/** What is found by words, codes and lines, by collection. */
export const INDEXES: {
  readonly [stored: string]: ((store: Store, rows: readonly WrittenRow[]) => void) | undefined;
} = { items: indexItems, customers: indexCustomers, receipts: indexReceipts };

/** A version as its row has it. */
export function storedDocument(
  { kind }: Place,
  key: string,
  { collection, deleted, document }: DocumentVersion,
  sealer: Sealer,
  { rev, lwt }: { readonly rev: string; readonly lwt: number },
): StoredDocument {
  return {
    ...sealDocument(sealer, collection, document),
    ...(kind !== null && { key, kind }),
    _deleted: deleted,
    _rev: rev,
    _meta: { lwt },
    _attachments: {},
  };
}

interface KnownRow {
  readonly row: number;
  readonly rev: string;
  readonly doc: string;
}

function rowsOf(
  store: Store,
  { table }: Place,
  keys: readonly string[],
): ReadonlyMap<string, KnownRow> {
  const rows = store
    .prepare(
      `select id, rowid as row, rev, doc from ${table}
       where id in (select value from json_each(?))`,
    )
    .all(JSON.stringify(keys)) as readonly (KnownRow & { readonly id: string })[];
  return new Map(rows.map((row) => [row.id, row]));
}

function rowNumbers(
  store: Store,
  { table }: Place,
  keys: readonly string[],
): ReadonlyMap<string, number> {
  const rows = store
    .prepare(`select id, rowid as row from ${table} where id in (select value from json_each(?))`)
    .all(JSON.stringify(keys)) as readonly { readonly id: string; readonly row: number }[];
  return new Map(rows.map(({ id, row }) => [id, row]));
}
