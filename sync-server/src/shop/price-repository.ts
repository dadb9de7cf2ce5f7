import type { ItemId, PriceScheduleId, StoreId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

export interface DueItem {
  readonly itemId: ItemId;
  readonly price: MinorUnits;
  readonly scheduleId: PriceScheduleId | null;
  readonly scheduleStart: BusinessDay;
}

/** Things on sale whose price is another since that day or earlier. */
export async function dueForPricing(
  { tx, organizationId }: Scope,
  due: { readonly storeId: StoreId; readonly day: BusinessDay; readonly limit: number },
): Promise<readonly DueItem[]> {
  const { rows } = await sql<DueItem>`
    select item_id as "itemId", price, schedule_id as "scheduleId",
      schedule_start as "scheduleStart"
    from shop_item
    where organization_id = ${organizationId} and reprice_on <= ${due.day}::date
      and store_id = ${due.storeId}
    limit ${due.limit} for update skip locked`.execute(tx);
  return rows;
}

export interface NewPrice {
  readonly itemId: ItemId;
  /** What it was computed from. */
  readonly tagPrice: MinorUnits;
  readonly price: MinorUnits;
  readonly since: BusinessDay | null;
  readonly changesOn: BusinessDay | null;
}

export async function writePrices(
  { tx, organizationId }: Scope,
  prices: readonly NewPrice[],
): Promise<void> {
  await sql`
    update shop_item s set sort_price = p.price, price_since = p.since, reprice_on = p.changes_on,
      changed_at = (extract(epoch from now()) * 1000)::bigint
    from unnest(
      ${prices.map(({ itemId }) => itemId)}::uuid[],
      ${prices.map(({ tagPrice }) => tagPrice)}::bigint[],
      ${prices.map(({ price }) => price)}::bigint[],
      ${prices.map(({ since }) => since)}::date[],
      ${prices.map(({ changesOn }) => changesOn)}::date[]
    ) as p (item_id, tag_price, price, since, changes_on)
    where s.organization_id = ${organizationId} and s.item_id = p.item_id
      and s.price = p.tag_price`.execute(tx);
}
