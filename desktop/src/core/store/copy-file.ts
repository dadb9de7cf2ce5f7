import Database from 'better-sqlite3';
import { checkFile, type StoreDamage } from './start-checks.ts';

/** Between two of these the thread may be told to stop. */
const PAGES_AT_ONCE = 2_000;

/**
 * Copies a till's file as it is at one instant, whether or not a till is writing to it meanwhile, and
 * looks at the copy. Null where that is sound. Waits for the disk, which takes as long as it takes:
 * nothing for a thread that sells. Throws what SQLite throws.
 */
export async function copyFile(file: string, copy: string): Promise<StoreDamage | null> {
  const sqlite = new Database(file, { readonly: true, fileMustExist: true });
  try {
    // Held open, or each write of the till would make it begin anew.
    sqlite.exec('begin; select 1 from sqlite_schema');
    await sqlite.backup(copy, { progress: () => PAGES_AT_ONCE });
  } finally {
    sqlite.close();
  }
  closeAsOneFile(copy);
  return checkFile(copy, 'file');
}

/** Takes the copy out of WAL mode, so that it needs no side files. */
function closeAsOneFile(file: string): void {
  const copy = new Database(file);
  copy.pragma('journal_mode = delete');
  copy.close();
}
