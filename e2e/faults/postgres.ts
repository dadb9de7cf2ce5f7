/** A real PostgreSQL that can go down as in a power cut and come back at the same address. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
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
  /** Goes down as in a crash and stays there. */
  readonly die: () => Promise<void>;
  /** Comes back after `die`. */
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

  const port = new URL(cluster.url).port;
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const start = ['-o', [`-p ${port}`, ...options].join(' '), 'start'];
  return {
    url: cluster.url,
    folder,
    async crash() {
      await control('-m', 'immediate', 'stop');
      await control(...start);
    },
    die: () => control('-m', 'immediate', 'stop'),
    revive: () => control(...start),
    destroy: () => cluster.destroy(),
  };
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
