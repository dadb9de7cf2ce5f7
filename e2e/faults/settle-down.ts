/** Ends the faults and waits until everybody is in step, or says who is not. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import type { ManagedTill } from './managed-till.ts';
import { type LastNumbers, lastNumbers } from './server-documents.ts';
import type { ShopStore } from './shop.ts';

/**
 * Longer than a till's longest wait between two tries, and what a refusal makes it wait. A build
 * that lacks a guard may never come to it, and its run need not wait for more than that.
 */
export function settledWithinMs({ tills: [till] }: Pick<FaultWorld, 'tills'>): number {
  return till?.mutation === null ? 240_000 : 100_000;
}

export async function settleDown(
  world: FaultWorld,
  { say, withinMs }: { readonly say: (line: string) => void; readonly withinMs: number },
): Promise<void> {
  const { proxy, tills, shop } = world;
  proxy.setWeather(0);
  // One by one, so that each comes back into what the others have done meanwhile.
  for (const { door } of tills) {
    if (!door.isCutOff()) continue;
    door.heal();
    await pause(500);
  }
  await proxy.lateOnesArrived();
  const begun = performance.now();
  let late: readonly string[] = ['nobody was asked'];
  while (late.length > 0 && performance.now() - begun < withinMs) {
    late = (await Promise.all(shop.stores.map((store) => lateInStore(world, store)))).flat();
    await pause(200);
  }
  for (const who of late) breach(world.ledger, 'everybody comes into step by itself', who);
  if (late.length === 0) await everybodyCompares(world, begun + withinMs);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  say(`${late.length === 0 ? 'in step' : 'still not in step'} after ${seconds} s`);
}

/** Only now can a comparison find what nothing else will bring. */
async function everybodyCompares({ tills, ledger }: FaultWorld, deadline: number): Promise<void> {
  const comparedAt = async (till: ManagedTill) =>
    (await till.child().call('compared', null)).comparedAt;
  await Promise.all(
    tills.map(async (till) => {
      const before = await comparedAt(till);
      let after = before;
      while (after === before && performance.now() < deadline) {
        await pause(100);
        after = await comparedAt(till);
      }
      if (after === before) breach(ledger, 'till and server compare what they hold', till.name);
    }),
  );
}

async function lateInStore(
  { tills, observers, postgres }: FaultWorld,
  { id, code }: ShopStore,
): Promise<readonly string[]> {
  const last = await lastNumbers(postgres.url, id);
  const late = await Promise.all(
    tills.filter(({ store }) => store.id === id).map((till) => lateness(till, last)),
  );
  for (const observer of observers.filter(({ storeId }) => storeId === id)) {
    const behind = last[observer.part] - observer.checkpoint();
    if (behind > 0) late.push(`an observer of ${code} is ${behind} numbers behind`);
  }
  return late.filter((each) => each !== null);
}

async function lateness(till: ManagedTill, last: LastNumbers): Promise<string | null> {
  const standing = await till
    .child()
    .call('standing', null)
    .catch(() => null);
  if (standing === null) return `${till.name} is not there any more`;
  const { waitingEntries, intents, checkpoints, problem } = standing;
  const behind = Math.max(
    last.catalogue - checkpoints.catalogue,
    last.receipts - checkpoints.receipts,
  );
  if (waitingEntries + intents.waiting === 0 && behind <= 0 && problem === null) return null;
  return `${till.name}: ${waitingEntries} entries and ${intents.waiting} edits wait, ${behind} numbers behind, ${problem}`;
}
