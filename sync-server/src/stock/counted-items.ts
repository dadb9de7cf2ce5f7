import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

/** Those of the items that some register counted. */
export async function countedItems(
  { tx, organizationId }: Scope,
  storeId: StoreId,
  itemIds: readonly ItemId[],
): Promise<ReadonlySet<ItemId>> {
  if (itemIds.length === 0) return new Set();
  const { rows } = await sql<{ readonly id: ItemId }>`
    select distinct item_id as id from stock_count_line
    where organization_id = ${organizationId} and store_id = ${storeId}
      and item_id = any(${[...itemIds]}::uuid[])`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
