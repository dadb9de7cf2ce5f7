/** Edits pushed by one till, and how soon another one has what it did. */
import { join } from 'node:path';
import { CORE_NODE_OPTIONS } from '@second-chance/desktop/src/core/process-options.ts';
import { itemIdOf } from './catalogue.ts';
import type { Bench } from './first-sync.ts';
import { propagation } from './propagation.ts';
import { addRegister, PIN, STAFF_ID } from './shop.ts';
import { startWorker, type Worker } from './worker.ts';

/** Registers of the other parts have lower numbers. */
const FIRST_REGISTER = 500;
const WITHOUT_STREAM = 15;

export async function measureLane(
  bench: Bench,
  { edits, propagations }: { readonly edits: number; readonly propagations: number },
) {
  const tills: Worker[] = [];
  try {
    for (const number of [1, 2]) tills.push(await syncedTill(bench, FIRST_REGISTER + number));
    const [from, to] = tills;
    if (from === undefined || to === undefined) throw new Error('two tills were started');
    const ids = Array.from({ length: edits }, (_, place) => itemIdOf(place));
    const pushed = await from.call('pushEdits', { ids, price: 4_321 });
    console.log(`push: ${JSON.stringify(pushed)}`);
    await to.call('hear', { id: ids.at(-1), price: 4_321 });
    const live = await to.call('live');
    // Where no stream opens, the till hears by asking again and again: a few will do.
    const length = live ? propagations : WITHOUT_STREAM;
    const touched = Array.from({ length }, (_, at) => itemIdOf(bench.items - 1 - at));
    const spread = await propagation({ from, to, ids: touched });
    return {
      edits,
      localEditSeconds: pushed.editMs / 1_000,
      pushSeconds: pushed.ms / 1_000,
      pushProcessorSeconds: pushed.cpuMs / 1_000,
      live,
      ...spread,
    };
  } finally {
    for (const till of tills) await till.stop();
  }
}

async function syncedTill(bench: Bench, number: number): Promise<Worker> {
  const { code } = await addRegister(bench.databaseUrl, number);
  const script = join(import.meta.dirname, 'till-process.ts');
  const till = startWorker(script, { nodeOptions: CORE_NODE_OPTIONS });
  await till.call('open', { dataDir: join(bench.folder, `till-${number}`) });
  await till.call('firstSync', { url: bench.serverUrl, code, expected: bench.items });
  await till.call('signIn', { staffId: STAFF_ID, pin: PIN });
  return till;
}
