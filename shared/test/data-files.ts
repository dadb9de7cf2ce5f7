/** Real files that tests check against. They lie beside the checkout and may be absent. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const FOLDER = new URL('../../../shared/data/', import.meta.url);

/** Whether a data file is there; a test that needs it is skipped where it is not. */
export function hasDataFile(name: string): boolean {
  return existsSync(fileURLToPath(new URL(name, FOLDER)));
}

/** A data file as text, unpacked where its name ends in `.gz`. */
export function readDataFile(name: string): string {
  const bytes = readFileSync(fileURLToPath(new URL(name, FOLDER)));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
