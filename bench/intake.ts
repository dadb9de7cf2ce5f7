/**
 * How fast server nodes take journals in: real signed entries from several registers over real
 * HTTP, beside plain multi-row inserts of the same rows into the same database in the same run.
 *
 * npm run bench -- intake [--registers K] [--nodes N] [--sales N] [--lines L] [--run R] [--profile FOLDER]
 */
import { createHash, randomUUID, sign } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@second-chance/shared/contract/protocol.ts';
import { GENESIS_HASH } from '@second-chance/shared/journal/entry.ts';
import {
  anId,
  anItem,
  aSettings,
  DAY,
  ORGANIZATION_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { aRegisterKey, type RegisterKey } from '@second-chance/shared/test/journal-builder.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import pg from 'pg';
import { startEmbeddedPostgres } from '../sync-server/src/db/embedded-postgres.ts';
import { migrate } from '../sync-server/src/db/migrate.ts';
import { cpuMs } from './intake/cpu-time.ts';
import { insertPlainly } from './intake/reference.ts';
import { type ServerProcess, startServerProcess } from './intake/server-process.ts';
import { type SignedRun, signedRuns } from './intake/signed-runs.ts';

const { values: options } = parseArgs({
  options: {
    registers: { type: 'string', default: '2' },
    nodes: { type: 'string', default: '1' },
    sales: { type: 'string', default: '6000' },
    lines: { type: 'string', default: '5' },
    run: { type: 'string', default: '500' },
    items: { type: 'string', default: '2000' },
    profile: { type: 'string' },
  },
});
const registers = Number(options.registers);
const salesEach = Math.ceil(Number(options.sales) / registers);
const linesPerSale = Number(options.lines);
const itemIds = Array.from({ length: Number(options.items) }, (_, index) =>
  anId<'Item'>(index + 1),
);

interface BenchTill {
  readonly registerId: ReturnType<typeof anId<'Register'>>;
  readonly code: string;
  readonly key: RegisterKey;
  readonly runs: readonly SignedRun[];
}

const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-bench-'));
chmodSync(dataDir, 0o755);
const cluster = await startEmbeddedPostgres({ dataDir });
try {
  await migrate({ url: cluster.url });
  console.log(`signing ${registers} × ${salesEach} sales of ${linesPerSale} lines …`);
  const tills = Array.from({ length: registers }, (_, index) => makeTill(index + 1));
  await setUpStore(tills);

  const nodeOptions = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : [];
  const servers: ServerProcess[] = [];
  for (let node = 0; node < Number(options.nodes); node += 1) {
    servers.push(await startServerProcess({ databaseUrl: cluster.url, nodeOptions }));
  }
  const nodesCpuMs = () => sum(servers.map(({ processId }) => cpuMs(processId)));
  console.log('pushing …');
  const postmaster = await postmasterId();
  const before = { server: nodesCpuMs(), database: cpuMs(postmaster) };
  const urlFor = (at: number) => servers[at % servers.length]?.url ?? '';
  const begun = performance.now();
  const times = (await Promise.all(tills.map((till, at) => pushAll(urlFor(at), till)))).flat();
  const seconds = (performance.now() - begun) / 1_000;
  const serverCpu = nodesCpuMs();
  await Promise.all(servers.map((server) => server.stop()));
  // The server's connections have ended with it; only then the postmaster knows their time.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const databaseCpu = cpuMs(postmaster);

  console.log('the same rows, plainly …');
  const reference = await insertPlainly(cluster.url, { connections: registers });
  const stored = await countRows();
  const entries = registers * salesEach;
  if (stored !== entries) throw new Error(`${stored} of ${entries} sales arrived`);
  times.sort((a, b) => a - b);
  const rowsPerSecond = reference.rows / seconds;
  const referenceRowsPerSecond = reference.rows / reference.seconds;
  console.log(
    JSON.stringify({
      registers,
      nodes: servers.length,
      sales: entries,
      linesPerSale,
      seconds: rounded(seconds),
      entriesPerSecond: Math.round(entries / seconds),
      salesPerSecond: Math.round(entries / seconds),
      rowsPerSecond: Math.round(rowsPerSecond),
      referenceRowsPerSecond: Math.round(referenceRowsPerSecond),
      ratio: rounded(rowsPerSecond / referenceRowsPerSecond),
      serverCpuMsPerSale: perSale(before.server, serverCpu),
      databaseCpuMsPerSale: perSale(before.database, databaseCpu),
      runs: times.length,
      runP50Ms: rounded(quantile(times, 0.5)),
      runP99Ms: rounded(quantile(times, 0.99)),
    }),
  );
} finally {
  await cluster.destroy();
  rmSync(dataDir, { recursive: true, force: true });
}

function makeTill(number: number): BenchTill {
  const registerId = anId<'Register'>(0x1000 + number);
  const code = `B${number}`;
  const key = aRegisterKey();
  const runs = signedRuns({
    organizationId: ORGANIZATION_ID,
    storeId: STORE_ID,
    registerId,
    registerCode: code,
    number,
    key,
    sales: salesEach,
    linesPerSale,
    entriesPerRun: Number(options.run),
    itemIds,
    at: Date.now() as EpochMs,
    businessDay: DAY,
  });
  return { registerId, code, key, runs };
}

/** A store with stock enough and registers that are enrolled, past all use cases. */
async function setUpStore(tills: readonly BenchTill[]): Promise<void> {
  await asOwner(async (owner) => {
    await owner.query('insert into organization values ($1, $2, $3, 0)', [
      ORGANIZATION_ID,
      'bench',
      'Bench',
    ]);
    await owner.query(
      'insert into store (organization_id, id, document, feed_number) values ($1, $2, $3, 1)',
      [ORGANIZATION_ID, STORE_ID, JSON.stringify(aSettings())],
    );
    await owner.query('insert into feed_scope values ($1, $2, $3)', [
      ORGANIZATION_ID,
      STORE_ID,
      1 + itemIds.length,
    ]);
    const items = itemIds.map((id) => JSON.stringify(anItem({ id, kind: 'stocked' })));
    await owner.query(
      `insert into item (organization_id, store_id, id, document, feed_number)
       select $1, $2, (d ->> 'id')::uuid, d, 1 from unnest($3::jsonb[]) as d`,
      [ORGANIZATION_ID, STORE_ID, items],
    );
    await owner.query(
      `insert into stock_level (organization_id, store_id, item_id, on_hand, feed_number)
       select organization_id, store_id, id, 1000000000, 1 from item`,
    );
    for (const { registerId, code, key } of tills) {
      const place = [ORGANIZATION_ID, STORE_ID, registerId];
      await owner.query(
        'insert into register (organization_id, store_id, id, code, name, epoch) values ($1, $2, $3, $4, $4, 1)',
        [...place, code],
      );
      await owner.query(
        `insert into register_epoch
           (organization_id, store_id, register_id, epoch, public_key, key_id, enrolled_at)
         values ($1, $2, $3, 1, $4, $5, 0)`,
        [...place, JSON.stringify(key.publicKeyJwk), key.keyId],
      );
      await owner.query(
        `insert into journal_head (organization_id, store_id, register_id, epoch, chain, seq, hash)
         values ($1, $2, $3, 1, 'live', 0, $4)`,
        [...place, GENESIS_HASH],
      );
    }
    await owner.query('vacuum analyze');
  });
}

/** Pushes a till's runs one after another, as a till does. Answers the time of each in ms. */
async function pushAll(url: string, { registerId, key, runs }: BenchTill): Promise<number[]> {
  const path = '/sync/journal';
  const times: number[] = [];
  for (const { body } of runs) {
    const begun = performance.now();
    const response = await fetch(url + path, {
      method: 'POST',
      headers: {
        [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
        authorization: `Till ${proof({ registerId, key, path, body })}`,
      },
      body: new Uint8Array(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    times.push(performance.now() - begun);
  }
  return times;
}

function proof({
  registerId,
  key,
  path,
  body,
}: Pick<BenchTill, 'registerId' | 'key'> & {
  readonly path: string;
  readonly body: Buffer;
}): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'EdDSA' })}.${encode({
    iss: registerId,
    org: ORGANIZATION_ID,
    epoch: 1,
    htm: 'POST',
    htu: path,
    bh: createHash('sha256').update(body).digest('base64url'),
    iat: Math.floor(Date.now() / 1_000),
    jti: randomUUID(),
  })}`;
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

async function countRows(): Promise<number> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query('select count(*)::int as n from sale');
    return rows[0].n;
  });
}

async function asOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: cluster.url });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** The first line of the file that PostgreSQL keeps in its folder. */
async function postmasterId(): Promise<number> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query("select pg_read_file('postmaster.pid') as text");
    return Number.parseInt(rows[0].text, 10);
  });
}

function perSale(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : rounded((to - from) / (registers * salesEach));
}

/** Null where one of them is not known. */
function sum(values: readonly (number | null)[]): number | null {
  return values.reduce((all, value) => (all === null || value === null ? null : all + value), 0);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
