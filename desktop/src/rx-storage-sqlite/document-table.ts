import type { RxDocumentData, RxStorageDefaultCheckpoint } from 'rxdb';
import type { Connection } from './connection.ts';
import { documentJson } from './document-json.ts';
import { sortKey } from './sort-key.ts';
import { quote } from './table.ts';
import { pathReader, readKeys, type TableLayout } from './table-layout.ts';

/** Up to so many ids are looked up one by one; more in one statement. */
const SINGLE_LOOKUPS_MAX = 8;

/** The rows of one collection: what is written and read by id or in the order of change. */
export interface DocumentTable<T> {
  readonly name: string;
  readonly layout: TableLayout;
  /**
   * Stores a document, or answers false when its id is taken. `late` is its place among the changes
   * when that is not its write time.
   */
  readonly insert: (document: RxDocumentData<T>, late: number | null) => boolean;
  /** Replaces the document of that revision, or answers false when it is not what is stored. */
  readonly update: (document: RxDocumentData<T>, revision: string, late: number | null) => boolean;
  /** Revisions of those ids that exist, deleted ones included. */
  readonly revisions: (ids: readonly string[]) => Map<string, string>;
  /** Documents of those ids that exist, deleted ones included. */
  readonly byId: (ids: readonly string[]) => Map<string, RxDocumentData<T>>;
  /** The place of the last change. */
  readonly lastChange: () => RxStorageDefaultCheckpoint;
  readonly changedSince: (limit: number, since: RxStorageDefaultCheckpoint) => ChangedDocument<T>[];
  /** Whether a document does not keep to its schema in an indexed field. */
  readonly hasOdd: () => boolean;
}

export interface ChangedDocument<T> {
  readonly place: RxStorageDefaultCheckpoint;
  readonly document: RxDocumentData<T>;
}

