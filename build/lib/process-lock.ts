import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Holds a lock file until this process ends. Returns the number of the process that
 * holds it already, or null when it is ours. A lock that a dead process left behind is taken over.
 */
export function takeProcessLock(file: string): number | null {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    const holder = lockHolder(file);
    if (holder !== null) return holder;
    rmSync(file, { force: true });
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  process.on('exit', () => rmSync(file, { force: true }));
  return null;
}

/** The number of the living process that holds a lock file, or null. */
export function lockHolder(file: string): number | null {
  if (!existsSync(file)) return null;
  const holder = Number(readFileSync(file, 'utf8'));
  return isAlive(holder) ? holder : null;
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
