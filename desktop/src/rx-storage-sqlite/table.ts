import type { Connection } from './connection.ts';
import { pathReader, readKeys, sqlType, type TableLayout } from './table-layout.ts';

/** Where one collection of one schema version is stored. */
export interface CollectionAddress {
  readonly databaseName: string;
  readonly collectionName: string;
  readonly version: number;
}

const REGISTRY = 'rx_storage_table';
const REBUILD_ROWS = 1_000;

/**
 * Finds or makes the table of a collection, and brings its columns and indexes to the layout when
 * it was made under another one. Returns the name of the table.
 */
export function openTable(
  connection: Connection,
  address: CollectionAddress,
  layout: TableLayout,
  withAttachments: boolean,
): string {
  return connection.transaction(() => {
    connection.sqlite.exec(`CREATE TABLE IF NOT EXISTS ${REGISTRY} (
      name TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
      database_name TEXT NOT NULL,
      collection_name TEXT NOT NULL,
      version INTEGER NOT NULL,
      layout TEXT NOT NULL,
      UNIQUE (database_name, collection_name, version)
    ) STRICT`);
    const known = findTable(connection, address);
    const name = known?.name ?? createTable(connection, address, layout);
    if (known !== null && known.layout !== layout.fingerprint)
      rebuildKeys(connection, name, layout);
    if (withAttachments) createAttachmentTable(connection, name);
    return name;
  });
}

/** Drops the table of a collection, its attachments and its name. */
export function dropTable(connection: Connection, name: string): void {
  connection.transaction(() => {
    connection.sqlite.exec(`DROP TABLE IF EXISTS ${quote(name)}`);
    connection.sqlite.exec(`DROP TABLE IF EXISTS ${quote(attachmentTable(name))}`);
    connection.prepare(`DELETE FROM ${REGISTRY} WHERE name = ?`).run(name);
  });
}

export function attachmentTable(table: string): string {
  return `${table}_attachment`;
}

export function indexName(table: string, index: string): string {
  return `${table}_by_${index}`;
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

interface RegistryRow {
  readonly name: string;
  readonly layout: string;
}

function findTable(connection: Connection, address: CollectionAddress): RegistryRow | null {
  const { databaseName, collectionName, version } = address;
  const row = connection
    .prepare(
      `SELECT name, layout FROM ${REGISTRY}
       WHERE database_name = ? AND collection_name = ? AND version = ?`,
    )
    .get(databaseName, collectionName, version);
  return (row as RegistryRow | undefined) ?? null;
}

function createTable(
  connection: Connection,
  address: CollectionAddress,
  layout: TableLayout,
): string {
  const name = freeName(connection, address);
  const keys = layout.keyColumns.map(({ column, kind }) => `${column} ${sqlType(kind)},`);
  connection.sqlite.exec(`CREATE TABLE ${quote(name)} (
    id TEXT NOT NULL PRIMARY KEY,
    rev TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    lwt REAL NOT NULL,
    late REAL,
    odd INTEGER NOT NULL,
    ${keys.join('\n')}
    doc TEXT NOT NULL
  ) STRICT`);
  connection.sqlite.exec(`
    CREATE INDEX ${quote(indexName(name, 'lwt_id'))} ON ${quote(name)} (lwt, id);
    CREATE INDEX ${quote(indexName(name, 'late'))} ON ${quote(name)} (late, id) WHERE late IS NOT NULL;
    CREATE INDEX ${quote(indexName(name, 'tombstone'))} ON ${quote(name)} (deleted) WHERE deleted = 1;
    CREATE INDEX ${quote(indexName(name, 'odd'))} ON ${quote(name)} (odd) WHERE odd <> 0;
  `);
  createIndexes(connection, name, layout);
  connection
    .prepare(`INSERT INTO ${REGISTRY} VALUES (?, ?, ?, ?, ?)`)
    .run(name, address.databaseName, address.collectionName, address.version, layout.fingerprint);
  return name;
}

function createAttachmentTable(connection: Connection, table: string): void {
  connection.sqlite.exec(`CREATE TABLE IF NOT EXISTS ${quote(attachmentTable(table))} (
    document_id TEXT NOT NULL,
    attachment_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    type TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (document_id, attachment_id)
  ) STRICT`);
}

function createIndexes(connection: Connection, table: string, layout: TableLayout): void {
  for (const { name, columns } of layout.indexes) {
    const index = quote(indexName(table, name));
    connection.sqlite.exec(`CREATE INDEX ${index} ON ${quote(table)} (${columns.join()})`);
  }
}

/** Columns that others added to the table, and their indexes and triggers, stay as they are. */
function rebuildKeys(connection: Connection, table: string, layout: TableLayout): void {
  const { sqlite } = connection;
  const ours = `${table}_by_`.toLowerCase();
  for (const index of namesOf(connection, `SELECT name FROM pragma_index_list(?)`, table)) {
    const fixed = ['lwt_id', 'late', 'tombstone', 'odd'].some(
      (kind) => index === indexName(table, kind),
    );
    if (index.toLowerCase().startsWith(ours) && !fixed) sqlite.exec(`DROP INDEX ${quote(index)}`);
  }
  for (const column of namesOf(connection, `SELECT name FROM pragma_table_info(?)`, table)) {
    if (column.startsWith('k_')) sqlite.exec(`ALTER TABLE ${quote(table)} DROP COLUMN ${column}`);
  }
  for (const { column, kind } of layout.keyColumns) {
    sqlite.exec(`ALTER TABLE ${quote(table)} ADD COLUMN ${column} ${sqlType(kind)}`);
  }
  fillKeys(connection, table, layout);
  createIndexes(connection, table, layout);
  connection
    .prepare(`UPDATE ${REGISTRY} SET layout = ? WHERE name = ?`)
    .run(layout.fingerprint, table);
}

function fillKeys(connection: Connection, table: string, layout: TableLayout): void {
  const assignments = layout.keyColumns.map(({ column }) => `, ${column} = ?`).join('');
  const update = connection.sqlite.prepare(
    `UPDATE ${quote(table)} SET odd = ?${assignments} WHERE rowid = ?`,
  );
  const page = connection.sqlite.prepare(
    `SELECT rowid AS place, doc FROM ${quote(table)} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  );
  const readers = layout.keyColumns.map(({ path }) => pathReader(path));
  let last = -1;
  for (;;) {
    const rows = page.all(last, REBUILD_ROWS) as { place: number; doc: string }[];
    for (const { place, doc } of rows) {
      const keys: unknown[] = [];
      const odd = readKeys(layout, readers, JSON.parse(doc), keys);
      update.run(odd, ...keys, place);
      last = place;
    }
    if (rows.length < REBUILD_ROWS) return;
  }
}

function namesOf(connection: Connection, sql: string, table: string): readonly string[] {
  return connection.sqlite.prepare(sql).pluck().all(table) as string[];
}

/** Readable, and unique though SQLite ignores case and collections may be named freely. */
function freeName(connection: Connection, address: CollectionAddress): string {
  const { databaseName, collectionName, version } = address;
  const plain = (text: string) => text.replaceAll(/[^A-Za-z0-9]+/g, '_');
  const base = `rx_${plain(databaseName)}_${plain(collectionName)}_${version}`;
  const taken = connection.prepare(
    'SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE OR name = ? COLLATE NOCASE',
  );
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? base : `${base}_n${attempt}`;
    if (taken.get(name, attachmentTable(name)) === undefined) return name;
  }
}
