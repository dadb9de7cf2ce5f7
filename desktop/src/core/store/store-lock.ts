import Database from 'better-sqlite3';
import { StoreError, storeErrorOf } from './store-error.ts';

/**
 * Makes this process the one owner of a store, until `release` or until the process ends.
 *
 * The lock is an exclusive transaction on a tiny database beside the file: the operating system
 * drops it with the process, so a `kill -9` leaves nothing behind, and readers (a journal check, a
 * backup) are not kept from the store itself.
 *
 * Error: `STORE_IN_USE`.
 */
export function lockStore(file: string): { readonly release: () => void } {
  const lock = new Database(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (thrown) {
    lock.close();
    if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) {
      throw new StoreError('STORE_IN_USE', `another till has ${file} open`);
    }
    throw storeErrorOf(thrown) ?? thrown;
  }
  return { release: () => lock.close() };
}
