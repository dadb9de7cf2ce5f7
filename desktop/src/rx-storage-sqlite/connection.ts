import { realpathSync } from 'node:fs';
import type { Database as SqliteDatabase, Statement } from 'better-sqlite3';
import Database from 'better-sqlite3';

const STATEMENTS_MAX = 300;
const BUSY_TIMEOUT_MS = 5_000;
const SYNCHRONOUS_FULL = 2;

/** A connection that instances share, with its prepared statements. */
export interface Connection {
  readonly sqlite: SqliteDatabase;
  /** The same for all connections to one file in this process. */
  readonly fileKey: string;
  /** Prepares once; the statement answers numbers as numbers whatever the connection's default. */
  readonly prepare: (sql: string) => Statement;
  /** The same for a statement that answers the first column alone. */
  readonly prepareValues: (sql: string) => Statement;
  /** One transaction, or a savepoint inside the transaction that is already open. */
  readonly transaction: <T>(work: () => T) => T;
  /** Why a storage that stops at the first failure has stopped. */
  failure: Error | null;
  users: number;
  readonly close: () => void;
}

const openFiles = new Map<string, Connection>();
const givenConnections = new WeakMap<SqliteDatabase, Connection>();
let memoryDatabases = 0;

/**
 * Takes part in a connection: opens the file, or joins the one that is open already.
 * Give it back with `leaveConnection`.
 */
export function joinConnection(database: string | SqliteDatabase, owner: object): Connection {
  const connection = typeof database === 'string' ? openFile(database, owner) : wrapGiven(database);
  connection.users += 1;
  return connection;
}

/** Closes the file after the last user; a connection that was given stays open. */
export function leaveConnection(connection: Connection): void {
  connection.users -= 1;
  if (connection.users === 0) connection.close();
}

const memoryOf = new WeakMap<object, Connection>();

function openFile(file: string, owner: object): Connection {
  if (file === ':memory:' || file === '') return openMemory(file, owner);
  const known = openFiles.get(realPath(file));
  if (known !== undefined) return known;
  const sqlite = new Database(file);
  try {
    const fileKey = realPath(file);
    makeDurable(sqlite);
    const connection = createConnection(sqlite, fileKey, () => {
      openFiles.delete(fileKey);
      sqlite.close();
    });
    openFiles.set(fileKey, connection);
    return connection;
  } catch (failure) {
    sqlite.close();
    throw failure;
  }
}

/** A database in memory belongs to the storage that asked for it, until its last instance closes. */
function openMemory(file: string, owner: object): Connection {
  const known = memoryOf.get(owner);
  if (known !== undefined) return known;
  const sqlite = new Database(file);
  memoryDatabases += 1;
  const connection = createConnection(sqlite, `memory ${memoryDatabases}`, () => {
    memoryOf.delete(owner);
    sqlite.close();
  });
  memoryOf.set(owner, connection);
  return connection;
}

function wrapGiven(sqlite: SqliteDatabase): Connection {
  const known = givenConnections.get(sqlite);
  if (known !== undefined) return known;
  memoryDatabases += 1;
  const inMemory = sqlite.memory || sqlite.name === '';
  const fileKey = inMemory ? `memory ${memoryDatabases}` : realPath(sqlite.name);
  const connection = createConnection(sqlite, fileKey, () => {
    connection.failure = null;
  });
  givenConnections.set(sqlite, connection);
  return connection;
}

/**
 * SQLite builds can fall back to `synchronous=NORMAL` in WAL mode, on the first write or on reopen,
 * which loses acknowledged commits at power loss. So it is set after the first write, and read back.
 */
function makeDurable(sqlite: SqliteDatabase): void {
  sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  const mode = sqlite.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') throw new Error(`the database is in journal mode ${mode}, not in WAL`);
  sqlite.pragma(`user_version = ${Number(sqlite.pragma('user_version', { simple: true }))}`);
  sqlite.pragma('synchronous = FULL');
  assertDurable(sqlite);
}

/** Throws unless every commit of this connection reaches the disk before it returns. */
export function assertDurable(sqlite: SqliteDatabase): void {
  const synchronous = sqlite.pragma('synchronous', { simple: true });
  if (synchronous !== SYNCHRONOUS_FULL) {
    throw new Error(`the database runs with synchronous=${synchronous}, not with FULL`);
  }
}

function createConnection(sqlite: SqliteDatabase, fileKey: string, close: () => void): Connection {
  const transact = sqlite.transaction((work: () => unknown) => work());
  return {
    sqlite,
    fileKey,
    failure: null,
    users: 0,
    close,
    prepare: statementCache((sql) => sqlite.prepare(sql).safeIntegers(false)),
    prepareValues: statementCache((sql) => sqlite.prepare(sql).safeIntegers(false).pluck()),
    transaction: <T>(work: () => T) => transact.immediate(work) as T,
  };
}

/** Keeps the statements that were used last. */
function statementCache(prepare: (sql: string) => Statement): (sql: string) => Statement {
  const statements = new Map<string, Statement>();
  return (sql) => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = prepare(sql);
      const [oldest] = statements.size < STATEMENTS_MAX ? [] : statements.keys();
      if (oldest !== undefined) statements.delete(oldest);
    } else {
      // Put in again, behind the others: the map is ordered by last use.
      statements.delete(sql);
    }
    statements.set(sql, statement);
    return statement;
  };
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
