import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './checkout.ts';

/**
 * Holds a name in the data folder until this process ends. Returns the number of the process that
 * holds it already, or null when it is ours. A lock that a dead process left behind is taken over.
 */
export function takeProcessLock(name: string): number | null {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, `${name}.pid`);
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder !== process.pid && isAlive(holder)) return holder;
    rmSync(file, { force: true });
  }
  process.on('exit', () => rmSync(file, { force: true }));
  return null;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
