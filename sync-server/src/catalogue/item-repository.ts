import type { ItemDocument, ItemStatus } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, ItemId, StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type RawBuilder, sql } from 'kysely';
import { bigintArray, uuidArray } from '../db/binary-arrays.ts';
import type { Scope } from '../db/document-repository.ts';
import type { StockedItem } from './item-view.ts';

export interface ItemQuery {
  readonly storeId: StoreId | undefined;
  readonly categoryId: CategoryId | undefined;
  readonly status: ItemStatus | undefined;
  /** From `searchWords`; each must begin a word of the item. */
  readonly words: readonly string[];
  /** Items made before this one; null: from the newest. */
  readonly before: ItemId | null;
  readonly limit: number;
}

/** Live items with their stock, newest first: their ids begin with the time they were made. */
export async function listItems(
  { tx, organizationId }: Scope,
  { storeId, categoryId, status, words, before, limit }: ItemQuery,
): Promise<readonly StockedItem[]> {
  const conditions = [
    sql`i.organization_id = ${organizationId}`,
    sql`not i.deleted`,
    ...(storeId === undefined ? [] : [sql`i.store_id = ${storeId}`]),
    ...(categoryId === undefined ? [] : [sql`i.category_id = ${categoryId}`]),
    ...(status === undefined ? [] : [HAS_STATUS[status]]),
    ...(before === null ? [] : [sql`i.id < ${before}`]),
    ...words.map(hasWord),
  ];
  return select({ tx, organizationId }, conditions, sql`order by i.id desc limit ${limit}`);
}

/** Items by id with their stock, deleted ones too. */
export function findItems(scope: Scope, ids: readonly ItemId[]): Promise<readonly StockedItem[]> {
  const conditions = [
    sql`i.organization_id = ${scope.organizationId}`,
    sql`i.id = any(${ids}::uuid[])`,
  ];
  return select(scope, conditions, sql``);
}

/** The same rule as `itemStatus`, for conditions. */
const ON_HAND = sql`coalesce(l.on_hand, 0)`;
const HAS_STATUS: Readonly<Record<ItemStatus, RawBuilder<unknown>>> = {
  withdrawn: sql`i.withdrawn`,
  available: sql`not i.withdrawn and (i.kind = 'service' or ${ON_HAND} > 0)`,
  sold: sql`not i.withdrawn and i.kind = 'unique' and ${ON_HAND} <= 0`,
  out_of_stock: sql`not i.withdrawn and i.kind = 'stocked' and ${ON_HAND} <= 0`,
};

/** The same rule as `itemStatus`, as a value: of item `i` with level `l`. */
export const STATUS = sql<ItemStatus>`case
  when i.withdrawn then 'withdrawn'
  when i.kind = 'service' or ${ON_HAND} > 0 then 'available'
  when i.kind = 'unique' then 'sold' else 'out_of_stock' end`;

async function select(
  { tx }: Scope,
  conditions: readonly RawBuilder<unknown>[],
  end: RawBuilder<unknown>,
): Promise<readonly StockedItem[]> {
  const { rows } = await sql<StockedItem>`
    select i.document, i.revision, i.deleted, ${ON_HAND} as "onHand"
    from item i
    left join stock_level l on l.organization_id = i.organization_id
      and l.store_id = i.store_id and l.item_id = i.id
    where ${sql.join(conditions, sql` and `)} ${end}`.execute(tx);
  return rows;
}

function hasWord(beginning: string): RawBuilder<unknown> {
  return sql`exists (
    select from item_word w where w.organization_id = i.organization_id and w.item_id = i.id
      and w.word ^@ ${beginning})`;
}

export interface OpeningStock {
  readonly item: ItemDocument;
  readonly quantity: number;
}

/** The pieces that came with new items, as movements of the ledger. */
export async function insertReceived(
  { tx, organizationId }: Scope,
  { opening, at }: { readonly opening: readonly OpeningStock[]; readonly at: EpochMs },
): Promise<void> {
  const received = opening.filter(({ quantity }) => quantity > 0);
  if (received.length === 0) return;
  await sql`
    insert into stock_movement (organization_id, store_id, item_id, quantity, kind, at)
    select ${organizationId}::uuid, store_id, item_id, quantity, 'received', ${at}::bigint
    from unnest(${uuidArray(received.map(({ item }) => item.storeId))}::uuid[],
      ${uuidArray(received.map(({ item }) => item.id))}::uuid[],
      ${bigintArray(received.map(({ quantity }) => quantity))}::bigint[])
      with ordinality as given (store_id, item_id, quantity, place)
    order by place`.execute(tx);
}

/**
 * The stock of new items as documents, under feed numbers from `first` on. What a till sold of an
 * item before it was known here is in its level already and stays in.
 */
export async function insertStockLevels(
  { tx, organizationId }: Scope,
  { opening, first }: { readonly opening: readonly OpeningStock[]; readonly first: number },
): Promise<void> {
  if (opening.length === 0) return;
  await sql`
    insert into stock_level as l (organization_id, store_id, item_id, on_hand, feed_number)
    select ${organizationId}::uuid, store_id, item_id, on_hand, ${first}::bigint + place - 1
    from unnest(${uuidArray(opening.map(({ item }) => item.storeId))}::uuid[],
      ${uuidArray(opening.map(({ item }) => item.id))}::uuid[],
      ${bigintArray(opening.map(({ quantity }) => quantity))}::bigint[])
      with ordinality as given (store_id, item_id, on_hand, place)
    on conflict (organization_id, store_id, item_id) do update set
      on_hand = l.on_hand + excluded.on_hand, revision = l.revision + 1,
      feed_number = excluded.feed_number`.execute(tx);
}
