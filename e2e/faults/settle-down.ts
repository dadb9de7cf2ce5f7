/** Ends the faults and waits until everybody is in step, or says who is not. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import type { ManagedTill } from './managed-till.ts';
import { ask } from './postgres.ts';

/** Longer than a till's longest wait between two tries, and what a refusal makes it wait. */
export const SETTLED_WITHIN_MS = 120_000;

export async function settleDown(
  world: FaultWorld,
  { say, withinMs }: { readonly say: (line: string) => void; readonly withinMs: number },
): Promise<void> {
  const { proxy, tills, observers, postgres, shop } = world;
  proxy.setWeather(0);
  // One by one, so that each comes back into what the others have done meanwhile.
  for (const { door } of tills) {
    if (!door.isCutOff()) continue;
    door.heal();
    await pause(500);
  }
  const begun = performance.now();
  let late: readonly string[] = ['nobody was asked'];
  while (late.length > 0 && performance.now() - begun < withinMs) {
    const last = await lastNumbers(postgres.url);
    const tillsLate = await Promise.all(tills.map((till) => lateness(till, last)));
    const observersLate = observers.map((observer, index) => {
      const behind = (last.get(shop.stores[index]?.id ?? '') ?? 0) - observer.checkpoint();
      return behind > 0 ? `observer ${index + 1} is ${behind} numbers behind` : null;
    });
    late = [...tillsLate, ...observersLate].filter((each) => each !== null);
    await pause(200);
  }
  say(`in step after ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
  for (const who of late) breach(world.ledger, 'everybody comes into step by itself', who);
}

/** From the documents themselves: whatever numbers them, nobody is in step below the highest. */
async function lastNumbers(databaseUrl: string): Promise<ReadonlyMap<string, number>> {
  const rows = await ask<{ readonly store: string; readonly last: string }>(
    databaseUrl,
    `select store_id as store, max(feed_number) as last from (
       select store_id, feed_number from item union all select store_id, feed_number from category
       union all select store_id, feed_number from tax_rate
       union all select store_id, feed_number from staff
       union all select store_id, feed_number from stock_level
       union all select id, feed_number from store) documents group by store_id`,
  );
  return new Map(rows.map(({ store, last }) => [store, Number(last)]));
}

async function lateness(
  till: ManagedTill,
  last: ReadonlyMap<string, number>,
): Promise<string | null> {
  const { waitingEntries, checkpoint, problem } = await till.child().call('standing', null);
  const behind = (last.get(till.store.id) ?? 0) - checkpoint;
  if (waitingEntries === 0 && behind <= 0 && problem === null) return null;
  return `${till.name}: ${waitingEntries} entries wait, ${behind} numbers behind, ${problem}`;
}
