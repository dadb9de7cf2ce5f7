import { RECEIPT_DAYS } from '@second-chance/shared/documents/receipt.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import { integerArray, uuidArray } from '../../db/binary-arrays.ts';
import { nextFeedNumbers } from '../../db/feed.ts';
import type { ReceiptTable } from '../../db/schema.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { FeedScope } from '../feed/feed-sources.ts';

/** Whether the log tells of this thing in this store. */
export async function wasEverKnown(
  tx: TenantTransaction,
  { organizationId, storeId, id }: FeedScope & { readonly id: string },
): Promise<boolean> {
  const { rows } = await sql<{ readonly known: boolean }>`
    select exists (
      select from audit_log where organization_id = ${organizationId} and store_id = ${storeId}
        and subject = ${id}
    ) as known`.execute(tx);
  return rows[0]?.known ?? false;
}

/**
 * Makes levels that are gone anew from the ledger, for items with movements: their sum, and that
 * each register's journal is in it as far as it is here.
 *
 * Takes the feed's numbers first, so that every run that moved a level before is in the sum, and
 * those that come after move what is made here.
 */
export async function restoreLevels(
  tx: TenantTransaction,
  scope: FeedScope,
  lost: readonly { readonly itemId: string; readonly revision: number }[],
): Promise<readonly string[]> {
  const { organizationId, storeId } = scope;
  const ids = uuidArray(lost.map(({ itemId }) => itemId));
  const { rows: moved } = await sql<{ readonly id: string }>`
    select distinct m.item_id::text as id from stock_movement m
    where m.organization_id = ${organizationId} and m.store_id = ${storeId}
      and m.item_id = any(${ids}::uuid[])`.execute(tx);
  if (moved.length === 0) return [];
  const revisions = new Map(lost.map(({ itemId, revision }) => [itemId, revision]));
  const first = await nextFeedNumbers(tx, scope.storeId, moved.length);
  const { rows } = await sql<{ readonly id: string }>`
    insert into stock_level
      (organization_id, store_id, item_id, on_hand, applied, revision, feed_number)
    select ${organizationId}::uuid, ${storeId}::uuid, l.item_id, (
        select sum(m.quantity) from stock_movement m
        where m.organization_id = ${organizationId} and m.store_id = ${storeId}
          and m.item_id = l.item_id
      ), coalesce((
        select jsonb_object_agg(h.register_id, jsonb_build_object('epoch', h.epoch, 'seq', h.seq))
        from register r join journal_head h on h.organization_id = r.organization_id
          and h.store_id = r.store_id and h.register_id = r.id and h.epoch = r.epoch
          and h.chain = 'live'
        where r.organization_id = ${organizationId} and r.store_id = ${storeId} and exists (
          select from stock_movement m where m.organization_id = ${organizationId}
            and m.store_id = ${storeId} and m.item_id = l.item_id and m.register_id = r.id)
      ), '{}'), l.revision, ${first}::bigint + l.place - 1
    from unnest(${uuidArray(moved.map(({ id }) => id))}::uuid[],
      ${integerArray(moved.map(({ id }) => revisions.get(id) ?? 1))}::int[])
      with ordinality as l (item_id, revision, place)
    on conflict (organization_id, store_id, item_id) do nothing
    returning item_id::text as id`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface LostReceipt {
  readonly id: string;
  readonly revision: number;
  /** Where the till says that it stands in a journal. */
  readonly place: {
    readonly registerId: string;
    readonly epoch: number;
    readonly seq: number;
  } | null;
}

/** Makes receipts anew whose sale is in the store's live journal and not too old. */
export async function restoreReceipts(
  tx: TenantTransaction,
  scope: FeedScope,
  { lost, at }: { readonly lost: readonly LostReceipt[]; readonly at: EpochMs },
): Promise<readonly string[]> {
  const { organizationId, storeId } = scope;
  const oldest = at - RECEIPT_DAYS * 86_400_000;
  const { rows: found } = await sql<Found>`
    select l.id, e.register_id, e.epoch, e.seq, e.at, l.revision
    from unnest(
      ${uuidArray(lost.map(({ id }) => id))}::uuid[],
      ${uuidArray(lost.map(({ place }) => place?.registerId ?? null))}::uuid[],
      ${integerArray(lost.map(({ place }) => place?.epoch ?? null))}::int[],
      ${lost.map(({ place }) => place?.seq ?? null)}::bigint[],
      ${integerArray(lost.map(({ revision }) => revision))}::int[]
    ) as l (id, register_id, epoch, seq, revision)
    left join sale s on s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.id = l.id
    join journal_entry e on e.organization_id = ${organizationId} and e.store_id = ${storeId}
      and e.register_id = coalesce(s.register_id, l.register_id)
      and e.epoch = coalesce(s.epoch, l.epoch) and e.chain = 'live'
      and e.seq = coalesce(s.seq, l.seq)
    where e.type = 'sale_completed' and e.entry::json -> 'payload' ->> 'saleId' = l.id::text
      and e.at >= ${oldest}::bigint
    order by l.id`.execute(tx);
  if (found.length === 0) return [];
  const first = await nextFeedNumbers(tx, scope.storeId, found.length);
  const inserted = await tx
    .insertInto('receipt')
    .values(
      found.map(({ id, register_id, epoch, seq, at: soldAt, revision }, place) => ({
        organization_id: organizationId,
        store_id: storeId,
        id,
        register_id,
        epoch,
        seq,
        at: soldAt,
        revision,
        feed_number: first + place,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return inserted.map(({ id }) => id);
}

type Found = Pick<ReceiptTable, 'id' | 'register_id' | 'epoch' | 'seq' | 'at'> & {
  readonly revision: number;
};
