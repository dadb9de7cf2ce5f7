/** A Zero client in Node, with its store in memory: Zero has none on disk for Node. */
import { Zero } from '@rocicorp/zero';
import { processorMs, residentMemory, serveCalls } from '../sync/worker.ts';
import { mutators, queries, schema } from './zero-shared.mjs';

const heard = new Map();
let zero;
let view;

serveCalls({
  async firstSync({ url, name, expected }) {
    const begun = performance.now();
    const cpuBegun = processorMs();
    zero = new Zero({
      cacheURL: url,
      schema,
      mutators,
      userID: 'bench',
      storageKey: name,
      kvStore: 'mem',
      logLevel: 'error',
    });
    const rows = await zero.run(queries.all(), { type: 'complete', ttl: '1h' });
    const ms = performance.now() - begun;
    if (rows.length !== expected) throw new Error(`${rows.length} of ${expected} rows came`);
    return { ms, cpuMs: processorMs() - cpuBegun, documents: rows.length, ...residentMemory() };
  },
  async pushEdits({ count }) {
    const rows = await zero.run(queries.all());
    const begun = performance.now();
    const acknowledged = [];
    for (const { id, price } of rows.slice(0, count)) {
      const { client, server } = zero.mutate(mutators.setPrice({ id, price: price + 1 }));
      await client;
      acknowledged.push(server);
    }
    await Promise.all(acknowledged);
    return { ms: performance.now() - begun };
  },
  async follow() {
    view = zero.materialize(queries.touched());
    await new Promise((resolve) => {
      view.addListener((rows, state) => {
        if (state === 'complete') resolve();
        if (heard.size === 0) return;
        for (const row of rows) heard.get(`${row.id} ${row.price}`)?.();
      });
    });
  },
  hear: ({ id, price }) =>
    new Promise((resolve) => {
      const key = `${id} ${price}`;
      heard.set(key, () => {
        heard.delete(key);
        resolve(performance.timeOrigin + performance.now());
      });
    }),
  edit({ id, price }) {
    const at = performance.timeOrigin + performance.now();
    zero.mutate(mutators.setPrice({ id, price }));
    return at;
  },
  async stop() {
    view?.destroy();
    await zero?.close();
  },
});
