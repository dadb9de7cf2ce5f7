/** The till's one SQLite file: who owns it, how it is opened, and how it is written. */
import { closeSync, openSync } from 'node:fs';
import { assert } from '@second-chance/shared/assert.ts';
import Database from 'better-sqlite3';
import { migrate } from './migrate.ts';
import { migrateCatalogue } from './migrate-catalogue.ts';
import { StoreError, storeErrorOf } from './store-error.ts';
import { lockStore } from './store-lock.ts';

/** A compiled statement. Shared by all who ask for the same text, so it has no modes to switch. */
export type Statement = Pick<
  Database.Statement<unknown[], unknown>,
  'run' | 'get' | 'all' | 'iterate'
>;

/** Everything here is synchronous: nothing interleaves with an open transaction. */
export interface Store {
  readonly file: string;
  /** For what only the connection itself can do, such as a pragma. */
  readonly sqlite: Database.Database;
  /** Compiles once per text. Throws what SQLite throws; `storeErrorOf` gives it a code. */
  readonly prepare: (sql: string) => Statement;
  /**
   * All of it is on disk when this returns; nothing is when it throws. Inside another transaction
   * it joins that one, which then cannot commit if the inner one threw.
   * Errors: `StoreError` for what the disk did.
   */
  readonly transaction: <T>(work: () => T) => T;
  /**
   * All or nothing like `transaction`, but without waiting for the disk: a killed program loses
   * nothing of it, a power cut may lose the latest ones, whole. For what can be had again: the open
   * ticket, documents, acknowledgements. The next `transaction` makes it durable too.
   */
  readonly quickTransaction: <T>(work: () => T) => T;
  /**
   * Makes what quick transactions wrote durable within `FLUSH_WITHIN_MS`: once for all that were
   * written until then.
   */
  readonly flushSoon: () => void;
  readonly close: () => void;
}

export interface StoreOptions {
  readonly file: string;
  /** Called before every statement and commit; what it throws ends the transaction. */
  readonly beforeStatement?: ((sql: string) => void) | undefined;
}

const SYNCHRONOUS_FULL = 2;
const FLUSH_WITHIN_MS = 50;

/**
 * Opens the file, makes it where there is none, and becomes its only owner.
 *
 * Errors: `StoreError` STORE_IN_USE, STORE_TOO_NEW, STORE_DAMAGED, DISK_FULL, DISK_FAILED.
 */
export function openStore({ file, beforeStatement }: StoreOptions): Store {
  const lock = lockStore(file);
  let sqlite: Database.Database | undefined;
  try {
    // SQLite gives its side files the rights of the file itself: the owner's alone.
    closeSync(openSync(file, 'a', 0o600));
    sqlite = new Database(file);
    setPragmas(sqlite);
    migrate(sqlite);
    migrateCatalogue(sqlite);
    proveDurable(sqlite);
  } catch (thrown) {
    sqlite?.close();
    lock.release();
    throw storeErrorOf(thrown) ?? thrown;
  }
  return storeOn(file, sqlite, beforeStatement, lock.release);
}

function setPragmas(sqlite: Database.Database): void {
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('journal_mode = wal');
  sqlite.pragma('synchronous = full');
  sqlite.pragma('foreign_keys = on');
  sqlite.pragma('temp_store = memory');
  sqlite.pragma('cache_size = -16000');
}

/**
 * Writes once and reads the pragmas back after it: in WAL mode this build of SQLite can fall back
 * to `synchronous=NORMAL` with the first write, which loses acknowledged sales when power fails.
 */
