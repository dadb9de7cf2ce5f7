/** Zero: zero-cache beside the same PostgreSQL, with a database of its own in it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PeerBench, PeerResult } from './peers.ts';
import { propagation } from './propagation.ts';
import { asOwner } from './shop.ts';
import { startWorker } from './worker.ts';

const script = (name: string) => join(import.meta.dirname, '../peers', name);

export async function measureZero(bench: PeerBench): Promise<PeerResult> {
  const { items, edits, propagations } = bench;
  await asOwner(bench.databaseUrl, (owner) => owner.query('create database zero_bench'));
  const databaseUrl = Object.assign(new URL(bench.databaseUrl), { pathname: '/zero_bench' }).href;
  const dataDir = join(bench.folder, 'zero');
  mkdirSync(dataDir);
  const server = startWorker(script('zero-server.mjs'));
  const [first, second] = [1, 2].map(() => startWorker(script('zero-client.mjs')));
  if (first === undefined || second === undefined) throw new Error('two clients were started');
  try {
    const url: string = await server.call('start', { databaseUrl, dataDir, items });
    const expected = items.length;
    const synced = await first.call('firstSync', { url, name: 'first', expected });
    const pushed = await first.call('pushEdits', { count: edits });
    await second.call('firstSync', { url, name: 'second', expected });
    await second.call('follow');
    const ids = items.slice(-propagations).map(({ id }) => id);
    const spread = await propagation({ from: first, to: second, ids });
    for (const client of [first, second]) await client.call('stop');
    return {
      firstSyncSeconds: synced.ms / 1_000,
      firstSyncProcessorSeconds: synced.cpuMs / 1_000,
      pushSeconds: pushed.ms / 1_000,
      ...spread,
    };
  } finally {
    for (const worker of [first, second, server]) await worker.stop();
  }
}
