/** Logs in the data folder: what main has to say, and what core writes. Two files of each at most. */
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BYTES_MAX = 5_000_000;

export interface ProgramLog {
  /** One line of facts; never a name, a code or a receipt. */
  readonly line: (facts: object, message: string) => void;
  readonly core: (chunk: Buffer) => void;
}

export function openLog(folder: string): ProgramLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const main = join(folder, 'desktop.log');
  const core = join(folder, 'till.log');
  return {
    line: (facts, msg) => append(main, `${JSON.stringify({ time: Date.now(), msg, ...facts })}\n`),
    core: (chunk) => append(core, chunk),
  };
}

/** A log that cannot be written must not stop a till that can sell. */
function append(file: string, text: string | Buffer): void {
  try {
    if (existsSync(file) && statSync(file).size > BYTES_MAX) renameSync(file, `${file}.1`);
    appendFileSync(file, text, { mode: 0o600 });
  } catch {}
}
