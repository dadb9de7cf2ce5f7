/** Single things and short shelves of the shop. What is on sale is read without an organization's
 * transaction: it is one round trip, and each query names the organization. */
import type { PublicItemDocument } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, ItemId, OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Pool } from 'pg';
import type { Scope } from '../db/document-repository.ts';
import type { Database } from '../db/schema.ts';
import type { ShopRow } from './hit-repository.ts';

export type PictureWordsByName = Readonly<Record<string, string>>;

export interface ItemWithSimilar {
  /** Null: it is not on sale. */
  readonly item: ShopRow | null;
  /** What its pictures show, by their names. */
  readonly pictureWords: PictureWordsByName;
  readonly similar: readonly ShopRow[];
}

const SIMILAR = 8;
/** Looked at for what is similar: the newest of the category. */
const LOOKED_AT = 60;

const ROW = `jsonb_build_object('document', s.document, 'scheduleId', s.schedule_id,
  'scheduleStart', s.schedule_start)`;

/** Things of a category that share words, brand or size with a thing; nearest in price among equals. */
const SIMILAR_TO = `
  select jsonb_agg(${ROW} order by s.likeness desc, s.item_id desc) from (
    select c.*, ts_rank(c.search, me.words) + case when c.brand = me.brand and c.brand <> '' then 0.2
      else 0 end + case when c.size = me.size and c.size <> '' then 0.1 else 0 end
      - abs(ln(greatest(c.sort_price, 1)::float8 / greatest(me.sort_price, 1))) * 0.05 as likeness
    from (
      select * from shop_item
      where organization_id = $1 and category_id = me.category_id and item_id <> $2
      order by listed_on desc, item_id desc limit ${LOOKED_AT}) c
    order by likeness desc, c.item_id desc limit ${SIMILAR}) s`;

/** The words of a thing's name, any of them. */
const NAME_WORDS = `(
  select coalesce(string_agg(quote_literal(l), ' | '), '''~''')::tsquery
  from unnest(tsvector_to_array(ts_filter(search, '{a}'))) l where l !~ '[=\\\\'']')`;

const FIND = `
  with me as (
    select ${ROW} as row, s.category_id, s.brand, s.size, s.sort_price, ${NAME_WORDS} as words
    from shop_item s where s.organization_id = $1 and s.item_id = $2)
  select me.row as item, (${SIMILAR_TO}) as similar, (
    select jsonb_object_agg(p.name, p.words) from picture_words p
    where p.organization_id = $1 and p.item_id = $2) as words
  from me`;

const FIND_SIMILAR = `
  with me as (
    select ($3::jsonb ->> 'categoryId')::uuid as category_id, $3::jsonb ->> 'brand' as brand,
      $3::jsonb ->> 'size' as size, ($3::jsonb ->> 'price')::bigint as sort_price,
      ${NAME_WORDS} as words
    from (select shop_vector($1, $3::jsonb) as search) v)
  select (${SIMILAR_TO}) as similar from me`;

/** A thing on sale and what is like it. Prepared once a connection: pages ask nothing more often. */
export async function findShopItem(
  pool: Pool,
  { organizationId, id }: { readonly organizationId: OrganizationId; readonly id: ItemId },
): Promise<ItemWithSimilar> {
  const { rows } = await pool.query<{
    readonly item: ShopRow;
    readonly similar: readonly ShopRow[] | null;
    readonly words: PictureWordsByName | null;
  }>({ name: 'shop-item', text: FIND, values: [organizationId, id] });
  const [found] = rows;
  return {
    item: found?.item ?? null,
    pictureWords: found?.words ?? {},
    similar: found?.similar ?? [],
  };
}

/** What is like a thing that is not on sale any more. */
export async function findSimilar(
  pool: Pool,
  organizationId: OrganizationId,
  document: PublicItemDocument,
): Promise<readonly ShopRow[]> {
  const { rows } = await pool.query<{ readonly similar: readonly ShopRow[] | null }>({
    name: 'shop-similar',
    text: FIND_SIMILAR,
    values: [organizationId, document.id, JSON.stringify(document)],
  });
  return rows[0]?.similar ?? [];
}

/** Things that were on sale: public, but sold. Those on sale now are not among them. */
export async function findSoldItems(
  { tx, organizationId }: Scope,
  ids: readonly ItemId[],
): Promise<readonly PublicItemDocument[]> {
  const { rows } = await sql<{ readonly document: PublicItemDocument }>`
    select (select jsonb_object_agg(key, value) from jsonb_each(i.document)
      where key in ('id', 'storeId', 'sku', 'name', 'description', 'kind', 'barcodes', 'categoryId',
        'brand', 'size', 'colour', 'condition', 'defects', 'price', 'listedOn', 'pictures')
    ) as document
    from item i
    join stock_level l on l.organization_id = i.organization_id and l.store_id = i.store_id
      and l.item_id = i.id
    where i.organization_id = ${organizationId} and i.id = any(${ids}::uuid[]) and not i.deleted
      and not i.withdrawn and i.kind <> 'service' and l.on_hand <= l.claimed`.execute(tx);
  return rows.map(({ document }) => document);
}

const SHOP_ROW = sql<ShopRow>`s.document, s.schedule_id as "scheduleId",
  s.schedule_start as "scheduleStart"`;

export interface Shelf {
  readonly organizationId: OrganizationId;
  readonly limit: number;
  readonly storeId?: StoreId;
  readonly categoryIds?: readonly CategoryId[];
}

/** The newest things, of a store where one is named. */
export async function readNewest(
  db: Kysely<Database>,
  { organizationId, storeId, limit }: Shelf,
): Promise<readonly ShopRow[]> {
  const ofStore: RawBuilder<unknown> =
    storeId === undefined ? sql`` : sql`and s.store_id = ${storeId}`;
  const { rows } = await sql<ShopRow>`
    select ${SHOP_ROW} from shop_item s where s.organization_id = ${organizationId} ${ofStore}
    order by s.listed_on desc, s.item_id desc limit ${limit}`.execute(db);
  return rows;
}

/** The things whose price fell last. */
export async function readReduced(
  db: Kysely<Database>,
  { organizationId, limit }: Shelf,
): Promise<readonly ShopRow[]> {
  const { rows } = await sql<ShopRow>`
    select ${SHOP_ROW} from shop_item s
    where s.organization_id = ${organizationId} and s.price_since is not null
    order by s.price_since desc, s.item_id limit ${limit}`.execute(db);
  return rows;
}

/** Things on sale by id; those that are not on sale are not among them. */
export async function readShopItems(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  ids: readonly ItemId[],
): Promise<readonly ShopRow[]> {
  const { rows } = await sql<ShopRow>`
    select ${SHOP_ROW} from shop_item s
    where s.organization_id = ${organizationId} and s.item_id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** The store of a thing that is or was on sale; null where there is none such. */
export async function storeOfItem(
  { tx, organizationId }: Scope,
  id: ItemId,
): Promise<StoreId | null> {
  const found = await tx
    .selectFrom('item')
    .select('store_id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('deleted', '=', false)
    .where('withdrawn', '=', false)
    .where('kind', '<>', 'service')
    .executeTakeFirst();
  return found?.store_id ?? null;
}
