/** A folder that electron-builder takes for an unpacked Electron: the files it looks for, and fuses. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks the fuses in Electron's binary; `@electron/fuses` finds them by it. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron ships them: version 1, then one byte a fuse. */
const SHIPPED = '10010001';

/** Writes such a folder for Linux. */
export function writeStandInDist(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, 8]), Buffer.from(SHIPPED)]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/false\n'), wire]));
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'locales/en-US.pak'), '');
  for (const file of ['version', 'LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox']) {
    writeFileSync(join(folder, file), '');
  }
}

/** The fuses in a binary, one character each: `1` on, `0` off. */
export function fusesOf(binary: string): string {
  const bytes = readFileSync(binary);
  const at = bytes.indexOf(SENTINEL);
  if (at < 0) throw new Error(`no fuses in ${binary}`);
  const from = at + SENTINEL.length + 2;
  return bytes.subarray(from, from + (bytes[from - 1] ?? 0)).toString('latin1');
}
