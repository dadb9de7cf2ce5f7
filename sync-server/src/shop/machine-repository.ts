import type { ItemId, OrganizationId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import type { ShopRow } from './hit-repository.ts';
import { SITEMAP_ITEMS } from './sitemap.ts';

export interface ListedItem {
  readonly id: ItemId;
  readonly name: string;
  readonly changedAt: EpochMs;
}

export async function countOnSale(
  db: Kysely<Database>,
  organizationId: OrganizationId,
): Promise<{ readonly count: number; readonly changedAt: EpochMs | null }> {
  const { rows } = await sql<{ readonly count: number; readonly changedAt: EpochMs | null }>`
    select count(*)::int as count, max(changed_at) as "changedAt" from shop_item
    where organization_id = ${organizationId}`.execute(db);
  return rows[0] ?? { count: 0, changedAt: null };
}

/** One page of all things on sale, by id. */
export async function readForSitemap(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  page: number,
): Promise<readonly ListedItem[]> {
  const { rows } = await sql<ListedItem>`
    select item_id as id, document ->> 'name' as name, changed_at as "changedAt" from shop_item
    where organization_id = ${organizationId} order by item_id
    limit ${SITEMAP_ITEMS} offset ${(page - 1) * SITEMAP_ITEMS}`.execute(db);
  return rows;
}

export async function readForFeed(
  db: Kysely<Database>,
  organizationId: OrganizationId,
  limit: number,
): Promise<readonly (ShopRow & { readonly changedAt: EpochMs })[]> {
  const { rows } = await sql<ShopRow & { readonly changedAt: EpochMs }>`
    select document, schedule_id as "scheduleId", schedule_start as "scheduleStart",
      changed_at as "changedAt"
    from shop_item where organization_id = ${organizationId}
    order by listed_on desc, item_id desc limit ${limit}`.execute(db);
  return rows;
}
