/**
 * Lays out what goes into the package: the built program, and the two packages that come with
 * binaries. Everything else is in the built files already.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { desktopFolder, root } from '../lib/checkout.ts';

export type Platform = 'linux' | 'darwin' | 'win32';
export type Arch = 'x64' | 'arm64';
export interface Target {
  readonly platform: Platform;
  readonly arch: Arch;
}

interface PackageFile {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const modules = join(root, 'node_modules');

/** Fills `folder` with the program for one target; what was in it is gone. */
export function stageApp(folder: string, target: Target): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of ['main', 'preload', 'renderer']) {
    cpSync(join(desktopFolder, part), join(folder, part), {
      recursive: true,
      filter: (file) => !file.endsWith('.sources'),
    });
  }
  const argon2 = `@node-rs/argon2-${argon2Binary(target)}`;
  const packages = ['better-sqlite3', '@node-rs/argon2', argon2];
  for (const name of packages) copyPackage(name, folder, target);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest(packages), null, 2));
}

/** Which of a package's files a target needs; the rest is source code and other machines' binaries. */
function copyPackage(name: string, folder: string, { platform, arch }: Target): void {
  const from = join(modules, name);
  if (!existsSync(from)) {
    throw new Error(
      `${name} is not installed, and a package for ${platform} ${arch} needs it. Install it for that ` +
        `machine: npm install --ignore-scripts --no-save --force --os=${platform} --cpu=${arch} ${name}`,
    );
  }
  const unneeded = [join(from, 'deps'), join(from, 'src'), join(from, 'node_modules')];
  const prebuilds = join(from, 'prebuilds');
  cpSync(from, join(folder, 'node_modules', name), {
    recursive: true,
    filter: (file) =>
      !unneeded.includes(file) &&
      (!file.startsWith(prebuilds) ||
        file === prebuilds ||
        file === join(prebuilds, `${platform}-${arch}.node`)),
  });
}

function argon2Binary({ platform, arch }: Target): string {
  const libc = { linux: '-gnu', win32: '-msvc', darwin: '' }[platform];
  return `${platform}-${arch}${libc}`;
}

/** The package's own `package.json`: names, and the packages that lie beside the program. */
function manifest(packages: readonly string[]) {
  const desktop = readPackage(join(root, 'desktop'));
  return {
    name: 'second-chance',
    productName: 'Second Chance',
    version: desktop.version,
    description: 'The till of Second Chance: sells with and without a network',
    author: { name: 'Second Chance', email: 'desk@second-chance.example' },
    homepage: 'https://second-chance.example',
    license: 'UNLICENSED',
    private: true,
    type: 'module',
    main: 'main/main.js',
    dependencies: Object.fromEntries(
      packages.map((name) => [name, readPackage(join(modules, name)).version]),
    ),
  };
}

function readPackage(folder: string): PackageFile {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;
}
