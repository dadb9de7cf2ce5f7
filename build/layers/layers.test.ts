import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { LAYERS, layerOf } from './layer-table.ts';

const root = join(import.meta.dirname, '../..');
const ROOTS = ['shared/src', 'shared/ui/src', 'desktop/src', 'sync-server/src', 'sync-server/web'];
/** No sitting takes in more; most files stay far below. */
const LINES_MAX = 450;
/** The compiler catches every other way to time and chance: shared has no types for them. */
const IMPURE = /\bDate\.now\b|\bDate\(\s*\)|\bMath\.random\b/;

const files = ROOTS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true }).map((file) =>
    join(folder, String(file)).replaceAll('\\', '/'),
  ),
).filter((file) => /\.tsx?$/.test(file) && !isTest(file) && !file.endsWith('.config.ts'));

test('every folder of source is in the table', () => {
  expect(files.filter((file) => layerOf(file) === null)).toEqual([]);
});

test('every file imports only what its layer may', () => {
  const forbidden = files.flatMap((file) => {
    const layer = layerOf(file) ?? '';
    const refused = importsOf(file).filter((from) => !mayImport({ file, layer, from }));
    return refused.map((from) => `${file} imports ${from}`);
  });
  expect(forbidden).toEqual([]);
});

test('every file is short enough to be read in one go', () => {
  const lines = (file: string) => textOf(file).split('\n').length;
  expect(files.filter((file) => lines(file) > LINES_MAX)).toEqual([]);
});

test('what is shared reads no clock and rolls no dice', () => {
  const impure = files.filter((file) => {
    const code = textOf(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    return file.startsWith('shared/src/') && IMPURE.test(code);
  });
  expect(impure).toEqual([]);
});

test('every layer of the table has files, so that the table does not outlive the folders', () => {
  const used = new Set(files.map(layerOf));
  expect(Object.keys(LAYERS).filter((layer) => !used.has(layer))).toEqual([]);
});

test('the table itself refuses what the architecture forbids', () => {
  const renderer = 'desktop/src/renderer/sell/tile.tsx';
  const core = 'desktop/src/core/journal/append-entry.ts';
  const refused = (file: string, from: string) =>
    !mayImport({ file, layer: layerOf(file) ?? '', from });
  expect(refused(renderer, '../../core/till.ts')).toBe(true);
  expect(refused(renderer, 'node:fs')).toBe(true);
  expect(refused(renderer, 'better-sqlite3')).toBe(true);
  expect(refused(core, '../sell/pay.ts')).toBe(true);
  expect(refused(core, '@second-chance/shared/test/builders.ts')).toBe(true);
  expect(refused('shared/src/money/allocate.ts', 'dinero.js')).toBe(true);
  expect(refused('sync-server/src/db/pool.ts', '../http/app.ts')).toBe(true);
  expect(refused(core, '../store/open-store.ts')).toBe(false);
  expect(layerOf('desktop/src/core/somewhere-new/file.ts')).toBeNull();
});

interface Import {
  readonly file: string;
  readonly layer: string;
  readonly from: string;
}

function mayImport({ file, layer, from }: Import): boolean {
  const rules = LAYERS[layer];
  if (rules === undefined) return false;
  if (from.startsWith('node:')) return rules.node === true;
  const target = targetOf(file, from);
  if (target === null) return rules.packages.includes(packageOf(from));
  if (isTest(target)) return false;
  const targetLayer = layerOf(target);
  return targetLayer !== null && (targetLayer === layer || rules.imports.includes(targetLayer));
}

/** The file of ours that an import names, from the root; null for a package. */
function targetOf(file: string, from: string): string | null {
  if (from.startsWith('.')) return join(dirname(file), from).replaceAll('\\', '/');
  for (const [start, folder] of OWN_PACKAGES) {
    if (from.startsWith(start)) return folder + from.slice(start.length);
  }
  return null;
}

const OWN_PACKAGES = [
  ['@second-chance/shared/test/', 'shared/test/'],
  ['@second-chance/shared/', 'shared/src/'],
  ['@second-chance/ui/', 'shared/ui/src/'],
] as const;

function packageOf(from: string): string {
  return from.split('/', from.startsWith('@') ? 2 : 1).join('/');
}

function importsOf(file: string): readonly string[] {
  const statements = textOf(file).matchAll(
    /^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|\bimport\(\s*'([^']+)'/gm,
  );
  return [...statements].map(([, named, called]) => named ?? called ?? '');
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.includes('/test/') || file.startsWith('shared/test/');
}

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
