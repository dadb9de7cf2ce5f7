/**
 * The real PostgreSQL for whoever has none: a cluster in the data folder, on a free port of
 * 127.0.0.1, with a password that only this user can read.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { canReach, type ServerAccount, serverAccount, sharedFolder } from './embedded-account.ts';
import { postgresBinaries } from './embedded-binaries.ts';
import {
  type Cluster,
  clusterUrl,
  makeCluster,
  runningPort,
  startCluster,
  stopCluster,
} from './embedded-cluster.ts';

const DATABASE = 'second_chance';

export interface EmbeddedPostgres {
  /** URL of the owner of everything, with its password. */
  readonly url: string;
  /** Stops the cluster, unless another program is connected to it. Harmless when repeated. */
  readonly stop: () => Promise<void>;
  /** Stops the cluster and deletes it with everything in it. */
  readonly destroy: () => Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Settings for a cluster that is started now, over those it was made with. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts the cluster of `dataDir`, made first where there is none. One that still runs, because the
 * program that started it was killed, is used as it is.
 *
 * Errors: `PostgresNotInstalledError`; anything else is thrown with the words of PostgreSQL.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const account = serverAccount();
  const cluster: Cluster = {
    account,
    binaries: postgresBinaries(account),
    folder: clusterFolder(dataDir, account),
    password: passwordOf(dataDir),
  };
  if (!existsSync(join(cluster.folder, 'PG_VERSION'))) await makeCluster(cluster);
  const port =
    (await runningPort(cluster)) ?? (await startCluster(cluster, options.settings ?? {}));
  await ensureDatabase(clusterUrl(cluster, port, 'postgres'));
  return {
    url: clusterUrl(cluster, port, DATABASE),
    stop: () => stopCluster(cluster),
    destroy: async () => {
      await stopCluster(cluster, { evenIfUsed: true });
      for (const path of [cluster.folder, ...bookkeeping(dataDir)]) {
        rmSync(path, { recursive: true, force: true });
      }
    },
  };
}

/**
 * The cluster's own folder: inside the data folder or, where PostgreSQL's account cannot enter that,
 * in a folder of the system, whose place the data folder then remembers.
 */
function clusterFolder(dataDir: string, account: ServerAccount | null): string {
  const [location] = bookkeeping(dataDir);
  if (existsSync(location)) return readFileSync(location, 'utf8').trim();
  const inside = join(dataDir, 'postgres');
  if (account === null) return inside;
  // A closed data folder is opened to PostgreSQL's group for entering, no more; those above it are
  // not ours to change.
  if (!canReach(account, dataDir) && canReach(account, dirname(dataDir))) {
    chownSync(dataDir, 0, account.gid);
    chmodSync(dataDir, 0o710);
  }
  if (canReach(account, dataDir)) return inside;
  const outside = join(sharedFolder(), `cluster-${randomUUID()}`);
  writeFileSync(location, outside);
  return outside;
}

/** The files beside the cluster: where it is if it is elsewhere, and its password. */
function bookkeeping(dataDir: string): readonly [location: string, password: string] {
  return [join(dataDir, 'postgres.location'), join(dataDir, 'postgres.password')];
}

function passwordOf(dataDir: string): string {
  const [, file] = bookkeeping(dataDir);
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
