/**
 * The public shop with 100,000 things on one node: home, searches, pages of things and the REST
 * list, beside a bare Express and pg page in the same run. All load comes from another process.
 *
 *   npm run bench -- web [--items N] [--seconds S]
 *
 * The last line is one JSON object; times in ms. Exit status 1 where the page of a thing under 50
 * connections is over its ratio to the bare page, or a search over its budget; see `BUDGET`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ORGANIZATION_ID } from '@second-chance/shared/test/builders.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import pg from 'pg';
import { buildShop } from '../build/lib/renderer.ts';
import { startEmbeddedPostgres } from '../sync-server/src/db/embedded-postgres.ts';
import { migrate } from '../sync-server/src/db/migrate.ts';
import { openPool } from '../sync-server/src/db/pool.ts';
import { inTenant } from '../sync-server/src/db/tenant-transaction.ts';
import { readFrameRows } from '../sync-server/src/shop/frame-repository.ts';
import { repriceDue } from '../sync-server/src/shop/reprice.ts';
import { startServerProcess } from './intake/server-process.ts';
import { anySearches, fillCatalogue } from './web/fill-catalogue.ts';
import type { LoadOrder, LoadResult } from './web/load-process.ts';

/** Ratios hold on any machine; the time of a search is meant for one that does nothing else. */
const BUDGET = { itemRatioP99: 3, searchP99Ms: 30 };
const CONNECTIONS = 50;
const SEARCHES = 400;
/** Pages that are asked for: more than a node keeps drawn. */
const ITEMS_ASKED = 20_000;

const { values: options } = parseArgs({
  options: {
    items: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '8' },
  },
});
const seconds = Number(options.seconds);
const today = new Date().toISOString().slice(0, 10) as BusinessDay;

buildShop(console.log);
const dataDir = mkdtempSync(join(tmpdir(), 'second-chance-bench-'));
chmodSync(dataDir, 0o755);
const cluster = await startEmbeddedPostgres({ dataDir });
const bare = { process: null as ChildProcess | null };
try {
  await migrate({ url: cluster.url });
  console.log(`filling the shop with ${options.items} things …`);
  const owner = new pg.Client({ connectionString: cluster.url });
  await owner.connect();
  const begun = performance.now();
  const items = await fillCatalogue(owner, { count: Number(options.items), today });
  const fillSeconds = (performance.now() - begun) / 1_000;
  await owner.end();
  await priceToday(cluster.url);

  const server = await startServerProcess({ databaseUrl: cluster.url });
  const bareUrl = await startBare();
  const step = Math.max(1, Math.floor(items.length / ITEMS_ASKED));
  const asked = items.filter((_, place) => place % step === 0);
  const searches = anySearches(SEARCHES).map(
    (text) => `${server.url}/en/search?q=${encodeURIComponent(text)}`,
  );
  const pages = {
    bare: asked.map(({ id }) => `${bareUrl}/item/${id}`),
    item: asked.map(({ path }) => server.url + path),
    home: [`${server.url}/en/`],
    rest: [`${server.url}/items?limit=50`],
  };
  await load({ urls: pages.home, connections: 2, seconds: 2 });
  const results: Record<string, LoadResult> = {};
  for (const [name, urls] of Object.entries(pages)) {
    await load({ urls, connections: 10, seconds: 1 });
    console.log(`${name} …`);
    results[name] = await load({ urls, connections: CONNECTIONS, seconds });
  }
  console.log('search, one at a time and under load …');
  await load({ urls: searches, connections: 2, seconds: 2 });
  results.search = await load({ urls: searches, connections: 1, seconds });
  results.searchUnderLoad = await load({ urls: searches, connections: CONNECTIONS, seconds });
  await server.stop();

  const itemRatioP99 = (results.item?.p99Ms ?? 0) / (results.bare?.p99Ms ?? 1);
  const searchP99Ms = results.search.p99Ms;
  const over = itemRatioP99 > BUDGET.itemRatioP99 || searchP99Ms > BUDGET.searchP99Ms;
  console.log(
    JSON.stringify({
      items: items.length,
      connections: CONNECTIONS,
      fillSeconds: rounded(fillSeconds),
      ...Object.fromEntries(Object.entries(results).map(([name, one]) => [name, summary(one)])),
      itemRatioP99: rounded(itemRatioP99),
      budget: BUDGET,
      withinBudget: !over,
    }),
  );
  process.exitCode = over ? 1 : 0;
} finally {
  bare.process?.disconnect();
  await cluster.destroy();
  rmSync(dataDir, { recursive: true, force: true });
}

/** What visits bring about when a day begins, until there is nothing left to price. */
async function priceToday(url: string): Promise<void> {
  const { db } = openPool({ url, maxConnections: 1, onError: () => undefined });
  const organizationId = ORGANIZATION_ID;
  const at = Date.now() as EpochMs;
  for (let priced = 1; priced > 0; ) {
    priced = await inTenant(db, organizationId, async (tx) => {
      const scope = { tx, organizationId };
      return repriceDue(scope, { ...(await readFrameRows(scope, at)), at });
    });
  }
  await db.destroy();
}

async function startBare(): Promise<string> {
  bare.process = fork(join(import.meta.dirname, 'web/bare-server.ts'), {
    env: { ...process.env, DATABASE_URL: cluster.url, ORGANIZATION_ID, NODE_ENV: 'production' },
  });
  const [{ url }] = await once(bare.process, 'message');
  return url;
}

async function load(order: LoadOrder): Promise<LoadResult> {
  const child = fork(join(import.meta.dirname, 'web/load-process.ts'));
  child.send(order);
  const [result] = await once(child, 'message');
  return result;
}

function summary({ requests, seconds: took, p50Ms, p99Ms, bytes }: LoadResult) {
  return {
    requestsPerSecond: Math.round(requests / took),
    p50Ms: rounded(p50Ms),
    p99Ms: rounded(p99Ms),
    bytes,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
