/**
 * Lists of things on sale: filtered, counted, ordered, one page. Looks at no more than `hitsMax`
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
  hitsMax,
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
  /** At most `hitsMax`. */
  readonly total: number;
  readonly more: boolean;
  readonly rows: readonly ShopRow[];
  readonly facets: FacetCounts;
}

const VALUES_MAX = 60;
/** The newest things, by which it is told how frequent words are; and from what share of them on
 * things are looked through in order. */
const SAMPLE = 60;
const FREQUENT = 0.3;

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

/** How many things there are, up to `hitsMax`. */
export async function countHits(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  { search, filter }: Pick<ListQuery, 'search' | 'filter'>,
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*)::int as count from (
      select from shop_item s where ${conditions(organizationId, { search, filter })}
      limit ${hitsMax({ search })}) hit`.execute(db);
  return rows[0]?.count ?? 0;
}

type PageRow = Record<FacetName, readonly FacetCount[] | null> & {
  readonly total: number;
  readonly rows: readonly ShopRow[] | null;
};

/** The whole question of a list: its things counted, those of one page, its values counted. */
export function pageStatement(
  organizationId: OrganizationId,
  query: ListQuery,
): RawBuilder<PageRow> {
  const facet = (name: FacetName) => sql`(${facetOf(name)}) as ${sql.ref(name)}`;
  return sql<PageRow>`
    with ${hits(organizationId, query)},
    page as materialized (
      select item_id, row_number() over () as place from (
        select item_id from hits order by ${finalOrder(query)}
        limit ${PAGE_SIZE} offset ${(query.page - 1) * PAGE_SIZE}) first)
    select (select count(*)::int from hits) as total,
      (select jsonb_agg(jsonb_build_object('document', s.document, 'scheduleId', s.schedule_id,
          'scheduleStart', s.schedule_start) order by p.place)
        from page p join shop_item s
          on s.organization_id = ${organizationId} and s.item_id = p.item_id) as rows,
      ${sql.join(FACETS.map(facet))}`;
}

async function readPage(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  query: ListQuery,
): Promise<Hits> {
  const { rows } = await pageStatement(organizationId, query).execute(db);
  const [found] = rows;
  const most = hitsMax(query);
  const counts = FACETS.map((name) => [name, found?.[name] ?? []] as const);
  return {
    total: Math.min(found?.total ?? 0, most),
    more: (found?.total ?? 0) > most,
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
  category: sql`category_id`,
  condition: sql`condition`,
  size: sql`size`,
  brand: sql`brand`,
  colour: sql`colour`,
  store: sql`store_id`,
};

function facetOf(name: FacetName): RawBuilder<unknown> {
  return sql`
    select jsonb_agg(jsonb_build_object('value', value, 'count', count) order by count desc, value)
    from (
      select ${COLUMN[name]} as value, count(*)::int as count from hits
      group by 1 order by 2 desc, 1 limit ${VALUES_MAX + 1}) f
    where value::text <> ''`;
}

/**
 * The first things in the order asked for. With words there are two ways to them: by the words, which
 * looks at each thing that has them, or along the order, which passes over those that have not. Which
 * looks at less is told by how many of the newest things have them; PostgreSQL's own guess is often
 * far off, and takes the second way for words of one thing in fifty.
 */
function hits(organizationId: OrganizationId, query: ListQuery): RawBuilder<unknown> {
  const { search, sort } = query;
  const where = conditions(organizationId, query);
  const limit = hitsMax(query) + 1;
  if (search === null) {
    return sql`hits as materialized (
      select ${COUNTED} from shop_item s where ${where} order by ${ORDER[sort]} limit ${limit})`;
  }
  const rank =
    sort === 'best'
      ? sql`, ts_rank('{0.05, 0.2, 0.6, 1}', s.names, ${search.rank}::tsquery) as rank`
      : sql``;
  const first = (
    among: RawBuilder<unknown>,
    { order, frequent }: { readonly order: RawBuilder<unknown>; readonly frequent: boolean },
  ) => sql`(
    select ${COUNTED} ${rank} from shop_item s
    where ${among} and (select frequent from sample) = ${frequent}
    order by ${order} limit ${limit})`;
  return sql`
    sample as materialized (
      select count(*) >= ${SAMPLE * FREQUENT} as frequent from (
        select * from shop_item where organization_id = ${organizationId}
        order by ${ORDER.newest} limit ${SAMPLE}) s
      where ${where}),
    hits as materialized (
      ${first(where, { order: UNINDEXED_ORDER[sort], frequent: false })}
      union all
      ${first(conditions(organizationId, query, UNINDEXED_MATCH), { order: ORDER[sort], frequent: true })})`;
}

const COUNTED = sql`s.item_id, s.category_id, s.condition, s.size, s.brand, s.colour, s.store_id,
  s.sort_price, s.listed_on`;

const ORDER: Readonly<Record<SortName, RawBuilder<unknown>>> = {
  best: sql`listed_on desc, item_id desc`,
  newest: sql`listed_on desc, item_id desc`,
  cheapest: sql`sort_price, item_id`,
  dearest: sql`sort_price desc, item_id desc`,
};

/** The same orders, as no index has them. */
const UNINDEXED_ORDER: Readonly<Record<SortName, RawBuilder<unknown>>> = {
  best: sql`(listed_on + 0) desc, item_id desc`,
  newest: sql`(listed_on + 0) desc, item_id desc`,
  cheapest: sql`(sort_price + 0), item_id`,
  dearest: sql`(sort_price + 0) desc, item_id desc`,
};

function finalOrder({ search, sort }: ListQuery): RawBuilder<unknown> {
  return search !== null && sort === 'best' ? sql`rank desc, ${ORDER.best}` : ORDER[sort];
}

const MATCH = (query: string) => sql`s.search @@ ${query}::tsquery`;
/** The same as no index can have it. */
const UNINDEXED_MATCH = (query: string) => sql`ts_match_vq(s.search, ${query}::tsquery)`;

function conditions(
  organizationId: OrganizationId,
  { search, filter }: Pick<ListQuery, 'search' | 'filter'>,
  matching = MATCH,
): RawBuilder<unknown> {
  const oneOf = (column: RawBuilder<unknown>, values: readonly string[], type: string) =>
    values.length === 0 ? [] : [sql`${column} = any(${values}::${sql.raw(type)}[])`];
  const { within, min, max } = filter satisfies ListFilter;
  return sql.join(
    [
      sql`s.organization_id = ${organizationId}`,
      ...(search === null ? [] : [matching(search.match)]),
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
