/** The pages of the shop: what each shows, or where it has moved, or that it is gone. */
import { assert } from '@second-chance/shared/assert.ts';
import type { ItemId, OrganizationId } from '@second-chance/shared/ids.ts';
import { idOfAddress, lastPart } from '@second-chance/shared/shop/address.ts';
import type { Language } from '@second-chance/shared/text/messages.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { CardView } from '../../web/shop/views/item-views.ts';
import type {
  HomeView,
  ItemPageView,
  MissingView,
  StorePageView,
  WishlistView,
} from '../../web/shop/views/page-view.ts';
import type { Database } from '../db/schema.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { askedTogether } from './asked-together.ts';
import { frameView, storeView } from './frame-view.ts';
import { cardViews, itemView, soldCardViews, type Viewing } from './item-view.ts';
import {
  type FoundItem,
  findShopItems,
  findSoldItems,
  namesOf,
  readNewest,
  readReduced,
  readShopItems,
} from './public-item-repository.ts';
import { type FindFrame, shopFrames } from './shop-frame.ts';
import { type KeepReads, keepReads, readShopVersion } from './shop-version.ts';
import { findSimilar } from './similar-items.ts';

export interface ShopDeps {
  readonly db: Kysely<Database>;
  readonly pool: Pool;
  readonly clock: () => EpochMs;
  readonly frames: FindFrame;
  readonly keep: KeepReads;
  readonly findItem: FindItem;
}

type FindItem = (organizationId: OrganizationId, id: ItemId) => Promise<FoundItem>;

/** What the shop of one node is made of, beside what it is given. */
export function shopDeps(given: Pick<ShopDeps, 'db' | 'pool' | 'clock'>): ShopDeps {
  const { frames, keep } = { frames: shopFrames(given), keep: keepReads(given.clock) };
  return { ...given, frames, keep, findItem: findingItems(given.pool) };
}

/** Finds things by id; those that many ask for at once with one question. */
function findingItems(pool: Pool): FindItem {
  const askers = new Map<OrganizationId, (id: ItemId) => Promise<FoundItem | undefined>>();
  return async (organizationId, id) => {
    const ask =
      askers.get(organizationId) ??
      askedTogether((ids: readonly ItemId[]) => findShopItems(pool, organizationId, ids));
    askers.set(organizationId, ask);
    const found = await ask(id);
    assert(found, 'each thing that is asked for has an answer');
    return found;
  };
}

/** Who asks for a page, and of which shop. */
export interface Visit {
  readonly organizationId: OrganizationId;
  readonly language: Language;
  readonly origin: string;
}

export type PageAnswer<View> =
  | { readonly outcome: 'page' | 'gone'; readonly view: View }
  | { readonly outcome: 'moved'; readonly path: string }
  | { readonly outcome: 'missing' };

const ON_HOME = 8;
const REDUCED_ON_HOME = 8;
/** Availability is told in steps, so that a page that did not change stays the same page. */
const AS_OF_STEP_MS = 5 * 60 * 1_000;

export async function homePage(deps: ShopDeps, visit: Visit): Promise<HomeView> {
  const viewing = await begin(deps, visit);
  const { frame } = viewing;
  const { organizationId } = visit;
  const version = await readShopVersion(deps.pool, organizationId);
  const [newest, reduced] = await deps.keep({ organizationId, version, key: 'home' }, () =>
    Promise.all([
      readNewest(deps.db, { organizationId, limit: ON_HOME }),
      readReduced(deps.db, { organizationId, limit: REDUCED_ON_HOME }),
    ]),
  );
  const pictures = new Map(frame.categories.map(({ id, picture }) => [id, picture]));
  const view = frameView(frame, { ...visit, path: '/' }, viewing.at);
  return {
    page: 'home',
    frame: view,
    newest: cardViews(newest, viewing),
    reduced: cardViews(reduced, viewing).filter(({ before }) => before !== null),
    categories: view.categories.map((link) => ({
      ...link,
      picture: pictures.get(link.id) ?? null,
    })),
    count: view.categories.reduce((sum, { count }) => sum + count, 0),
  };
}

