/** What the ledger said when goods were counted, and which counts there were. */
import type { ItemId, RegisterId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import { bigintArray, integerArray, textArray, uuidArray } from '../../db/binary-arrays.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ChainPlace } from './journal-repository.ts';

export interface KnownCount {
  readonly countedAt: EpochMs;
  readonly registerId: RegisterId;
}

/** The latest count of each item that has one. */
export async function latestCounts(
  tx: TenantTransaction,
  { organizationId, storeId }: ChainPlace,
  itemIds: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, KnownCount>> {
  if (itemIds.length === 0) return new Map();
  const { rows } = await sql<KnownCount & { readonly itemId: ItemId }>`
    select distinct on (c.item_id) c.item_id as "itemId", c.counted_at as "countedAt",
      c.register_id as "registerId"
    from stock_count_line c
    where c.organization_id = ${organizationId} and c.store_id = ${storeId}
      and c.item_id = any(${uuidArray(itemIds)}::uuid[])
    order by c.item_id, c.counted_at desc`.execute(tx);
  return new Map(rows.map(({ itemId, ...count }) => [itemId, count]));
}

export interface AskedTime {
  readonly itemId: ItemId;
  readonly at: EpochMs;
}

/**
 * What moved after a time, for each pair asked for. The piece that a unique item begins with was
 * there however late the item became known.
 */
export async function movedAfter(
  tx: TenantTransaction,
  { organizationId, storeId }: ChainPlace,
  asked: readonly AskedTime[],
): Promise<readonly number[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<{ readonly pieces: number }>`
    select coalesce(sum(m.quantity), 0)::bigint as pieces
    from unnest(${uuidArray(asked.map(({ itemId }) => itemId))}::uuid[],
      ${bigintArray(asked.map(({ at }) => at))}::bigint[]) with ordinality as a (item_id, at, place)
    left join stock_movement m on m.organization_id = ${organizationId}
      and m.store_id = ${storeId} and m.item_id = a.item_id and m.at > a.at
      and not (m.kind = 'received' and m.register_id is null and m.account_id is null)
    group by a.place order by a.place`.execute(tx);
  return rows.map(({ pieces }) => pieces);
}

/** Levels that are locked already; an item without one has none. */
export async function onHandOf(
  tx: TenantTransaction,
  { organizationId, storeId }: ChainPlace,
  itemIds: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, number>> {
  const { rows } = await sql<{ readonly itemId: ItemId; readonly onHand: number }>`
    select s.item_id as "itemId", s.on_hand as "onHand" from stock_level s
    where s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.item_id = any(${uuidArray(itemIds)}::uuid[])`.execute(tx);
  return new Map(rows.map(({ itemId, onHand }) => [itemId, onHand]));
}

export interface CountedLine {
  readonly itemId: ItemId;
  readonly countedAt: EpochMs;
  readonly seq: number;
  readonly lineNumber: number;
  readonly countId: string;
  readonly name: string;
  readonly counted: number;
  readonly expected: number;
}

export async function insertCounted(
  tx: TenantTransaction,
  { organizationId, storeId, registerId, epoch }: ChainPlace,
  lines: readonly CountedLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into stock_count_line
      (organization_id, store_id, register_id, epoch, item_id, counted_at, seq, line_number,
       count_id, name, counted, expected)
    select ${organizationId}::uuid, ${storeId}::uuid, ${registerId}::uuid, ${epoch}::int, c.*
    from unnest(
      ${uuidArray(lines.map(({ itemId }) => itemId))}::uuid[],
      ${bigintArray(lines.map(({ countedAt }) => countedAt))}::bigint[],
      ${bigintArray(lines.map(({ seq }) => seq))}::bigint[],
      ${integerArray(lines.map(({ lineNumber }) => lineNumber))}::int[],
      ${uuidArray(lines.map(({ countId }) => countId))}::uuid[],
      ${textArray(lines.map(({ name }) => name))}::text[],
      ${bigintArray(lines.map(({ counted }) => counted))}::bigint[],
      ${bigintArray(lines.map(({ expected }) => expected))}::bigint[]
    ) as c`.execute(tx);
}
