/** PouchDB with LevelDB on both ends, `express-pouchdb` between them. */
import { join } from 'node:path';
import type { PeerBench, PeerResult } from './peers.ts';
import { propagation } from './propagation.ts';
import { startWorker } from './worker.ts';

const script = (name: string) => join(import.meta.dirname, '../peers', name);

export async function measurePouch(bench: PeerBench): Promise<PeerResult> {
  const { folder, items, edits, propagations } = bench;
  const server = startWorker(script('pouch-server.mjs'));
  const [first, second] = [1, 2].map(() => startWorker(script('pouch-client.mjs')));
  if (first === undefined || second === undefined) throw new Error('two clients were started');
  try {
    const url: string = await server.call('start', { dataDir: join(folder, 'pouch'), items });
    const expected = items.length;
    const sync = (client: typeof first, name: string) =>
      client.call('firstSync', { url, dataDir: join(folder, name), expected });
    const synced = await sync(first, 'pouch-1');
    const pushed = await first.call('pushEdits', { url, count: edits });
    await sync(second, 'pouch-2');
    for (const client of [first, second]) await client.call('follow', { url });
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
