/**
 * Both lanes, end to end between real processes: first sync of a large catalogue beside a bare
 * Express + pg → better-sqlite3 pull of the same rows, edits pushed, how soon one till sees what
 * another did, journals taken in; and the same with two peers.
 *
 *   npm run bench -- sync [--items N] [--edits N] [--rounds N] [--sales N] [--only PART,PART] [--no-peers]
 *
 * The last line is one JSON object. Absolute times say more of the machine than of the program; the
 * bare pull and the peers run in the same run on the same documents.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hash } from '@node-rs/argon2';
import { startEmbeddedPostgres } from '../sync-server/src/db/embedded-postgres.ts';
import { migrate } from '../sync-server/src/db/migrate.ts';
import { startServerProcess } from './intake/server-process.ts';
import { benchItems } from './sync/catalogue.ts';
import { measureFirstSync } from './sync/first-sync.ts';
import { measureIntake } from './sync/journal-intake.ts';
import { measureLane } from './sync/lane.ts';
import { measurePeers } from './sync/peers.ts';
import { layShop, PIN } from './sync/shop.ts';

const { values: options } = parseArgs({
  options: {
    items: { type: 'string', default: '100000' },
    edits: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    sales: { type: 'string', default: '6000' },
    only: { type: 'string' },
    'no-peers': { type: 'boolean', default: false },
  },
});
const PARTS = ['first-sync', 'lane', 'intake', 'peers'] as const;
const PROPAGATIONS = 210;
const parts = new Set(options.only?.split(',') ?? PARTS);
const folder = mkdtempSync(join(tmpdir(), 'second-chance-bench-'));
chmodSync(folder, 0o755);
const work = { edits: Number(options.edits), propagations: PROPAGATIONS };
const report: Record<string, unknown> = { bench: 'sync', items: Number(options.items) };
const cluster = await startEmbeddedPostgres({
  dataDir: join(folder, 'postgres'),
  settings: { wal_level: 'logical', max_wal_size: '4GB' },
});
try {
  await migrate({ url: cluster.url });
  const items = benchItems(Number(options.items));
  await layShop(cluster.url, { items, pinHash: await hash(PIN) });
  const server = await startServerProcess({ databaseUrl: cluster.url });
  try {
    const bench = {
      databaseUrl: cluster.url,
      serverUrl: server.url,
      folder,
      items: items.length,
      rounds: Number(options.rounds),
    };
    if (parts.has('first-sync')) report.firstSync = await measureFirstSync(bench);
    if (parts.has('lane')) report.lane = await measureLane(bench, work);
  } finally {
    await server.stop();
  }
  if (parts.has('intake')) report.intake = await measureIntake({ sales: Number(options.sales) });
  if (parts.has('peers') && !options['no-peers']) {
    report.peers = await measurePeers({
      folder,
      items,
      ...work,
      databaseUrl: cluster.url,
    });
  }
} finally {
  await cluster.destroy();
  rmSync(folder, { recursive: true, force: true });
}
console.log(JSON.stringify(report));
