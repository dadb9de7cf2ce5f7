/**
 * What all pages of an organization's shop share: its stores, categories and markdown ladders. Kept
 * by each node for a few seconds; nothing here says what is sold.
 */

import type { CategoryId, OrganizationId, StoreId } from '@second-chance/shared/ids.ts';
import { slugOf } from '@second-chance/shared/shop/address.ts';
import { foldWords } from '@second-chance/shared/shop/fold.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import {
  type CategoryCount,
  type FrameRows,
  type PublicStore,
  readCounts,
  readFrameRows,
} from './frame-repository.ts';
import { repriceDue } from './reprice.ts';
import { type ShopVersion, versionOf } from './shop-version.ts';

/** Categories of the same name in several stores are one to a visitor. */
export interface ShopCategory {
  /** The one that addresses name. */
  readonly id: CategoryId;
  /** All of that name at that place, one a store. */
  readonly ids: readonly CategoryId[];
  readonly name: string;
  readonly parent: CategoryId | null;
  /** Its words, folded as the search folds them. */
  readonly words: readonly string[];
  /** Things in it, without those below it. */
  readonly count: number;
  /** Of its newest thing that has one. */
  readonly picture: string | null;
}

export interface ShopStore extends PublicStore {
  readonly slug: string;
}

export interface ShopFrame {
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly stores: readonly ShopStore[];
  readonly storeById: ReadonlyMap<StoreId, ShopStore>;
  /** In the order of the shop, parents before what is below them. */
  readonly categories: readonly ShopCategory[];
  /** By each id of each category. */
  readonly categoryById: ReadonlyMap<CategoryId, ShopCategory>;
  readonly ladders: FrameRows['ladders'];
}

/** Used as it is. */
const FRESH_MS = 3_000;
/** Used once more while the next one is read. */
const STALE_MS = 20_000;
/** Counted anew no sooner, and only where something changed. */
const COUNTS_FRESH_MS = 30_000;

interface Kept {
  readonly frame: ShopFrame;
  readonly counts: readonly CategoryCount[];
  readonly at: number;
  readonly countedAt: number;
  readonly countedVersion: ShopVersion;
}

export interface FrameDeps {
  readonly db: Kysely<Database>;
  readonly clock: () => EpochMs;
}

export type FindFrame = (organizationId: OrganizationId) => Promise<ShopFrame>;

/** Finds the frame of an organization, from this node's memory where it is young enough. */
export function shopFrames({ db, clock }: FrameDeps): FindFrame {
  const kept = new Map<OrganizationId, Kept>();
  const reading = new Map<OrganizationId, Promise<Kept>>();

  async function read(organizationId: OrganizationId): Promise<Kept> {
    const at = clock();
    const before = kept.get(organizationId);
    const isOld = before !== undefined && at - before.countedAt > COUNTS_FRESH_MS;
    const { rows, counted } = await inTenant(db, organizationId, async (tx) => {
      const scope = { tx, organizationId };
      const found = await readFrameRows(scope, at);
      await repriceDue(scope, { ...found, at });
      const countedVersion =
        before === undefined || isOld ? await versionOf(scope) : before.countedVersion;
      const holds = before !== undefined && before.countedVersion === countedVersion;
      if (holds && countedVersion !== null) return { rows: found, counted: before };
      const counts = await readCounts(scope);
      return { rows: found, counted: { counts, countedAt: at, countedVersion } };
    });
    const { counts, countedAt, countedVersion } = counted;
    const frame = frameOf(organizationId, rows, counts);
    const now = { frame, counts, at, countedAt, countedVersion };
    kept.set(organizationId, now);
    return now;
  }

  function readOnce(organizationId: OrganizationId): Promise<Kept> {
    const known = reading.get(organizationId);
    if (known !== undefined) return known;
    const begun = read(organizationId).finally(() => reading.delete(organizationId));
    reading.set(organizationId, begun);
    return begun;
  }

  return async (organizationId) => {
    const known = kept.get(organizationId);
    const age = known === undefined ? Number.POSITIVE_INFINITY : clock() - known.at;
    if (known !== undefined && age <= FRESH_MS) return known.frame;
    const next = readOnce(organizationId);
    if (known === undefined || age > STALE_MS) return (await next).frame;
    next.catch(() => undefined); // the next request asks again, and hears of it
    return known.frame;
  };
}

function frameOf(
  organizationId: OrganizationId,
  rows: FrameRows,
  counts: readonly CategoryCount[],
): ShopFrame {
  const stores = withSlugs(rows.stores);
  const categories = merged(rows.categories, counts);
  const pairs = categories.flatMap((category) => category.ids.map((id) => [id, category] as const));
  return {
    organizationId,
    name: rows.name,
    stores,
    storeById: new Map(stores.map((store) => [store.id, store])),
    categories,
    categoryById: new Map(pairs),
    ladders: rows.ladders,
  };
}

function withSlugs(stores: readonly PublicStore[]): readonly ShopStore[] {
  const taken = new Set<string>();
  return stores.map((store) => {
    const name = slugOf(store.name) || store.code.toLowerCase();
    const slug = taken.has(name) ? `${name}-${store.code.toLowerCase()}` : name;
    taken.add(slug);
    return { ...store, slug };
  });
}

function merged(
  rows: FrameRows['categories'],
  counts: readonly CategoryCount[],
): readonly ShopCategory[] {
  const countOf = new Map(counts.map((count) => [count.categoryId, count]));
  const byKey = new Map<string, ShopCategory>();
  const keyById = new Map<CategoryId, string>();
  const waiting = [...rows];
  // Parents first; what has none that is live stands at the top.
  const live = new Set(rows.map(({ id }) => id));
  for (let row = waiting.shift(), idle = 0; row !== undefined; row = waiting.shift()) {
    const parentId = row.parentId !== null && live.has(row.parentId) ? row.parentId : null;
    const parentKey = parentId === null ? '' : keyById.get(parentId);
    if (parentKey === undefined && idle <= waiting.length) {
      waiting.push(row);
      idle += 1;
      continue;
    }
    idle = 0;
    const words = foldWords(row.name);
    const key = `${parentKey ?? ''}/${words.join(' ') || row.id}`;
    keyById.set(row.id, key);
    const same = byKey.get(key);
    const counted = countOf.get(row.id);
    byKey.set(key, {
      id: same?.id ?? row.id,
      ids: [...(same?.ids ?? []), row.id],
      name: same?.name ?? row.name,
      parent: parentKey ? (byKey.get(parentKey)?.id ?? null) : null,
      words,
      count: (same?.count ?? 0) + (counted?.count ?? 0),
      picture: same?.picture ?? counted?.picture ?? null,
    });
  }
  return [...byKey.values()];
}
