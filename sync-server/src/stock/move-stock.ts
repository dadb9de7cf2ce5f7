/** Stock set right by a person at the desk: movements of the ledger, and the levels they lead to. */
import { assert } from '@second-chance/shared/assert.ts';
import type { StockFix } from '@second-chance/shared/exceptions/settling.ts';
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import { bigintArray, textArray, uuidArray } from '../db/binary-arrays.ts';
import { takingFeedNumbers, tellOfStore } from '../db/feed.ts';
import type { TenantWork } from '../db/tenant-work.ts';

/**
 * Locks the levels of items, in the order of item ids as everybody does, and answers what is there.
 * An item that nothing is known of is not in the answer.
 */
export async function lockedLevels(
  { tx, organizationId }: TenantWork,
  { storeId, itemIds }: { readonly storeId: StoreId; readonly itemIds: readonly ItemId[] },
): Promise<ReadonlyMap<ItemId, number>> {
  const { rows } = await sql<{ item_id: ItemId; on_hand: number }>`
    select s.item_id, s.on_hand from stock_level s
    where s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.item_id = any(${uuidArray(itemIds)}::uuid[])
    order by s.item_id for update`.execute(tx);
  return new Map(rows.map((row) => [row.item_id, row.on_hand]));
}

/**
 * Adds movements and moves the levels, as the last statements of a transaction: it locks the feed.
 * The levels are locked before (`lockedLevels`). Without any the store's pages are told all the same.
 */
export async function moveStock(
  work: TenantWork,
  {
    storeId,
    fixes,
    note,
  }: {
    readonly storeId: StoreId;
    readonly fixes: readonly StockFix<ItemId>[];
    readonly note: string;
  },
): Promise<void> {
  if (fixes.length === 0) return tellOfStore(work.tx, storeId);
  const { tx, organizationId, at, actorId } = work;
  const sorted = fixes.toSorted((left, right) => (left.itemId < right.itemId ? -1 : 1));
  const itemIds = uuidArray(sorted.map(({ itemId }) => itemId));
  const quantities = bigintArray(sorted.map(({ quantity }) => quantity));
  await sql`
    insert into stock_movement
      (organization_id, store_id, item_id, quantity, kind, at, note, account_id)
    select ${organizationId}::uuid, ${storeId}::uuid, m.item_id, m.quantity, m.kind, ${at}::bigint,
      ${note}::text, ${actorId}::uuid
    from unnest(${itemIds}::uuid[], ${quantities}::bigint[],
      ${textArray(sorted.map(({ kind }) => kind))}::text[]) as m (item_id, quantity, kind)
  `.execute(tx);
  const { numAffectedRows } = await sql`
    with numbers as (${takingFeedNumbers(storeId, sorted.length)})
    insert into stock_level as s (organization_id, store_id, item_id, on_hand, feed_number)
    select ${organizationId}::uuid, ${storeId}::uuid, m.item_id, m.quantity,
      numbers.first + m.place - 1
    from numbers, unnest(${itemIds}::uuid[], ${quantities}::bigint[])
      with ordinality as m (item_id, quantity, place)
    order by m.place
    on conflict (organization_id, store_id, item_id) do update set
      on_hand = s.on_hand + excluded.on_hand, revision = s.revision + 1,
      feed_number = excluded.feed_number`.execute(tx);
  assert(numAffectedRows === BigInt(sorted.length), `store ${storeId} has no feed`);
}
