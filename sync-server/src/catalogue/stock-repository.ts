/** Stock that a person moves at a desk: ledger and level together. */
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';
import { nextFeedNumbers } from '../db/feed.ts';
import type { TenantWork } from '../db/tenant-work.ts';

interface Place {
  readonly storeId: StoreId;
  readonly itemId: ItemId;
}

/** Pieces of an item, locked until the transaction ends; 0 where nothing ever moved. */
export async function lockLevel(
  { tx, organizationId }: Scope,
  { storeId, itemId }: Place,
): Promise<number> {
  const row = await tx
    .selectFrom('stock_level')
    .select('on_hand')
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('item_id', '=', itemId)
    .forUpdate()
    .executeTakeFirst();
  return row?.on_hand ?? 0;
}

/** Whether a request moved stock already. */
export async function hasStockRequest(
  { tx, organizationId }: Scope,
  { storeId, requestId }: { readonly storeId: StoreId; readonly requestId: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('stock_movement')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertDeskMovement(
  { tx, organizationId, at, actorId }: TenantWork,
  { storeId, itemId, quantity, requestId, note }: DeskMovement,
): Promise<void> {
  await tx
    .insertInto('stock_movement')
    .values({
      organization_id: organizationId,
      store_id: storeId,
      item_id: itemId,
      quantity,
      kind: 'adjusted',
      at,
      note,
      request_id: requestId,
      ...(actorId !== null && { account_id: actorId }),
    })
    .execute();
}

interface DeskMovement extends Place {
  readonly quantity: number;
  readonly requestId: string;
  readonly note: string;
}

/** Moves the level of an item, as the last statements of a transaction. */
export async function moveLevel(
  { tx, organizationId }: Scope,
  { storeId, itemId, quantity }: Place & { readonly quantity: number },
): Promise<void> {
  const feed_number = await nextFeedNumbers(tx, storeId, 1);
  await tx
    .insertInto('stock_level')
    .values({
      organization_id: organizationId,
      store_id: storeId,
      item_id: itemId,
      on_hand: quantity,
      feed_number,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'store_id', 'item_id']).doUpdateSet({
        on_hand: sql<number>`stock_level.on_hand + excluded.on_hand`,
        revision: sql<number>`stock_level.revision + 1`,
        feed_number: sql<number>`excluded.feed_number`,
      }),
    )
    .execute();
}
