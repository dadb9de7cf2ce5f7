import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './checkout.ts';

/**
 * Holds a name in the data folder until this process ends. Returns the number of the process that
 * holds it already, or null when it is ours. A lock that a dead process left behind is taken over.
 */
export function takeProcessLock(name: string): number | null {
  mkdirSync(dataFolder, { recursive: true });
  for (;;) {
    const holder = lockHolder(name);
    if (holder !== null) return holder;
    rmSync(fileOf(name), { force: true });
    try {
      writeFileSync(fileOf(name), String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  process.on('exit', () => rmSync(fileOf(name), { force: true }));
  return null;
}

/** The number of the living process that holds a name, or null. */
export function lockHolder(name: string): number | null {
  if (!existsSync(fileOf(name))) return null;
  const holder = Number(readFileSync(fileOf(name), 'utf8'));
  return isAlive(holder) ? holder : null;
}

function fileOf(name: string): string {
  return join(dataFolder, `${name}.pid`);
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
