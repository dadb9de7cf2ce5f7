/** Stock levels that one run moves, locked in one order. */
import type { ItemKind } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import { uuidArray } from '../../db/binary-arrays.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ChainPlace } from './journal-repository.ts';
import type { ProjectedMovement } from './project-run.ts';
import { itemsToAskFor, type StockBefore } from './settle-stock.ts';

/**
 * Locks the levels that a run moves, in the order of item ids, and answers what they are. Runs that
 * touch the same items wait for each other here, never in a circle.
 *
 * What kind of item it is, is looked up only where it matters: without a level, or where the run
 * takes the level below zero.
 */
export async function lockLevels(
  tx: TenantTransaction,
  place: ChainPlace,
  movements: readonly ProjectedMovement[],
): Promise<ReadonlyMap<ItemId, StockBefore>> {
  const { organizationId, storeId } = place;
  const itemIds = [...new Set(movements.map(({ itemId }) => itemId))];
  if (itemIds.length === 0) return new Map();
  const { rows } = await sql<{ item_id: ItemId; on_hand: number }>`
    select s.item_id, s.on_hand from stock_level s
    where s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.item_id = any(${uuidArray(itemIds)}::uuid[])
    order by s.item_id
    for update`.execute(tx);
  const levels = new Map(rows.map((row) => [row.item_id, row.on_hand]));
  const kinds = await kindsOf(tx, place, itemsToAskFor(movements, levels));
  const before = new Map<ItemId, StockBefore>();
  for (const itemId of itemIds) {
    const level = levels.get(itemId);
    const kind = kinds.get(itemId) ?? null;
    if (level === undefined && kind === null) continue;
    before.set(itemId, { onHand: level ?? 0, kind, hasLevel: level !== undefined });
  }
  return before;
}

async function kindsOf(
  tx: TenantTransaction,
  { organizationId, storeId }: ChainPlace,
  itemIds: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, ItemKind>> {
  if (itemIds.length === 0) return new Map();
  const { rows } = await sql<{ id: ItemId; kind: ItemKind }>`
    select i.id, i.kind from item i
    where i.organization_id = ${organizationId} and i.store_id = ${storeId}
      and i.id = any(${uuidArray(itemIds)}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, kind }) => [id, kind]));
}
