/** Real files that tests check against. They lie beside the checkout and may be absent. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { TestContext } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test was skipped, for the list at the end of a run. */
    skippedBecause?: string;
  }
}

const FOLDER = new URL('../../../shared/data/', import.meta.url);

/** Texts that many programs were broken with. */
export const NAUGHTY_STRINGS = 'text/naughty-strings.json';

/** Where a data file lies. */
export function dataFile(name: string): string {
  return fileURLToPath(new URL(name, FOLDER));
}

export function hasDataFile(name: string): boolean {
  return existsSync(dataFile(name));
}

/** Skips the test that calls it where a data file is not there, and says which. */
export function needsDataFiles(context: TestContext, ...names: readonly string[]): void {
  const missing = names.find((name) => !hasDataFile(name));
  if (missing === undefined) return;
  const reason = `there is no ../shared/data/${missing}`;
  context.task.meta.skippedBecause = reason;
  context.skip(reason);
}

/** A data file as text, unpacked where its name ends in `.gz`. */
export function readDataFile(name: string): string {
  const bytes = readFileSync(dataFile(name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

export function readNaughtyStrings(): readonly string[] {
  return JSON.parse(readDataFile(NAUGHTY_STRINGS)) as readonly string[];
}
