/** Real files that tests check against. They lie beside the checkout and may be absent. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { TestContext } from 'vitest';

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
export function needsDataFiles({ skip }: TestContext, ...names: readonly string[]): void {
  for (const name of names) skip(!hasDataFile(name), `there is no ../shared/data/${name}`);
}

/** A data file as text, unpacked where its name ends in `.gz`. */
export function readDataFile(name: string): string {
  const bytes = readFileSync(dataFile(name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

export function readNaughtyStrings(): readonly string[] {
  return JSON.parse(readDataFile(NAUGHTY_STRINGS)) as readonly string[];
}
