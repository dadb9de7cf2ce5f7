/** Electron's program: its package brings a loader, and the program itself comes at the first start. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './checkout.ts';

const folder = join(root, 'node_modules/electron');
/** As long as anybody wants to wait for a window where a page in the browser would do. */
const FETCH_MS = 180_000;

/** `ELECTRON` from the environment, else what was fetched before; null where there is none. */
export function findElectron(): string | null {
  const given = process.env.ELECTRON;
  if (given !== undefined && existsSync(given)) return given;
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return null;
  const program = join(folder, 'dist', readFileSync(named, 'utf8'));
  return existsSync(program) ? program : null;
}

/** Finds it, or fetches it once. Null where it cannot be had, as without a network. */
export function findOrFetchElectron(say: (line: string) => void): string | null {
  const found = findElectron();
  if (found !== null) return found;
  say('Fetching Electron (once) …');
  spawnSync(process.execPath, [join(folder, 'install.js')], {
    stdio: 'ignore',
    timeout: FETCH_MS,
  });
  const fetched = findElectron();
  if (fetched === null)
    say('Electron could not be fetched; the till opens in the browser instead.');
  return fetched;
}

/** Whether a window could be seen here at all. */
export function hasScreen(): boolean {
  if (process.platform !== 'linux') return process.env.CI === undefined;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}
