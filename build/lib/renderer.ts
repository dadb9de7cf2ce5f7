import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rendererFolder, root } from './checkout.ts';

const SOURCES = ['desktop/src/renderer', 'shared/src', 'shared/ui/src'];
const SOURCE_FILES = ['desktop/vite.config.ts', 'desktop/package.json', 'package-lock.json'];
const stampFile = join(rendererFolder, '.sources');

/** Builds the till's screens where they are missing or older than their sources. */
export function buildRenderer(say: (line: string) => void): void {
  const sources = hashOfSources();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sources) return;
  say('Building the screens of the till …');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'desktop'),
    encoding: 'utf8',
  });
  if (built.status !== 0) {
    throw new Error(`The screens could not be built:\n${built.stdout}${built.stderr}`);
  }
  writeFileSync(stampFile, sources);
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const folders = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort(),
  );
  const files = SOURCE_FILES.map((file) => join(root, file)).filter((file) => existsSync(file));
  for (const file of [...files, ...folders])
    hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}
