/** PouchDB on LevelDB at the other end, as an application would run it. */
import { mkdirSync } from 'node:fs';
import PouchDB from 'pouchdb-node';
import { processorMs, residentMemory, serveCalls } from '../sync/worker.ts';

const BATCH = 1_000;
const heard = new Map();
let local;
let live;

function finished(replication) {
  return new Promise((resolve, reject) => {
    replication.on('complete', resolve).on('error', reject);
  });
}

serveCalls({
  async firstSync({ url, dataDir, expected }) {
    mkdirSync(dataDir, { recursive: true });
    const begun = performance.now();
    const cpuBegun = processorMs();
    local = new PouchDB(`${dataDir}/items`);
    await finished(local.replicate.from(url, { batch_size: BATCH, batches_limit: 10 }));
    const ms = performance.now() - begun;
    const { doc_count: documents } = await local.info();
    if (documents !== expected) throw new Error(`${documents} of ${expected} documents came`);
    return { ms, cpuMs: processorMs() - cpuBegun, documents, ...residentMemory() };
  },
  async pushEdits({ url, count }) {
    const { rows } = await local.allDocs({ include_docs: true, limit: count });
    const edited = rows.map(({ doc }) => ({ ...doc, price: doc.price + 1 }));
    await local.bulkDocs(edited);
    const begun = performance.now();
    await finished(local.replicate.to(url, { batch_size: BATCH, batches_limit: 10 }));
    return { ms: performance.now() - begun };
  },
  /** Both ways, live, from here on. */
  async follow({ url }) {
    const { last_seq: since } = await local.changes({ limit: 1, descending: true });
    local
      .changes({ live: true, since, include_docs: true })
      .on('change', ({ id, doc }) => heard.get(`${id} ${doc.price}`)?.());
    live = local.sync(url, { live: true, retry: true, batch_size: BATCH });
    await new Promise((resolve) => live.once('paused', resolve));
  },
  /** When a price of a document is here, in ms since 1970. */
  hear: ({ id, price }) =>
    new Promise((resolve) => {
      heard.set(`${id} ${price}`, () => resolve(performance.timeOrigin + performance.now()));
    }),
  async edit({ id, price }) {
    const document = await local.get(id);
    const at = performance.timeOrigin + performance.now();
    await local.put({ ...document, price });
    return at;
  },
  stop: () => live?.cancel(),
});
