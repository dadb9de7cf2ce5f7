/** Lines for the person who started a command, and keys from them. */
import { createInterface } from 'node:readline';

export function progress(line: string): void {
  console.log(`· ${line}`);
}

export function paragraph(lines: readonly string[]): void {
  console.log(`\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n`);
}

/** Ends the process with a message for people. */
export function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Calls back for each line typed, where there is a terminal to type at. */
export function onTyped(callback: (line: string) => void): void {
  if (process.stdin.isTTY !== true) return;
  createInterface({ input: process.stdin }).on('line', (line) =>
    callback(line.trim().toLowerCase()),
  );
}

/**
 * Calls back once when this process is asked to end: from the keyboard, by a signal, or because
 * whoever started it is gone.
 */
export function onStop(callback: () => Promise<void>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void callback().finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  process.channel?.unref();
}
