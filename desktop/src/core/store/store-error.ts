/** What can go wrong with the till's file, as a code that a screen can put into words. */
import Database from 'better-sqlite3';

/**
 * `STORE_IN_USE`: another core owns the file. `STORE_TOO_NEW`: a newer till wrote it.
 * `STORE_DAMAGED`: it is not a sound database. `DISK_FULL`, `DISK_FAILED`: the disk refused, and
 * nothing of the transaction is there.
 */
export type StoreErrorCode =
  | 'STORE_IN_USE'
  | 'STORE_TOO_NEW'
  | 'STORE_DAMAGED'
  | 'DISK_FULL'
  | 'DISK_FAILED';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The coded form of what SQLite or the file system threw; null where it is none of ours. */
export function storeErrorOf(thrown: unknown): StoreError | null {
  if (thrown instanceof StoreError) return thrown;
  if (!(thrown instanceof Error) || !('code' in thrown)) return null;
  const native = String(thrown.code);
  const known = CODES.find(([prefix]) => native.startsWith(prefix));
  if (known === undefined) return null;
  if (native.startsWith('SQLITE_') && !(thrown instanceof Database.SqliteError)) return null;
  return new StoreError(known[1], `${native}: ${thrown.message}`, { cause: thrown });
}

/** Prefixes, because SQLite tells more in extended codes such as `SQLITE_IOERR_FSYNC`. */
const CODES: readonly (readonly [string, StoreErrorCode])[] = [
  ['SQLITE_FULL', 'DISK_FULL'],
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['SQLITE_IOERR', 'DISK_FAILED'],
  ['SQLITE_READONLY', 'DISK_FAILED'],
  ['SQLITE_CANTOPEN', 'DISK_FAILED'],
  ['EIO', 'DISK_FAILED'],
  ['EROFS', 'DISK_FAILED'],
  ['SQLITE_CORRUPT', 'STORE_DAMAGED'],
  ['SQLITE_NOTADB', 'STORE_DAMAGED'],
];