function proveDurable(sqlite: Database.Database): void {
  sqlite.exec(
    `insert into sync_state (key, value) values ('openings', '1')
     on conflict (key) do update set value = cast(cast(value as integer) + 1 as text)`,
  );
  const journalMode = sqlite.pragma('journal_mode', { simple: true });
  const synchronous = waitsForDisk(sqlite) ? 'full' : 'less';
  const foreignKeys = sqlite.pragma('foreign_keys', { simple: true });
  if (journalMode !== 'wal' || synchronous !== 'full' || foreignKeys !== 1) {
    throw new StoreError(
      'DISK_FAILED',
      `not durable here: journal ${journalMode}, synchronous ${synchronous}, keys ${foreignKeys}`,
    );
  }
}

function storeOn(
  file: string,
  sqlite: Database.Database,
  beforeStatement: ((sql: string) => void) | undefined,
  release: () => void,
): Store {
  const statements = new Map<string, Statement>();
  let open = false;
  let quick = false;
  let failedInside = false;
  let flushing: NodeJS.Timeout | null = null;

  function prepare(sql: string): Statement {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const compiled = sqlite.prepare(sql);
    const statement = beforeStatement ? watched(compiled, beforeStatement) : compiled;
    statements.set(sql, statement);
    return statement;
  }

  function transaction<T>(work: () => T): T {
    assert(!quick, 'what must be durable stands in a transaction that is not');
    assert(open || waitsForDisk(sqlite), 'this connection does not wait for the disk');
    if (open || flushing === null) return run(work);
    const before = changedRows();
    const value = run(work);
    // What it wrote took all that was written before along to the disk.
    if (changedRows() > before) forgetFlush();
    return value;
  }

  function changedRows(): number {
    return (prepare('select total_changes() as rows').get() as { readonly rows: number }).rows;
  }

  function quickTransaction<T>(work: () => T): T {
    if (open) return run(work);
    sqlite.pragma('synchronous = normal');
    quick = true;
    try {
      return run(work);
    } finally {
      quick = false;
      sqlite.pragma('synchronous = full');
    }
  }

  function run<T>(work: () => T): T {
    if (open) {
      try {
        return work();
      } catch (thrown) {
        failedInside = true;
        throw thrown;
      }
    }
    open = true;
    failedInside = false;
    try {
      prepare('begin immediate').run();
      const value = work();
      assert(!failedInside, 'a part of this transaction failed and was passed over');
      prepare('commit').run();
      return value;
    } catch (thrown) {
      if (sqlite.inTransaction) sqlite.exec('rollback');
      throw storeErrorOf(thrown) ?? thrown;
    } finally {
      open = false;
    }
  }

  /** Any write that waits for the disk takes all before it along. */
  function flush(): void {
    flushing = null;
    try {
      sqlite.exec(`update sync_state set value = value where key = 'openings'`);
    } catch {
      // What the disk refuses here it refuses whoever writes next, and they say so.
    }
  }

  function flushSoon(): void {
    flushing ??= setTimeout(flush, FLUSH_WITHIN_MS);
  }

  function forgetFlush(): void {
    if (flushing !== null) clearTimeout(flushing);
    flushing = null;
  }

  function close(): void {
    forgetFlush();
    statements.clear();
    sqlite.close();
    release();
  }

  return { file, sqlite, prepare, transaction, quickTransaction, flushSoon, close };
}

/** Compiled anew each time: SQLite answers and sets this pragma while it compiles the statement. */
function waitsForDisk(sqlite: Database.Database): boolean {
  return sqlite.pragma('synchronous', { simple: true }) === SYNCHRONOUS_FULL;
}

/** The same statement, announced each time before it runs. */
function watched(
  statement: Database.Statement<unknown[], unknown>,
  beforeStatement: (sql: string) => void,
): Statement {
  const announce = () => beforeStatement(statement.source.trim());
  return {
    run(...parameters) {
      announce();
      return statement.run(...parameters);
    },
    get(...parameters) {
      announce();
      return statement.get(...parameters);
    },
    all(...parameters) {
      announce();
      return statement.all(...parameters);
    },
    iterate(...parameters) {
      announce();
      return statement.iterate(...parameters);
    },
  };
}
