/**
 * Waits until the test run that started it is gone, and ends the run's PostgreSQL: a run that is
 * interrupted comes to no teardown. Arguments: process number of PostgreSQL, its data folder.
 */
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const [, , pid = '', dataDir = ''] = process.argv;

process.stdin.resume();
await once(process.stdin, 'close');
process.kill(Number(pid), 'SIGQUIT');
for (let tries = 0; existsSync(dataDir) && tries < 50; tries += 1) {
  if (tries > 0) await pause(100);
  try {
    rmSync(dataDir, { recursive: true, force: true });
  } catch {}
}
