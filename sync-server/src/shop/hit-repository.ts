/**
 * Lists of things on sale: filtered, counted, ordered, one page. Looks at no more than `HITS_MAX`
 * things, the first in the order asked for, so that a word that all things have costs no more.
 */
import type { PublicItemDocument } from '@second-chance/shared/documents/item.ts';
import type { OrganizationId, PriceScheduleId } from '@second-chance/shared/ids.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { FACETS, type FacetName, type SortName } from '../../web/shop/views/list-view.ts';
import type { Database } from '../db/schema.ts';
import {
  type FacetCount,
  type FacetCounts,
  HITS_MAX,
  type ListFilter,
  type ListQuery,
  PAGE_SIZE,
} from './list-filter.ts';

/** A thing as the shop's table has it. */
export interface ShopRow {
  readonly document: PublicItemDocument;
  readonly scheduleId: PriceScheduleId | null;
  readonly scheduleStart: BusinessDay;
}

export interface Hits {
  /** At most `HITS_MAX + 1`: then there are more. */
  readonly total: number;
  readonly rows: readonly ShopRow[];
  readonly facets: FacetCounts;
}

const VALUES_MAX = 60;

/** One page of a list, and how its values are spread. */
export async function readHits(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  query: ListQuery,
): Promise<Hits> {
  const { filter, sort, page } = query;
  const chosen = FACETS.filter((facet) => filter[facet].length > 0);
  const [main, ...others] = await Promise.all([
    readPage(db, organizationId, query),
    // What else could be chosen beside what is: counted without that one choice.
    ...chosen.map(async (facet) => {
      const without = { ...query, filter: { ...filter, [facet]: [] }, sort, page };
      return [facet, await readFacet(db, organizationId, { ...without, facet })] as const;
    }),
  ]);
  return { ...main, facets: { ...main.facets, ...Object.fromEntries(others) } };
}

/** How many things there are, up to `HITS_MAX + 1`. */
export async function countHits(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  { search, filter }: Pick<ListQuery, 'search' | 'filter'>,
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*)::int as count from (
      select from shop_item s where ${conditions(organizationId, { search, filter })}
      limit ${HITS_MAX + 1}) hit`.execute(db);
  return rows[0]?.count ?? 0;
}

async function readPage(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  query: ListQuery,
): Promise<Hits> {
  const facet = (name: FacetName) => sql`(${facetOf(name)}) as ${sql.ref(name)}`;
  const { rows } = await sql<
    Record<FacetName, readonly FacetCount[] | null> & {
      readonly total: number;
      readonly rows: readonly ShopRow[] | null;
    }
  >`
    with ${hits(organizationId, query)},
    page as (
      select item_id, row_number() over (order by ${finalOrder(query)}) as place from hits h
      order by place limit ${PAGE_SIZE} offset ${(query.page - 1) * PAGE_SIZE})
    select (select count(*)::int from hits) as total,
      (select jsonb_agg(jsonb_build_object('document', s.document, 'scheduleId', s.schedule_id,
          'scheduleStart', s.schedule_start) order by p.place)
        from page p join shop_item s
          on s.organization_id = ${organizationId} and s.item_id = p.item_id) as rows,
      ${sql.join(FACETS.map(facet))}`.execute(db);
  const [found] = rows;
  const counts = FACETS.map((name) => [name, found?.[name] ?? []] as const);
  return {
    total: found?.total ?? 0,
    rows: found?.rows ?? [],
    facets: Object.fromEntries(counts) as unknown as FacetCounts,
  };
}

async function readFacet(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  { facet, ...query }: ListQuery & { readonly facet: FacetName },
): Promise<readonly FacetCount[]> {
  const { rows } = await sql<{ readonly counts: readonly FacetCount[] | null }>`
    with ${hits(organizationId, query)} select (${facetOf(facet)}) as counts`.execute(db);
  return rows[0]?.counts ?? [];
}

const COLUMN: Readonly<Record<FacetName, RawBuilder<unknown>>> = {
  category: sql`category_id::text`,
  condition: sql`condition`,
  size: sql`size`,
  brand: sql`brand`,
  colour: sql`colour`,
  store: sql`store_id::text`,
};

function facetOf(name: FacetName): RawBuilder<unknown> {
  return sql`
    select jsonb_agg(jsonb_build_object('value', value, 'count', count) order by count desc, value)
    from (
      select ${COLUMN[name]} as value, count(*)::int as count from hits where ${COLUMN[name]} <> ''
      group by 1 order by 2 desc, 1 limit ${VALUES_MAX}) f`;
}

function hits(organizationId: OrganizationId, query: ListQuery): RawBuilder<unknown> {
  const rank =
    query.search !== null && query.sort === 'best'
      ? sql`, ts_rank('{0.05, 0.2, 0.6, 1}', s.search, ${query.search.rank}::tsquery) as rank`
      : sql``;
  return sql`hits as materialized (
    select s.item_id, s.category_id, s.condition, s.size, s.brand, s.colour, s.store_id,
      s.sort_price, s.listed_on ${rank}
    from shop_item s where ${conditions(organizationId, query)}
    order by ${ORDER[query.sort]} limit ${HITS_MAX + 1})`;
}

const ORDER: Readonly<Record<SortName, RawBuilder<unknown>>> = {
  best: sql`listed_on desc, item_id desc`,
  newest: sql`listed_on desc, item_id desc`,
  cheapest: sql`sort_price, item_id`,
  dearest: sql`sort_price desc, item_id desc`,
};

function finalOrder({ search, sort }: ListQuery): RawBuilder<unknown> {
  return search !== null && sort === 'best' ? sql`rank desc, ${ORDER.best}` : ORDER[sort];
}

function conditions(
  organizationId: OrganizationId,
  { search, filter }: Pick<ListQuery, 'search' | 'filter'>,
): RawBuilder<unknown> {
  const oneOf = (column: RawBuilder<unknown>, values: readonly string[], type: string) =>
    values.length === 0 ? [] : [sql`${column} = any(${values}::${sql.raw(type)}[])`];
  const { within, min, max } = filter satisfies ListFilter;
  return sql.join(
    [
      sql`s.organization_id = ${organizationId}`,
      ...(search === null ? [] : [sql`s.search @@ ${search.match}::tsquery`]),
      ...(within === null ? [] : oneOf(sql`s.category_id`, within, 'uuid')),
      ...oneOf(sql`s.category_id`, filter.category, 'uuid'),
      ...oneOf(sql`s.store_id`, filter.store, 'uuid'),
      ...oneOf(sql`s.condition`, filter.condition, 'text'),
      ...oneOf(sql`s.size`, filter.size, 'text'),
      ...oneOf(sql`s.brand`, filter.brand, 'text'),
      ...oneOf(sql`s.colour`, filter.colour, 'text'),
      ...(min === null ? [] : [sql`s.sort_price >= ${min}`]),
      ...(max === null ? [] : [sql`s.sort_price <= ${max}`]),
    ],
    sql` and `,
  );
}
