/** Goods that a run sends to other stores of the organization. */
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId, StoreId } from '@second-chance/shared/ids.ts';
import type { PayloadOf } from '@second-chance/shared/journal/entry.ts';
import { sql } from 'kysely';
import { textArray, uuidArray } from '../../db/binary-arrays.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { ChainPlace } from './journal-repository.ts';
import type { ProjectedTransfer } from './project-run.ts';
import type { Finding } from './read-entry.ts';

/** What comes to one store by one run. */
export interface Arrival {
  readonly storeId: StoreId;
  readonly goods: readonly ArrivingGoods[];
}

export interface ArrivingGoods {
  readonly quantity: number;
  readonly note: string;
  /** As the sending store has it; null where nobody here knows it. */
  readonly source: ItemDocument | null;
  readonly sourceId: ItemId;
  /** The same thing in the store that gets it, by its codes; null where it is new there. */
  readonly known: ItemId | null;
}

/**
 * Transfers by the store that they go to, in the order of their ids. One to a store that the
 * organization does not have goes nowhere (`isLost`).
 */
export async function findArrivals(
  tx: TenantTransaction,
  { organizationId, storeId }: ChainPlace,
  transfers: readonly ProjectedTransfer[],
): Promise<readonly Arrival[]> {
  if (transfers.length === 0) return [];
  const stores = await tx
    .selectFrom('store')
    .select('id')
    .where('organization_id', '=', organizationId)
    .execute();
  const there = new Set<string>(stores.map(({ id }) => id));
  const wanted = new Set(transfers.map(({ payload }) => payload.toStoreId));
  const arrivals: Arrival[] = [];
  for (const to of [...wanted].toSorted()) {
    if (!there.has(to) || to === storeId) continue;
    const lines = transfers
      .filter(({ payload }) => payload.toStoreId === to)
      .flatMap(({ payload }) => payload.lines.map((line) => ({ ...line, note: payload.note })));
    const ids = [...new Set(lines.map(({ itemId }) => itemId))];
    const { rows } = await sql<{ readonly document: ItemDocument }>`
      select document from item where organization_id = ${organizationId}
        and store_id = ${storeId} and id = any(${uuidArray(ids)}::uuid[])`.execute(tx);
    const sources = new Map(rows.map(({ document }) => [document.id, document]));
    const known = await sameThings(tx, { organizationId, storeId: to }, [...sources.values()]);
    const goods = lines.map(({ itemId, quantity, note }) => ({
      ...{ quantity, note, sourceId: itemId },
      source: sources.get(itemId) ?? null,
      known: known.get(sources.get(itemId)?.sku ?? '') ?? null,
    }));
    arrivals.push({ storeId: to, goods });
  }
  return arrivals;
}

/** Live items of a store that have one of these SKUs, by SKU. */
async function sameThings(
  tx: TenantTransaction,
  { organizationId, storeId }: Pick<ChainPlace, 'organizationId' | 'storeId'>,
  sources: readonly ItemDocument[],
): Promise<ReadonlyMap<string, ItemId>> {
  const skus = textArray(sources.map(({ sku }) => sku));
  const { rows } = await sql<{ readonly id: ItemId; readonly sku: string }>`
    select id, sku from item
    where organization_id = ${organizationId} and store_id = ${storeId} and not deleted
      and sku = any(${skus}::text[]) order by id desc`.execute(tx);
  return new Map(rows.map(({ id, sku }) => [sku, id]));
}

/**
 * Locks all levels that a run touches, here and where its goods go, in one order over all stores, so
 * that two stores which send each other goods never wait in a circle.
 */
export async function lockInOrder(
  tx: TenantTransaction,
  { organizationId, storeId }: ChainPlace,
  {
    itemIds,
    arrivals,
  }: { readonly itemIds: readonly ItemId[]; readonly arrivals: readonly Arrival[] },
): Promise<void> {
  const levels = [
    ...itemIds.map((itemId) => ({ storeId, itemId })),
    ...arrivals.flatMap((arrival) =>
      arrival.goods.flatMap(({ known }) =>
        known === null ? [] : [{ storeId: arrival.storeId, itemId: known }],
      ),
    ),
  ];
  await sql`
    select 1 from stock_level s
    where s.organization_id = ${organizationId} and (s.store_id, s.item_id) in (
      select * from unnest(${uuidArray(levels.map((level) => level.storeId))}::uuid[],
        ${uuidArray(levels.map(({ itemId }) => itemId))}::uuid[]))
    order by s.store_id, s.item_id for update`.execute(tx);
}

/** Those before a store in the order of ids, and those after it. */
export function splitByStore(
  arrivals: readonly Arrival[],
  storeId: StoreId,
): readonly [readonly Arrival[], readonly Arrival[]] {
  const isEarlier = (arrival: Arrival) => arrival.storeId < storeId;
  return [arrivals.filter(isEarlier), arrivals.filter((arrival) => !isEarlier(arrival))];
}

/** The goods left, and no store has them. */
export function isLost(
  { toStoreId }: PayloadOf<'stock_transferred'>,
  arrivals: readonly Arrival[],
  { storeId }: ChainPlace,
): boolean {
  return toStoreId === storeId || !arrivals.some((arrival) => arrival.storeId === toStoreId);
}

export function lostTransfer({ entry, payload }: ProjectedTransfer): Finding {
  const { transferId } = payload;
  return {
    kind: 'payload_invalid',
    entry,
    details: { type: entry.type, field: 'toStoreId', transferId },
  };
}
