/** What one run puts into its store's feed: stock levels moved, receipts added. */
import { assert } from '@second-chance/shared/assert.ts';
import { RECEIPT_DAYS } from '@second-chance/shared/documents/receipt.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type RawBuilder, sql } from 'kysely';
import { bigintArray, uuidArray } from '../../db/binary-arrays.ts';
import { takingFeedNumbers, tellOfStore } from '../../db/feed.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ChainPlace } from './journal-repository.ts';
import type { ProjectedSale } from './project-run.ts';
import type { StockChange } from './settle-stock.ts';

const DAY_MS = 86_400_000;

export interface FedChanges {
  /** Stock by item, in the order of item ids. */
  readonly changes: readonly StockChange[];
  readonly sales: readonly ProjectedSale[];
  /** The last entry of the run. */
  readonly seq: number;
  readonly at: EpochMs;
}

/**
 * Moves the levels and adds the receipts, numbered in the store's feed: the last thing a transaction
 * does, for it locks the feed, and all of it one statement. `applied` then says that the register's
 * journal up to `seq` is in a level's number; a late entry of an older epoch does not set that back.
 * Sales older than the days of receipts come too late to be of use at a till.
 */
export async function feedRun(
  tx: TenantTransaction,
  place: ChainPlace,
  { changes, sales, seq, at }: FedChanges,
): Promise<void> {
  const receipts = sales.filter(({ entry }) => entry.at >= at - RECEIPT_DAYS * DAY_MS);
  const count = receipts.length + changes.length;
  if (count === 0) return tellOfStore(tx, place.storeId);
  const parts = [
    ...(changes.length > 0 ? [movingLevels(place, { changes, seq })] : []),
    ...(receipts.length > 0 ? [addingReceipts(place, { receipts, behind: changes.length })] : []),
  ].map((part, index) => sql`, ${sql.ref(`part_${index}`)} as (${part})`);
  const { rows } = await sql<{ readonly first: number }>`
    with numbers as (${takingFeedNumbers(place.storeId, count)}) ${sql.join(parts, sql``)}
    select first from numbers`.execute(tx);
  assert(rows.length === 1, `store ${place.storeId} has no feed`);
}

function movingLevels(
  { organizationId, storeId, registerId, epoch }: ChainPlace,
  { changes, seq }: Pick<FedChanges, 'changes' | 'seq'>,
): RawBuilder<unknown> {
  const applied = JSON.stringify({ [registerId]: { epoch, seq } });
  return sql`
    insert into stock_level as s
      (organization_id, store_id, item_id, on_hand, applied, feed_number)
    select ${organizationId}::uuid, ${storeId}::uuid, c.item_id, c.quantity, ${applied}::jsonb,
      numbers.first + c.place - 1
    from numbers, unnest(
      ${uuidArray(changes.map(({ itemId }) => itemId))}::uuid[],
      ${bigintArray(changes.map(({ quantity }) => quantity))}::bigint[]
    ) with ordinality as c (item_id, quantity, place)
    order by c.place
    on conflict (organization_id, store_id, item_id) do update set
      on_hand = s.on_hand + excluded.on_hand,
      applied = case
        when (s.applied -> ${registerId}::text ->> 'epoch')::int > ${epoch}::int then s.applied
        else s.applied || excluded.applied end,
      revision = s.revision + 1,
      feed_number = excluded.feed_number`;
}

/** Where each receipt stands in the journal; numbered behind what else the run feeds. */
function addingReceipts(
  { organizationId, storeId, registerId, epoch }: ChainPlace,
  { receipts, behind }: { readonly receipts: readonly ProjectedSale[]; readonly behind: number },
): RawBuilder<unknown> {
  return sql`
    insert into receipt
      (organization_id, store_id, id, register_id, epoch, seq, at, feed_number)
    select ${organizationId}::uuid, ${storeId}::uuid, r.id, ${registerId}::uuid, ${epoch}::int,
      r.seq, r.at, numbers.first + ${behind}::bigint + r.place - 1
    from numbers, unnest(
      ${uuidArray(receipts.map(({ record }) => record.saleId))}::uuid[],
      ${bigintArray(receipts.map(({ entry }) => entry.seq))}::bigint[],
      ${bigintArray(receipts.map(({ entry }) => entry.at))}::bigint[]
    ) with ordinality as r (id, seq, at, place)`;
}
