/** Puts goods of another store into stock: the same thing by its code, or a copy of it. */
import { foldName } from '@second-chance/shared/catalogue/import-row.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type {
  CategoryId,
  ItemId,
  PriceScheduleId,
  StoreId,
  TaxRateId,
} from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import { recordChanges } from '../../audit/record-change.ts';
import { replaceItemWords } from '../../catalogue/item-word-repository.ts';
import { bigintArray, textArray, uuidArray } from '../../db/binary-arrays.ts';
import { insertNumbered, listDocuments, type Scope } from '../../db/document-repository.ts';
import { nextFeedNumbers } from '../../db/feed.ts';
import { newId } from '../../db/new-id.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { Arrival } from './arrivals.ts';
import type { ChainPlace } from './journal-repository.ts';

/**
 * The last thing that is done for a store: it locks its feed. A thing that nobody here knows is kept
 * in the sending store's ledger alone.
 */
export async function takeArrival(
  tx: TenantTransaction,
  { organizationId }: ChainPlace,
  { arrival, at }: { readonly arrival: Arrival; readonly at: EpochMs },
): Promise<void> {
  const { storeId } = arrival;
  const scope: Scope = { tx, organizationId };
  const copies = await copiesFor(scope, arrival);
  const pieces = new Map<ItemId, number>();
  const moved = arrival.goods.flatMap(({ known, sourceId, quantity, note }) => {
    const itemId = known ?? copies.get(sourceId)?.id;
    if (itemId === undefined) return [];
    pieces.set(itemId, (pieces.get(itemId) ?? 0) + quantity);
    return [{ itemId, quantity, note }];
  });
  if (moved.length === 0) return;
  const documents = [...copies.values()];
  if (documents.length > 0) {
    const work = { ...scope, at, actorId: null };
    const created = documents.map((after) => ({
      ...{ storeId, action: 'item.create', subject: after.id, before: null, after },
    }));
    await recordChanges(work, created);
    await replaceItemWords(scope, documents);
  }
  await sql`
    insert into stock_movement (organization_id, store_id, item_id, quantity, kind, at, note)
    select ${organizationId}::uuid, ${storeId}::uuid, m.item_id, m.quantity, 'transferred',
      ${at}::bigint, m.note
    from unnest(${uuidArray(moved.map(({ itemId }) => itemId))}::uuid[],
      ${bigintArray(moved.map(({ quantity }) => quantity))}::bigint[],
      ${textArray(moved.map(({ note }) => note))}::text[]) as m (item_id, quantity, note)
  `.execute(tx);
  const levels = [...pieces].toSorted(([left], [right]) => (left < right ? -1 : 1));
  const first = await nextFeedNumbers(tx, storeId, documents.length + levels.length);
  if (documents.length > 0) await insertNumbered(scope, 'item', { storeId, documents, first });
  await addLevels(scope, { storeId, levels, first: first + documents.length });
}

async function addLevels(
  { tx, organizationId }: Scope,
  {
    storeId,
    levels,
    first,
  }: {
    readonly storeId: StoreId;
    readonly levels: readonly (readonly [ItemId, number])[];
    readonly first: number;
  },
): Promise<void> {
  await sql`
    insert into stock_level as s (organization_id, store_id, item_id, on_hand, feed_number)
    select ${organizationId}::uuid, ${storeId}::uuid, l.item_id, l.pieces,
      ${first}::bigint + l.place - 1
    from unnest(${uuidArray(levels.map(([itemId]) => itemId))}::uuid[],
      ${bigintArray(levels.map(([, pieces]) => pieces))}::bigint[])
      with ordinality as l (item_id, pieces, place)
    order by l.place
    on conflict (organization_id, store_id, item_id) do update set
      on_hand = s.on_hand + excluded.on_hand, revision = s.revision + 1,
      feed_number = excluded.feed_number`.execute(tx);
}

/**
 * Documents for things that are new in a store. What they refer to is looked up by its name there; a
 * category of another name is the store's first, for a person to put right.
 */
async function copiesFor(
  scope: Scope,
  { storeId, goods }: Arrival,
): Promise<ReadonlyMap<ItemId, ItemDocument>> {
  const copies = new Map<ItemId, ItemDocument>();
  const fresh = goods.flatMap(({ known, source }) => (known === null && source ? [source] : []));
  if (fresh.length === 0) return copies;
  const names = await namesOf(scope, fresh);
  const categories = await listDocuments(scope, 'category', storeId);
  const taxRates = await listDocuments(scope, 'tax_rate', storeId);
  const schedules = await listDocuments(scope, 'price_schedule', storeId);
  const [fallback] = categories.toSorted((a, b) => a.document.position - b.document.position);
  if (fallback === undefined) return copies;
  const named = <Id extends string>(
    rows: readonly { readonly document: { readonly id: Id; readonly name: string } }[],
    id: string | null,
  ): Id | null => {
    const name = id === null ? undefined : names.get(id);
    if (name === undefined) return null;
    return rows.find(({ document }) => foldName(document.name) === name)?.document.id ?? null;
  };
  for (const source of fresh) {
    if (copies.has(source.id)) continue;
    const schedule = named<PriceScheduleId>(schedules, source.priceScheduleId);
    copies.set(source.id, {
      ...source,
      id: newId<'Item'>(),
      storeId,
      categoryId: named<CategoryId>(categories, source.categoryId) ?? fallback.document.id,
      taxRateId: named<TaxRateId>(taxRates, source.taxRateId),
      priceScheduleId: schedule,
      priceScheduleStart: schedule === null ? null : source.priceScheduleStart,
    });
  }
  return copies;
}

/** Folded names of what the items refer to in the store that they come from. */
async function namesOf(
  scope: Scope,
  items: readonly ItemDocument[],
): Promise<ReadonlyMap<string, string>> {
  const from = items[0]?.storeId ?? null;
  const rows = [
    ...(await listDocuments(scope, 'category', from)),
    ...(await listDocuments(scope, 'tax_rate', from)),
    ...(await listDocuments(scope, 'price_schedule', from)),
  ];
  return new Map(rows.map(({ document: { id, name } }) => [id, foldName(name)]));
}
