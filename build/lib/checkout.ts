/** Where things are in a checkout. */
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Everything that running Second Chance writes; may be deleted to begin afresh. */
export const dataFolder = join(root, '.data');

export const serverFolder = join(dataFolder, 'server');

/** The folder of the till that stands for one register of the shop. */
export function tillFolder(registerCode: string): string {
  return join(dataFolder, `till-${registerCode}`);
}

/** The same for a till that runs as a desktop program: its keys are sealed, so it is one of its own. */
export function desktopDataFolder(registerCode: string): string {
  return join(dataFolder, `desktop-${registerCode}`);
}

/** Held by whoever opened that till. */
export function tillLock(registerCode: string): string {
  return join(dataFolder, `till-${registerCode}.pid`);
}

/** What Electron and browsers run of the till: `main`, `preload`, `renderer`. */
export const desktopFolder = join(root, 'desktop/dist');
export const rendererFolder = join(root, 'desktop/dist/renderer');
export const shopFolder = join(root, 'sync-server/dist/shop');

export const adminFolder = join(root, 'sync-server/dist/admin');

/** Ports that are tried first; the next free one is taken. */
export const SERVER_PORT = 7600;
export const TILL_PORT = 7700;
