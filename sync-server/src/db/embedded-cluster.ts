/** A cluster on disk and its process, driven by PostgreSQL's own initdb and pg_ctl. */
import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { ServerAccount } from './embedded-account.ts';
import type { PostgresBinaries } from './embedded-binaries.ts';

const OWNER = 'second_chance';
const START_TRIES = 5;
const RECOVERY_MS_MAX = 60_000;
const CLOSING_MS_MAX = 1_500;

/** Written into the cluster when it is made; an administrator may change them there. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  // Room for what the searches of a shop of 100,000 things pass over.
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  // A till forgets what it retries only after the server said it has it: that must be on disk.
  synchronous_commit: 'on',
  // A shop's whole catalogue may come within a minute; plans have to know soon.
  autovacuum_naptime: '15s',
  log_min_messages: 'warning',
};

export interface Cluster {
  /** Whom its processes run as; null: as this process. */
  readonly account: ServerAccount | null;
  readonly binaries: PostgresBinaries;
  readonly folder: string;
  readonly password: string;
}

export function clusterUrl({ password }: Cluster, port: number, database: string): string {
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Makes the files of a new cluster. Cut short, it leaves nothing that is taken for one. */
export async function makeCluster(cluster: Cluster): Promise<void> {
  const half = `${cluster.folder}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  const passwordFile = `${half}.password`;
  writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 });
  give(cluster, half, passwordFile);
  try {
    await run(cluster, cluster.binaries.initdb, [
      ...['-D', half, '--username', OWNER, '--pwfile', passwordFile],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C'],
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...Object.entries(SETTINGS).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ]);
    renameSync(half, cluster.folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Starts the cluster and returns its port. It outlives this process until it is stopped. */
export async function startCluster(
  cluster: Cluster,
  settings: Readonly<Record<string, string>>,
): Promise<number> {
  const extra = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const options = [`-p ${port}`, ...extra].join(' ');
    const log = join(cluster.folder, 'server.log');
    try {
      await control(cluster, ['-w', '-t', '120', '-l', log, '-o', options, 'start']);
      return port;
    } catch (error) {
      // Another program may have taken the port or started this very cluster a moment ago.
      const running = await runningPort(cluster);
      if (running !== null) return running;
      if (tries === START_TRIES) throw error;
    }
  }
}

/** The port of this cluster if it runs and takes our password, waiting while it starts or stops. */
export async function runningPort(cluster: Cluster): Promise<number | null> {
  for (let waited = 0; waited < RECOVERY_MS_MAX; waited += 200) {
    const file = postmasterFile(cluster);
    if (file === null) return null;
    if (!isPostgres(file.pid)) {
      // Left by a crash. Another process may have the number by now, which would stop a start.
      rmSync(join(cluster.folder, 'postmaster.pid'), { force: true });
      return null;
    }
    if (await answers(clusterUrl(cluster, file.port, 'postgres'))) return file.port;
    await pause(200);
  }
  return null;
}

/** Stops the cluster; not while somebody else is connected, unless told so. */
export async function stopCluster(
  cluster: Cluster,
  { evenIfUsed = false }: { readonly evenIfUsed?: boolean } = {},
): Promise<void> {
  const file = postmasterFile(cluster);
  if (file === null || !isPostgres(file.pid)) return;
  const url = clusterUrl(cluster, file.port, 'postgres');
  if (!evenIfUsed && (await isUsed(url))) return;
  await control(cluster, ['-w', '-t', '60', '-m', 'fast', 'stop']);
}

/** Whether connections stay: one that was closed a moment ago is still counted for a while. */
async function isUsed(url: string): Promise<boolean> {
  for (let waited = 0; waited < CLOSING_MS_MAX; waited += 100) {
    if ((await othersConnected(url)) === 0) return false;
    await pause(100);
  }
  return true;
}

async function othersConnected(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ readonly others: number }>(
      `select count(*)::int as others from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return rows[0]?.others ?? 0;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function postmasterFile({
  folder,
}: Cluster): { readonly pid: number; readonly port: number } | null {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return null;
  // Lines: process, folder, start, port, …
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

function isPostgres(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (platform() === 'linux') {
    const name = `/proc/${pid}/comm`;
    return existsSync(name) && readFileSync(name, 'utf8').trim() === 'postgres';
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function give({ account }: Cluster, ...paths: readonly string[]): void {
  if (account === null) return;
  for (const path of paths) chownSync(path, account.uid, account.gid);
}

function control(cluster: Cluster, args: readonly string[]): Promise<void> {
  return run(cluster, cluster.binaries.pgCtl, ['-D', cluster.folder, ...args]);
}

/** Runs one of PostgreSQL's programs to its end, free of settings meant for other clusters. */
function run({ account }: Cluster, program: string, args: readonly string[]): Promise<void> {
  const settings = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...Object.fromEntries(settings), LC_ALL: 'C' },
      cwd: platform() === 'win32' ? undefined : '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      ...account,
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code}: ${said.trim()}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('the system gave no port'));
      });
    });
  });
}
