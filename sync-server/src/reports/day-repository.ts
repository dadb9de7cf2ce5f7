/** Sums over the sales of single days: each query goes over the index of those days alone. */
import type { DayFigures } from '@second-chance/shared/contract/rest/reports.ts';
import type { CategoryId, OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';

export interface StorePlace {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
}

/** Rows of a store's sales on given business days, for the `from` of a query. */
function salesOn({ organizationId, storeId }: StorePlace, days: readonly BusinessDay[]) {
  return sql`sale s where s.organization_id = ${organizationId} and s.store_id = ${storeId}
    and s.business_day = any(${days}::date[])`;
}

/**
 * What a day came to, up to a time where that is given. Pieces that went out: those of a void did
 * not, those that came back did.
 */
export async function dayFigures(
  tx: TenantTransaction,
  place: StorePlace,
  { day, until }: { readonly day: BusinessDay; readonly until: EpochMs | null },
): Promise<DayFigures> {
  const { rows } = await sql<DayFigures>`
    select count(*) as records, coalesce(sum(s.net), 0)::bigint as net,
      coalesce(sum(s.tax), 0)::bigint as tax, coalesce(sum(s.gross), 0)::bigint as gross,
      greatest(coalesce(sum(l.pieces), 0), 0)::bigint as "itemsSold"
    from (select s.* from ${salesOn(place, [day])}
      and (${until}::bigint is null or s.at <= ${until}::bigint)) s
    cross join lateral (
      select sum(case when s.kind = 'void' or quantity > 0 then quantity else 0 end) as pieces
      from sale_line l
      where l.organization_id = s.organization_id and l.store_id = s.store_id
        and l.sale_id = s.id
    ) l`.execute(tx);
  return rows[0] ?? { records: 0, net: 0, tax: 0, gross: 0, itemsSold: 0 };
}

interface CountAndSum {
  readonly count: number;
  readonly total: number;
}

/** Returns and voids of a day, with their own sign. */
export async function dayKinds(
  tx: TenantTransaction,
  place: StorePlace,
  day: BusinessDay,
): Promise<{ readonly returns: CountAndSum; readonly voids: CountAndSum }> {
  const { rows } = await sql<CountAndSum & { readonly kind: string }>`
    select s.kind, count(*) as count, sum(s.gross)::bigint as total
    from ${salesOn(place, [day])} and s.kind in ('return', 'void')
    group by s.kind`.execute(tx);
  const of = (kind: string) => {
    const { count = 0, total = 0 } = rows.find((row) => row.kind === kind) ?? {};
    return { count, total };
  };
  return { returns: of('return'), voids: of('void') };
}

/** What was settled by each tender, the largest first. */
export async function dayTenders(
  tx: TenantTransaction,
  place: StorePlace,
  day: BusinessDay,
): Promise<readonly (CountAndSum & { readonly kind: string })[]> {
  const { rows } = await sql<CountAndSum & { readonly kind: string }>`
    select t.kind, count(*) as count, sum(t.amount)::bigint as total
    from (select s.* from ${salesOn(place, [day])}) s
    join sale_tender t on t.organization_id = s.organization_id and t.store_id = s.store_id
      and t.sale_id = s.id
    group by t.kind order by total desc, t.kind`.execute(tx);
  return rows;
}

/** Sums by quarter of an hour of the epoch: every time zone's hours are made of whole ones. */
export async function dayQuarters(
  tx: TenantTransaction,
  place: StorePlace,
  day: BusinessDay,
): Promise<
  readonly { readonly from: EpochMs; readonly records: number; readonly gross: number }[]
> {
  const { rows } = await sql<{ from: EpochMs; records: number; gross: number }>`
    select s.at / 900000 * 900000 as from, count(*) as records, sum(s.gross)::bigint as gross
    from ${salesOn(place, [day])}
    group by 1 order by 1`.execute(tx);
  return rows;
}

/** Records and their sum by day; a day without sales is absent. */
export async function sumsByDay(
  tx: TenantTransaction,
  { organizationId, storeId }: StorePlace,
  { from, to }: { readonly from: BusinessDay; readonly to: BusinessDay },
): Promise<
  readonly { readonly day: BusinessDay; readonly records: number; readonly gross: number }[]
> {
  const { rows } = await sql<{ day: BusinessDay; records: number; gross: number }>`
    select s.business_day as day, count(*) as records, sum(s.gross)::bigint as gross
    from sale s
    where s.organization_id = ${organizationId} and s.store_id = ${storeId}
      and s.business_day between ${from}::date and ${to}::date
    group by s.business_day order by s.business_day`.execute(tx);
  return rows;
}

export interface CategorySum {
  readonly categoryId: CategoryId | null;
  readonly name: string | null;
  readonly itemsSold: number;
  readonly gross: number;
}

/** The categories that took the most on a day. What has no item has no category. */
export async function bestCategories(
  tx: TenantTransaction,
  place: StorePlace,
  { day, limit }: { readonly day: BusinessDay; readonly limit: number },
): Promise<readonly CategorySum[]> {
  const { rows } = await sql<CategorySum>`
    select c.id as "categoryId", c.document ->> 'name' as name, sums.pieces as "itemsSold",
      sums.gross
    from (
      select i.category_id, sum(l.quantity)::bigint as pieces, sum(l.gross)::bigint as gross
      from (select s.* from ${salesOn(place, [day])}) s
      join sale_line l on l.organization_id = s.organization_id and l.store_id = s.store_id
        and l.sale_id = s.id
      left join item i on i.organization_id = l.organization_id and i.store_id = l.store_id
        and i.id = l.item_id
      group by i.category_id
      having sum(l.gross) > 0
      order by gross desc limit ${limit}
    ) sums
    left join category c on c.organization_id = ${place.organizationId}
      and c.store_id = ${place.storeId} and c.id = sums.category_id
    order by sums.gross desc, c.id`.execute(tx);
  return rows;
}

/** How many things were put on sale on a day. */
export async function itemsListedOn(
  tx: TenantTransaction,
  { organizationId, storeId }: StorePlace,
  day: BusinessDay,
): Promise<number> {
  const { count } = await tx
    .selectFrom('item')
    .where('organization_id', '=', organizationId)
    .where('store_id', '=', storeId)
    .where('listed_on', '=', day)
    .where('deleted', '=', false)
    .select((of) => of.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
