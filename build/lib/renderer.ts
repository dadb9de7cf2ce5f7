/** Builds screens, pages and the desktop program with Vite, where they are missing or older than their sources. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adminFolder, desktopFolder, rendererFolder, root, shopFolder } from './checkout.ts';

interface Screens {
  /** As the one who waits is told. */
  readonly name: string;
  readonly folder: string;
  /** Its configurations of Vite in that folder; each is one run. */
  readonly configs?: readonly string[];
  /** Where the built files go. */
  readonly out: string;
  /** Folders and files from the root that it is made of. */
  readonly sources: readonly string[];
}

const SHARED_SOURCES = ['shared/src', 'shared/ui/src', 'package-lock.json'];

const TILL: Screens = {
  name: 'the screens of the till',
  folder: join(root, 'desktop'),
  out: rendererFolder,
  sources: [
    'desktop/src/renderer',
    'desktop/vite.config.ts',
    'desktop/package.json',
    ...SHARED_SOURCES,
  ],
};

const DESKTOP: Screens = {
  name: 'the desktop program',
  folder: join(root, 'desktop'),
  configs: ['vite.main.config.ts', 'vite.preload.config.ts'],
  out: join(desktopFolder, 'main'),
  sources: [
    'desktop/src',
    'desktop/vite.main.config.ts',
    'desktop/vite.preload.config.ts',
    'desktop/package.json',
    ...SHARED_SOURCES,
  ],
};

const ADMIN: Screens = {
  name: 'the admin web',
  folder: join(root, 'sync-server/web/admin'),
  out: adminFolder,
  sources: ['sync-server/web/admin', 'sync-server/package.json', ...SHARED_SOURCES],
};

const SHOP: Screens = {
  name: 'the shop',
  folder: join(root, 'sync-server/web/shop'),
  out: shopFolder,
  sources: ['sync-server/web/shop', 'sync-server/package.json', ...SHARED_SOURCES],
};

/** The screens of the till, built where they are missing or older than their sources. */
export function buildRenderer(say: (line: string) => void): void {
  build(TILL, say);
}

/** Main, preload and core as Electron runs them. */
export function buildDesktop(say: (line: string) => void): void {
  build(DESKTOP, say);
}

export function buildAdmin(say: (line: string) => void): void {
  build(ADMIN, say);
}

export function buildShop(say: (line: string) => void): void {
  build(SHOP, say);
}

function build(
  { name, folder, configs = ['vite.config.ts'], out, sources }: Screens,
  say: (line: string) => void,
): void {
  const stampFile = join(out, '.sources');
  const stamp = hashOf(sources);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say(`Building ${name} …`);
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  for (const config of configs) {
    const args = [vite, 'build', '--logLevel', 'warn', '--config', config];
    const built = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      // Whoever builds, also a test, gets what is installed.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    if (built.status !== 0) {
      throw new Error(`It could not be built: ${name}.\n${built.stdout}${built.stderr}`);
    }
  }
  writeFileSync(stampFile, stamp);
}

function hashOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf)) {
    hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** The files of a folder below the root, or the file itself; none where it is not there. */
function filesOf(source: string): readonly string[] {
  const path = join(root, source);
  if (!existsSync(path)) return [];
  if (/\.(ts|json)$/.test(source)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
