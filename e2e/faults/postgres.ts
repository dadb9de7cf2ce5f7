/** A real PostgreSQL that can go down as in a power cut and come back at the same address. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { serverAccount } from '../../sync-server/src/db/embedded-account.ts';
import { postgresBinaries } from '../../sync-server/src/db/embedded-binaries.ts';
import { startEmbeddedPostgres } from '../../sync-server/src/db/embedded-postgres.ts';

export interface CrashingPostgres {
  /** URL of the owner, past row-level security. */
  readonly url: string;
  /** Where its files lie. */
  readonly folder: string;
  /** As a crash: no checkpoint, connections broken; then it recovers. Resolves when it answers. */
  readonly crash: () => Promise<void>;
  /** Every process of it, at once; resolves when none is left. Harmless when repeated. */
  readonly kill: () => Promise<void>;
  /** Comes back after `kill`. */
  readonly revive: () => Promise<void>;
  readonly destroy: () => Promise<void>;
}

/** `settings` over the product's own, for builds that lack a guard. */
export async function startCrashingPostgres(
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<CrashingPostgres> {
  const cluster = await startEmbeddedPostgres({ dataDir, settings });
  const [row] = await ask<{ folder: string }>(
    cluster.url,
    `select current_setting('data_directory') as folder`,
  );
  const folder = row?.folder ?? '';
  const account = serverAccount();
  const { pgCtl } = postgresBinaries(account);

  async function control(...args: readonly string[]): Promise<void> {
    const log = ['-l', join(folder, 'server.log')];
    const child = spawn(pgCtl, ['-D', folder, '-w', '-t', '60', ...log, ...args], {
      cwd: '/',
      stdio: 'ignore',
      env: { ...process.env, LC_ALL: 'C' },
      ...account,
    });
    const [status] = await once(child, 'exit');
    if (status !== 0) throw new Error(`pg_ctl ${args.join(' ')} ended with ${status}`);
  }

  let postmaster = pidOf(folder);
  const port = new URL(cluster.url).port;
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const start = ['-o', [`-p ${port}`, ...options].join(' '), 'start'];
  return {
    url: cluster.url,
    folder,
    async crash() {
      await control('-m', 'immediate', 'stop');
      await control(...start);
      postmaster = pidOf(folder);
    },
    kill: () => killFamily(postmaster),
    async revive() {
      await control(...start);
      postmaster = pidOf(folder);
    },
    destroy: () => cluster.destroy(),
  };
}

/** Read while the disk answers: a killed one cannot be asked any more. */
function pidOf(folder: string): number {
  return Number.parseInt(readFileSync(join(folder, 'postmaster.pid'), 'utf8'), 10);
}

async function killFamily(postmaster: number): Promise<void> {
  const family = [postmaster, ...childrenOf(postmaster)];
  for (const pid of family) signal(pid, 'SIGKILL');
  for (let tries = 0; tries < 200 && family.some((pid) => signal(pid, 0)); tries += 1) {
    await pause(25);
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .filter((pid) => parentOf(pid) === parent)
    .map(Number);
}

function parentOf(pid: string): number | null {
  try {
    // Behind the name, which may hold anything: state, parent, …
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return null;
  }
}

function signal(pid: number, what: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, what);
  } catch {
    return false;
  }
}

/** Rows as the owner sees them, on a connection of its own. */
export async function ask<Row extends object>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Row>(text, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}
