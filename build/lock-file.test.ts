import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const locked = Object.entries<LockedPackage>(read('package-lock.json').packages);
const allowed: Readonly<Record<string, boolean>> = read('package.json').allowScripts;

test('the lock file names no registry, so that every machine may use its own', () => {
  const addresses = locked.filter(([, { resolved, link }]) => resolved !== undefined && !link);
  expect(addresses).toEqual([]);
});

test('the lock file has the packages of every platform, or `npm ci` refuses it on some', () => {
  const paths = new Set(locked.map(([path]) => path));
  const missing = locked.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !paths.has(`node_modules/${name}`) && !paths.has(`${path}/node_modules/${name}`),
    ),
  );
  expect(missing).toEqual([]);
});

test('every package with an install script is either allowed or denied by name', () => {
  const undecided = locked
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
    .filter((name) => allowed[name] === undefined);
  expect(undecided).toEqual([]);
});
