import { existsSync } from 'node:fs';
import {
  type JournalReport,
  verifyJournal,
} from '@second-chance/desktop/src/core/journal/verify-journal.ts';
import { readSnapshot } from '@second-chance/desktop/src/core/store/read-snapshot.ts';

/** A file that is no till's file, or that cannot be read. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}

/**
 * Verifies the journal in a till's file, from the file alone and as it is at one instant, beside a
 * till that may be running. Throws `UnreadableFileError`.
 */
export function verifyFile(file: string): JournalReport {
  if (!existsSync(file)) throw new UnreadableFileError(`There is no file ${file}.`);
  try {
    return readSnapshot(file, verifyJournal);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableFileError(`${file} is not readable as a till's file: ${why}`, { cause });
  }
}
