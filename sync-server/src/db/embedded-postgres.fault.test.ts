import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serverAccount } from './embedded-account.ts';
import { postgresBinaries } from './embedded-binaries.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-pg-'));
  chmodSync(folder, 0o755);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('what is stored is there after a stop and a start', async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder });
  await query(first.url, 'create table kept as select 1 as one');
  expect(await query(first.url, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
  await first.stop();
  await expect(query(first.url, 'select 1')).rejects.toThrow();
  const second = await startEmbeddedPostgres({ dataDir: folder });
  expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
  expect(statSync(join(folder, 'postgres.password')).mode & 0o777).toBe(0o600);
  await second.destroy();
  expect(readdirSync(folder)).toEqual([]);
});

test('a cluster whose server was killed is used as it runs', async () => {
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))};
    const { url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(folder)} });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const pid = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0];
  const again = await startEmbeddedPostgres({ dataDir: folder });
  expect(again.url).toBe(String(said).trim());
  expect(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]).toBe(pid);
  await again.destroy();
});

test('a killed database recovers, also where another process has its number by now', async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder });
  await query(first.url, 'create table kept as select 1 as one');
  const file = join(folder, 'postgres/postmaster.pid');
  const [pid, ...rest] = readFileSync(file, 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
  while (
    await query(first.url, 'select 1').then(
      () => true,
      () => false,
    )
  );
  writeFileSync(file, [String(process.pid), ...rest].join('\n'));
  const second = await startEmbeddedPostgres({ dataDir: folder });
  expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
  await second.destroy();
});

test('a cluster that somebody else still uses is not stopped', async () => {
  const cluster = await startEmbeddedPostgres({ dataDir: folder });
  const other = new pg.Client({ connectionString: cluster.url });
  await other.connect();
  await cluster.stop();
  expect((await other.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await other.end();
  await cluster.destroy();
});

test('a first start that was cut short leaves nothing that is taken for a cluster', async () => {
  mkdirSync(join(folder, 'postgres.new'));
  writeFileSync(join(folder, 'postgres.new/PG_VERSION'), '18');
  const cluster = await startEmbeddedPostgres({ dataDir: folder });
  expect(await query(cluster.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await cluster.destroy();
});

test.skipIf(process.getuid?.() !== 0)(
  'under root a data folder that only root can enter will do',
  async () => {
    const secret = join(folder, 'secret');
    mkdirSync(secret, { mode: 0o700 });
    const data = join(secret, 'data');
    const cluster = await startEmbeddedPostgres({ dataDir: data });
    expect(await query(cluster.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    const outside = readFileSync(join(data, 'postgres.location'), 'utf8');
    expect(existsSync(join(outside, 'PG_VERSION'))).toBe(true);
    await cluster.destroy();
    expect(existsSync(outside)).toBe(false);
  },
);

test.skipIf(process.getuid?.() !== 0)(
  'under root a closed data folder is opened to PostgreSQL alone, and keeps the cluster',
  async () => {
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    const cluster = await startEmbeddedPostgres({ dataDir: data });
    expect(statSync(data).mode & 0o777).toBe(0o710);
    expect(existsSync(join(data, 'postgres/PG_VERSION'))).toBe(true);
    await cluster.destroy();
  },
);

test('what a skipped install script left out is put back, also where only root can enter', () => {
  const secret = join(folder, 'secret');
  const native = join(secret, 'native');
  cpSync(packaged(), native, { recursive: true, verbatimSymlinks: true });
  chmodSync(secret, 0o700);
  const links = readdirSync(join(native, 'lib'), { withFileTypes: true }).filter((file) =>
    file.isSymbolicLink(),
  );
  expect(links.length).toBeGreaterThan(5);
  for (const { name } of links) rmSync(join(native, 'lib', name));
  for (const name of readdirSync(join(native, 'bin'))) chmodSync(join(native, 'bin', name), 0o644);

  const account = serverAccount();
  const installed = { folder: native, version: `test-${process.pid}` };
  const { initdb } = postgresBinaries(account, installed);
  try {
    const { stdout, status } = spawnSync(initdb, ['--version'], {
      encoding: 'utf8',
      cwd: '/',
      ...account,
    });
    expect([status, stdout]).toEqual([0, expect.stringContaining('PostgreSQL')]);
    expect(initdb.startsWith(folder)).toBe(account === null);
  } finally {
    if (account !== null) rmSync(join(initdb, '../..'), { recursive: true });
  }
});

test('an installation without the programs says what to do', () => {
  mkdirSync(join(folder, 'bin'));
  const installed = { folder, version: 'none' };
  expect(() => postgresBinaries(null, installed)).toThrow(/Install again .* or set DATABASE_URL/);
});

/** The folder of PostgreSQL as npm installed it. */
function packaged(): string {
  return join(postgresBinaries(null).initdb, '../..');
}