export function documentTable<T>(
  connection: Connection,
  name: string,
  layout: TableLayout,
): DocumentTable<T> {
  const table = quote(name);
  const readers = layout.keyColumns.map(({ path }) => pathReader(path));
  const keyNames = layout.keyColumns.map(({ column }) => column);
  const indexed = ['odd', ...keyNames, 'deleted'];
  const columns = [...indexed, 'id', 'rev', 'lwt', 'late', 'doc'];
  const insertSql = `INSERT INTO ${table} (${columns.join()})
    VALUES (${columns.map(() => '?').join()}) ON CONFLICT (id) DO NOTHING`;
  const touchSql = `UPDATE ${table} SET rev = ?, lwt = ?, doc = ?
    WHERE id = ? AND rev = ? AND late IS NULL
    AND ${indexed.map((column) => `${column} IS ?`).join(' AND ')}`;
  const updateSql = `UPDATE ${table}
    SET rev = ?, lwt = ?, doc = ?, ${indexed.map((column) => `${column} = ?`).join()}, late = ?
    WHERE id = ? AND rev = ?`;

  const idOf = (document: RxDocumentData<T>) =>
    (document as unknown as Record<string, unknown>)[layout.primaryPath] as string;

  function keysOf(document: RxDocumentData<T>): unknown[] {
    const keys: unknown[] = [0];
    keys[0] = readKeys(layout, readers, document, keys);
    if (typeof document._deleted !== 'boolean') keys[0] = 1;
    keys.push(document._deleted ? 1 : 0);
    return keys;
  }

  return {
    name,
    layout,

    insert(document, late) {
      const values = keysOf(document);
      values.push(
        sortKey(idOf(document)),
        document._rev,
        document._meta.lwt,
        late,
        documentJson(document),
      );
      return connection.prepare(insertSql).run(values).changes === 1;
    },

    update(document, revision, late) {
      const id = sortKey(idOf(document));
      const { _rev: rev, _meta: meta } = document;
      const json = documentJson(document);
      const keys = keysOf(document);
      // First as if no indexed field changed: indexes are only rewritten for columns that are set.
      const isTouch =
        late === null &&
        connection.prepare(touchSql).run(rev, meta.lwt, json, id, revision, keys).changes === 1;
      if (isTouch) return true;
      const update = connection.prepare(updateSql);
      return update.run(rev, meta.lwt, json, keys, late, id, revision).changes === 1;
    },

    revisions(ids) {
      const found = new Map<string, string>();
      for (const [id, { rev }] of lookUp<RevisionRow>(ids, 'rev')) found.set(id, rev);
      return found;
    },

    byId(ids) {
      const found = new Map<string, RxDocumentData<T>>();
      for (const [id, { doc }] of lookUp<DocRow>(ids, 'doc')) found.set(id, JSON.parse(doc));
      return found;
    },

    lastChange() {
      const last = (place: 'lwt' | 'late') => {
        const where = place === 'late' ? 'WHERE late IS NOT NULL' : '';
        const row = connection
          .prepare(
            `SELECT ${place} AS lwt, doc FROM ${table} ${where}
             ORDER BY ${place} DESC, id DESC LIMIT 1`,
          )
          .get() as { lwt: number; doc: string } | undefined;
        return row === undefined ? null : { lwt: row.lwt, id: idOf(JSON.parse(row.doc)) };
      };
      const regular = last('lwt') ?? { lwt: 0, id: '' };
      const late = last('late');
      if (late === null) return regular;
      return late.lwt > regular.lwt || (late.lwt === regular.lwt && late.id > regular.id)
        ? late
        : regular;
    },

    changedSince(limit, since) {
      const key = sortKey(since.id);
      const rows = connection
        .prepare(
          `SELECT lwt, doc FROM ${table}
           WHERE (lwt, id) > (?, ?) AND late IS NULL ORDER BY lwt, id LIMIT ?`,
        )
        .all(since.lwt, key, limit) as ChangeRow[];
      const late = connection
        .prepare(
          `SELECT late AS lwt, doc FROM ${table}
           WHERE late IS NOT NULL AND (late, id) > (?, ?) ORDER BY late, id LIMIT ?`,
        )
        .all(since.lwt, key, limit) as ChangeRow[];
      const changes = rows.concat(late).map(({ lwt, doc }) => {
        const document: RxDocumentData<T> = JSON.parse(doc);
        return { place: { id: idOf(document), lwt }, document };
      });
      if (late.length === 0) return changes;
      const order = (a: ChangedDocument<T>, b: ChangedDocument<T>) =>
        a.place.lwt - b.place.lwt || (a.place.id < b.place.id ? -1 : 1);
      return changes.sort(order).slice(0, limit < 0 ? undefined : limit);
    },

    hasOdd: () =>
      connection.prepare(`SELECT 1 FROM ${table} WHERE odd <> 0 LIMIT 1`).get() !== undefined,
  };

  function lookUp<V>(ids: readonly string[], selected: string): [string, V][] {
    const found: [string, V][] = [];
    if (ids.length <= SINGLE_LOOKUPS_MAX) {
      const one = connection.prepare(`SELECT ${selected} FROM ${table} WHERE id = ?`);
      for (const id of ids) {
        const row = one.get(sortKey(id)) as V | undefined;
        if (row !== undefined) found.push([id, row]);
      }
      return found;
    }
    const byKey = new Map(ids.map((id) => [sortKey(id), id]));
    const many = connection.prepare(
      `SELECT id, ${selected} FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`,
    );
    for (const row of many.all(JSON.stringify([...byKey.keys()])) as (V & { id: string })[]) {
      const id = byKey.get(row.id);
      if (id !== undefined) found.push([id, row]);
    }
    return found;
  }
}

interface RevisionRow {
  readonly rev: string;
}

interface DocRow {
  readonly doc: string;
}

interface ChangeRow {
  readonly lwt: number;
  readonly doc: string;
}
