/** Documents of any collection as versions, with their secrets open. */
import {
  type Collection,
  FEED_PARTS,
  type FeedPart,
} from '@second-chance/shared/documents/collections.ts';
import type { StaffDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { Sealer } from '../register/sealer.ts';
import type { Store } from '../store/open-store.ts';
import {
  documentOf,
  keyOf,
  parseRowRevision,
  placeOf,
  referenceDocumentOf,
} from './collection-tables.ts';
import { openStaff } from './staff-seal.ts';
import type { DocumentVersion } from './write-versions.ts';

/** The version that is here, deleted or not; null where there was never one. */
export function readVersion(
  store: Store,
  sealer: Sealer | null,
  collection: Collection,
  id: string,
): DocumentVersion | null {
  const place = placeOf(collection);
  const row = store
    .prepare(`select rev, deleted, doc from ${place.table} where id = ?`)
    .get(keyOf(place, id)) as
    | { readonly rev: string; readonly deleted: 0 | 1; readonly doc: string }
    | undefined;
  if (row === undefined) return null;
  const stored: Record<string, unknown> =
    place.kind === null ? documentOf(row.doc) : referenceDocumentOf(row.doc);
  const document =
    collection === 'staff' ? openStaff(sealer, stored as unknown as StaffDocument) : stored;
  const { revision } = parseRowRevision(row.rev);
  return { collection, id, revision, deleted: row.deleted === 1, document: { ...document } };
}

export function liveIds(store: Store, collection: Collection): readonly string[] {
  const { table, kind } = placeOf(collection);
  if (kind === null) return ids(store.prepare(`select id from ${table} where deleted = 0`).all());
  const ofKind = `select doc ->> '$.id' as id from ${table} where kind = ? and deleted = 0`;
  return ids(store.prepare(ofKind).all(kind));
}

function ids(rows: readonly unknown[]): readonly string[] {
  return (rows as readonly { readonly id: string }[]).map(({ id }) => id);
}

/** Live documents of a part of the feed. */
export function countLive(store: Store, part: FeedPart): number {
  return FEED_PARTS[part].reduce((live, name) => live + countCollection(store, name), 0);
}

/** Live documents of a collection. */
export function countCollection(store: Store, collection: Collection): number {
  const { table, kind } = placeOf(collection);
  const row = store
    .prepare(
      `select count(*) as live from ${table} where deleted = 0 ${kind === null ? '' : 'and kind = ?'}`,
    )
    .get(...(kind === null ? [] : [kind])) as { readonly live: number };
  return row.live;
}
