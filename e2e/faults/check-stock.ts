/** Stock is what was there and what moved, at the server and at every till. */
import type { FaultWorld } from './fault-world.ts';
import { breach } from './ledger.ts';
import { ask } from './postgres.ts';

interface Level {
  readonly item: string;
  readonly onHand: number;
  readonly claimed: number;
  readonly moved: number;
  readonly received: number;
}

export async function checkStock(world: FaultWorld): Promise<void> {
  const { ledger, postgres, shop } = world;
  for (const store of shop.stores) {
    const levels = await ask<Level>(
      postgres.url,
      `select l.item_id as item, l.on_hand::int as "onHand", l.claimed::int as claimed,
         coalesce(sum(m.quantity), 0)::int as moved,
         coalesce(sum(m.quantity) filter (where m.register_id is null), 0)::int as received
       from stock_level l
       left join stock_movement m on m.organization_id = l.organization_id
         and m.store_id = l.store_id and m.item_id = l.item_id
       where l.store_id = $1 group by l.item_id, l.on_hand, l.claimed`,
      [store.id],
    );
    const journal = await movementsOfJournal(world, store.id);
    for (const { id, sku, opening, kind } of store.items) {
      if (kind === 'service') continue;
      const level = levels.find(({ item }) => item === id);
      const expected = opening + (journal.get(id) ?? 0);
      if (level?.onHand !== expected || level.moved !== expected || level.received !== opening) {
        breach(ledger, 'stock is opening and movements', { sku, expected, level });
      }
    }
    await checkTills(world, store, levels);
  }
}

/** What the journal that counts says of each item, summed here and not by the product. */
async function movementsOfJournal(
  { postgres }: FaultWorld,
  storeId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await ask<{ readonly entry: string }>(
    postgres.url,
    `select entry from journal_entry where store_id = $1
       and type in ('sale_completed', 'stock_adjusted')`,
    [storeId],
  );
  const sums = new Map<string, number>();
  const move = (item: string, quantity: number) =>
    void sums.set(item, (sums.get(item) ?? 0) + quantity);
  for (const { entry } of rows) {
    const { type, payload } = JSON.parse(entry);
    if (type === 'stock_adjusted') {
      move(payload.itemId, payload.quantity);
      continue;
    }
    for (const line of payload.lines) {
      const leaves = line.returnOf === null || line.returnOf === undefined || line.returnOf.restock;
      if (line.itemId !== null && leaves) move(line.itemId, -line.quantity);
    }
  }
  return sums;
}

async function checkTills(
  { tills, ledger, postgres }: FaultWorld,
  store: FaultWorld['shop']['stores'][number],
  levels: readonly Level[],
): Promise<void> {
  const ids = levels.map(({ item }) => item);
  for (const till of tills.filter((each) => each.store.id === store.id)) {
    // What a frozen epoch moved is with this till alone; a person settles it.
    const frozen = await ask(
      postgres.url,
      'select 1 from journal_evidence where register_id = $1 limit 1',
      [till.registerId],
    );
    if (frozen.length > 0) continue;
    const onHand = await till.child().call('onHand', ids);
    for (const { item, onHand: atServer, claimed } of levels) {
      if (onHand[item] === atServer - claimed) continue;
      breach(ledger, 'a till shows the stock there is', {
        till: till.name,
        item,
        shown: onHand[item],
        atServer,
        claimed,
      });
    }
  }
}
