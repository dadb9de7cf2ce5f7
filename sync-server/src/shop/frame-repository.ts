import type {
  CategoryDocument,
  PriceScheduleDocument,
  StoreSettingsDocument,
} from '@second-chance/shared/documents/reference-data.ts';
import type { StoreProfile } from '@second-chance/shared/documents/store-profile.ts';
import type { CategoryId, PriceScheduleId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { Scope } from '../db/document-repository.ts';

/** What anyone may know of a store. */
export type PublicStore = Pick<
  StoreSettingsDocument,
  | 'id'
  | 'code'
  | 'name'
  | 'addressLines'
  | 'currency'
  | 'locale'
  | 'timeZone'
  | 'dayStartsAt'
  | 'pricesIncludeTax'
> & {
  readonly profile: StoreProfile | null;
  /** The last time at which every till of the store had been heard of. */
  readonly asOf: EpochMs;
};

export interface FrameRows {
  readonly name: string;
  readonly stores: readonly PublicStore[];
  readonly categories: readonly Pick<CategoryDocument, 'id' | 'name' | 'parentId'>[];
  readonly ladders: ReadonlyMap<PriceScheduleId, Pick<PriceScheduleDocument, 'phases'>>;
}

/** A till that was not heard of for so long stands in no shop that is open. */
const SILENT_TILL_MS = 36 * 60 * 60 * 1_000;

export async function readFrameRows(
  { tx, organizationId }: Scope,
  at: EpochMs,
): Promise<FrameRows> {
  const organization = await tx
    .selectFrom('organization')
    .select('name')
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  const stores = await sql<{
    readonly document: StoreSettingsDocument;
    readonly profile: StoreProfile | null;
    readonly as_of: EpochMs | null;
  }>`
    select s.document, p.document as profile,
      (select min(r.last_contact_at) from register r
       where r.organization_id = s.organization_id and r.store_id = s.id and r.revoked_at is null
         and r.last_contact_at > ${at - SILENT_TILL_MS}::bigint) as as_of
    from store s
    left join store_profile p on p.organization_id = s.organization_id and p.store_id = s.id
    where s.organization_id = ${organizationId} and not s.deleted and s.closed_at is null
    order by s.code`.execute(tx);
  const categories = await sql<{ readonly document: CategoryDocument }>`
    select document from category where organization_id = ${organizationId} and not deleted
    order by (document ->> 'position')::int, document ->> 'name', id`.execute(tx);
  const ladders = await tx
    .selectFrom('price_schedule')
    .select(['id', 'document'])
    .where('organization_id', '=', organizationId)
    .where('deleted', '=', false)
    .execute();
  return {
    name: organization.name,
    stores: stores.rows.map(({ document, profile, as_of }) => ({
      ...publicPart(document),
      profile,
      asOf: as_of ?? at,
    })),
    categories: categories.rows.map(({ document: { id, name, parentId } }) => ({
      id,
      name,
      parentId,
    })),
    ladders: new Map(ladders.map(({ id, document: { phases } }) => [id, { phases }])),
  };
}

function publicPart(settings: StoreSettingsDocument): Omit<PublicStore, 'profile' | 'asOf'> {
  const { id, code, name, addressLines, currency, locale, timeZone } = settings;
  const { dayStartsAt, pricesIncludeTax } = settings;
  const counting = { timeZone, dayStartsAt };
  return { id, code, name, addressLines, currency, locale, ...counting, pricesIncludeTax };
}

export interface CategoryCount {
  readonly categoryId: CategoryId;
  readonly count: number;
  readonly picture: string | null;
}

/** How many things are on sale by category, and the picture of the newest that has one. */
export async function readCounts({ tx, organizationId }: Scope): Promise<readonly CategoryCount[]> {
  const { rows } = await sql<CategoryCount>`
    select c.category_id as "categoryId", c.count, (
      select s.document -> 'pictures' ->> 0 from shop_item s
      where s.organization_id = ${organizationId} and s.category_id = c.category_id
        and s.document -> 'pictures' ->> 0 is not null
      order by s.listed_on desc, s.item_id desc limit 1) as picture
    from (
      select category_id, count(*)::int from shop_item
      where organization_id = ${organizationId} group by 1) c`.execute(tx);
  return rows;
}
