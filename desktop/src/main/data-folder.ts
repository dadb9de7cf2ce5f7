/** Where the till's file lies: on this PC's own disk, and in no folder that a program copies about. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The folder of the program's data. On Windows the usual one (`AppData\Roaming`) is copied to a
 * server and back with the user's profile, so it is the local one there.
 */
export function dataFolder({ platform, env }: Machine, usual: string): string {
  const local = env.LOCALAPPDATA;
  return platform === 'win32' && local !== undefined ? join(local, 'Second Chance') : usual;
}

/**
 * The program that keeps a folder in step with other machines, by its name; null where none is
 * known. Two machines that write one SQLite file by way of such a program lose it.
 */
export function syncedBy(folder: string, { env }: Pick<Machine, 'env'>): string | null {
  const real = realPathOf(folder);
  const parts = real.split(/[\\/]/).map((part) => part.toLowerCase());
  const named = SYNC_FOLDERS.find(({ is }) => parts.some(is));
  if (named !== undefined) return named.name;
  const oneDrive = [env.OneDrive, env.OneDriveConsumer, env.OneDriveCommercial];
  if (oneDrive.some((root) => root !== undefined && isWithin(real, root))) return 'OneDrive';
  return (
    SYNC_MARKS.find(({ mark }) => foldersAbove(real).some((at) => existsSync(join(at, mark))))
      ?.name ?? null
  );
}

const equals = (name: string) => (part: string) => part === name;
const SYNC_FOLDERS: readonly { readonly name: string; readonly is: (part: string) => boolean }[] = [
  { name: 'OneDrive', is: (part) => part === 'onedrive' || part.startsWith('onedrive - ') },
  { name: 'Dropbox', is: (part) => part === 'dropbox' || part.startsWith('dropbox (') },
  { name: 'Google Drive', is: equals('google drive') },
  { name: 'Google Drive', is: equals('googledrive') },
  { name: 'iCloud', is: equals('iclouddrive') },
  { name: 'iCloud', is: equals('mobile documents') },
  { name: 'CloudStorage', is: equals('cloudstorage') },
  { name: 'Nextcloud', is: equals('nextcloud') },
  { name: 'ownCloud', is: equals('owncloud') },
  { name: 'pCloud', is: equals('pclouddrive') },
];
const SYNC_MARKS = [
  { name: 'Syncthing', mark: '.stfolder' },
  { name: 'Dropbox', mark: '.dropbox' },
  { name: 'Resilio Sync', mark: '.sync/ID' },
];

/** The path without links, as far as it is there already. */
function realPathOf(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  const parent = dirname(folder);
  return parent === folder ? folder : join(realPathOf(parent), folder.slice(parent.length));
}

function foldersAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}

function isWithin(folder: string, root: string): boolean {
  const flat = (path: string) => `${path.replaceAll('\\', '/').replace(/\/+$/, '').toLowerCase()}/`;
  return flat(folder).startsWith(flat(root));
}
