import Database from 'better-sqlite3';
import type { Store } from './open-store.ts';

/** Anything that answers queries: the store itself, or a connection that only reads. */
export type StoreReader = Pick<Store, 'prepare'>;

/**
 * Reads a till's file as it is at one instant, whether or not a till is writing to it meanwhile.
 * `work` gets a reader that is good until it returns. Throws what SQLite throws.
 */
export function readSnapshot<T>(file: string, work: (reader: StoreReader) => T): T {
  const sqlite = new Database(file, { readonly: true, fileMustExist: true });
  try {
    sqlite.exec('begin');
    return work({ prepare: (sql) => sqlite.prepare(sql) });
  } finally {
    sqlite.close();
  }
}