/** The page of a thing; `gone` where it was sold. `part` is the end of its address. */
export async function itemPage(
  deps: ShopDeps,
  visit: Visit,
  part: string,
): Promise<PageAnswer<ItemPageView>> {
  const id = idOfAddress<'Item'>(part);
  if (id === null) return { outcome: 'missing' };
  const { organizationId, language } = visit;
  const [viewing, found] = await Promise.all([
    begin(deps, visit),
    deps.findItem(organizationId, id),
  ]);
  const document = found.item?.document ?? (await soldItem(deps, organizationId, id));
  const store = document && viewing.frame.storeById.get(document.storeId);
  if (!document || !store) return { outcome: 'missing' };
  const path = `/item/${lastPart(document)}`;
  if (path !== `/item/${part}`) return { outcome: 'moved', path: `/${language}${path}` };
  const sold = found.item === null;
  const names = sold ? await namesOf(deps.pool, organizationId, document) : found.names;
  const like = { document, names, price: found.price ?? document.price };
  const similar = await findSimilar(deps, { organizationId, version: found.version }, like);
  const row = found.item ?? { document, scheduleId: null, scheduleStart: document.listedOn };
  return {
    outcome: sold ? 'gone' : 'page',
    view: {
      page: 'item',
      frame: frameView(viewing.frame, { ...visit, path, indexed: !sold }, viewing.at),
      item: itemView(row, { sold, store, viewing, pictureWords: found.pictureWords }),
      store: storeView(store, viewing),
      asOf: (store.asOf - (store.asOf % AS_OF_STEP_MS)) as EpochMs,
      livePath: `/${language}/item/${part}/live`,
      similar: cardViews(similar, viewing),
    },
  };
}

export async function storePage(
  deps: ShopDeps,
  visit: Visit,
  slug: string,
): Promise<PageAnswer<StorePageView>> {
  const viewing = await begin(deps, visit);
  const store = viewing.frame.stores.find((one) => one.slug === slug);
  if (store === undefined) return { outcome: 'missing' };
  const { organizationId } = visit;
  const newest = await readNewest(deps.db, { organizationId, storeId: store.id, limit: ON_HOME });
  return {
    outcome: 'page',
    view: {
      page: 'store',
      frame: frameView(viewing.frame, { ...visit, path: `/store/${slug}` }, viewing.at),
      store: storeView(store, viewing),
      newest: cardViews(newest, viewing),
      count: 0,
    },
  };
}

export async function wishlistPage(deps: ShopDeps, visit: Visit): Promise<WishlistView> {
  const { frame, at } = await begin(deps, visit);
  const address = { ...visit, path: '/wishlist', indexed: false };
  return { page: 'wishlist', frame: frameView(frame, address, at) };
}

/** Cards of things by id, sold ones too, in the order asked for; unknown ones are left out. */
export async function wishedCards(
  deps: ShopDeps,
  visit: Visit,
  ids: readonly ItemId[],
): Promise<readonly CardView[]> {
  const viewing = await begin(deps, visit);
  const { organizationId } = visit;
  const onSale = await readShopItems(deps.db, organizationId, ids);
  const found = new Set(onSale.map(({ document }) => document.id));
  const missing = ids.filter((id) => !found.has(id));
  const sold =
    missing.length === 0
      ? []
      : await inTenant(deps.db, organizationId, (tx) =>
          findSoldItems({ tx, organizationId }, missing),
        );
  const cards = [...cardViews(onSale, viewing), ...soldCardViews(sold, viewing)];
  const byId = new Map(cards.map((card) => [card.id, card]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The page for an address that nothing is at. */
export async function missingPage(deps: ShopDeps, visit: Visit): Promise<MissingView> {
  const viewing = await begin(deps, visit);
  const { organizationId } = visit;
  const newest = await readNewest(deps.db, { organizationId, limit: 4 });
  return {
    page: 'missing',
    frame: frameView(viewing.frame, { ...visit, path: '/', indexed: false }, viewing.at),
    newest: cardViews(newest, viewing),
  };
}

/** What a page begins with: the shop's frame at this moment. */
export async function begin({ frames, clock }: ShopDeps, visit: Visit): Promise<Viewing> {
  const frame = await frames(visit.organizationId);
  return { frame, language: visit.language, at: clock() };
}

async function soldItem({ db }: ShopDeps, organizationId: OrganizationId, id: ItemId) {
  const [found] = await inTenant(db, organizationId, (tx) =>
    findSoldItems({ tx, organizationId }, [id]),
  );
  return found ?? null;
}
