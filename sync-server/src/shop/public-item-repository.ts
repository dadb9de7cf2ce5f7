/** Single things and short shelves of the shop. What is on sale is read without an organization's
 * transaction: it is one round trip, and each query names the organization. */
import type { PublicItemDocument } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, ItemId, OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Pool } from 'pg';
import type { Scope } from '../db/document-repository.ts';
import type { Database } from '../db/schema.ts';
import type { ShopRow } from './hit-repository.ts';
import type { ShopVersion } from './shop-version.ts';

export type PictureWordsByName = Readonly<Record<string, string>>;

export interface FoundItem {
  /** Null: it is not on sale. */
  readonly item: ShopRow | null;
  /** Words and stems of its name. */
  readonly names: readonly string[];
  /** After markdown. */
  readonly price: MinorUnits | null;
  /** What its pictures show, by their names. */
  readonly pictureWords: PictureWordsByName;
  readonly version: ShopVersion;
}

const NAMES = `tsvector_to_array(ts_filter(names, '{a}'))`;

const FIND = `
  with v as materialized (select shop_version($1) as version)
  select asked.id, v.version, me.document, me."scheduleId", me."scheduleStart", me.names, me.price, (
    select jsonb_object_agg(p.name, p.words) from picture_words p
    where p.organization_id = $1 and p.item_id = asked.id) as words
  from unnest($2::uuid[]) as asked (id)
  cross join v
  left join lateral (
    select document, schedule_id as "scheduleId", schedule_start as "scheduleStart",
      sort_price as price, ${NAMES} as names
    from shop_item where organization_id = $1 and item_id = asked.id) me on true`;

interface FoundRow extends Omit<ShopRow, 'document'> {
  readonly id: ItemId;
  readonly version: ShopVersion;
  readonly document: PublicItemDocument | null;
  readonly names: readonly string[] | null;
  readonly price: MinorUnits | null;
  readonly words: PictureWordsByName | null;
}

/** Things on sale, by id. Prepared once a connection: pages ask nothing more often. */
export async function findShopItems(
  pool: Pool,
  organizationId: OrganizationId,
  ids: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, FoundItem>> {
  const values = [organizationId, [...new Set(ids)]];
  const { rows } = await pool.query<FoundRow>({ name: 'shop-items', text: FIND, values });
  return new Map(
    rows.map(({ id, version, document, scheduleId, scheduleStart, names, price, words }) => {
      const item = document && { document, scheduleId, scheduleStart };
      const found = { item, names: names ?? [], price, pictureWords: words ?? {}, version };
      return [id, found] as const;
    }),
  );
}

/** Words and stems of the name of a thing that is not on sale any more. */
export async function namesOf(
  pool: Pool,
  organizationId: OrganizationId,
  document: PublicItemDocument,
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ readonly names: readonly string[] }>({
    name: 'shop-names',
    text: `select ${NAMES} as names from shop_vector($1, $2::jsonb) as v (names)`,
    values: [organizationId, JSON.stringify(document)],
  });
  return rows[0]?.names ?? [];
}

export interface ShelfItem extends ShopRow {
  readonly names: readonly string[];
  /** After markdown. */
  readonly price: MinorUnits;
}

/** The newest things of a category, with what is compared to find similar ones. */
export async function readOfCategory(
  pool: Pool,
  shelf: {
    readonly organizationId: OrganizationId;
    readonly categoryId: CategoryId;
    readonly limit: number;
  },
): Promise<readonly ShelfItem[]> {
  const { rows } = await pool.query<ShelfItem>({
    name: 'shop-category',
    text: `
      select document, schedule_id as "scheduleId", schedule_start as "scheduleStart",
        sort_price as price, ${NAMES} as names
      from shop_item where organization_id = $1 and category_id = $2
      order by listed_on desc, item_id desc limit $3`,
    values: [shelf.organizationId, shelf.categoryId, shelf.limit],
  });
  return rows;
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
