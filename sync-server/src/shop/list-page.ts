/** Searches and categories: a list with its filters, and ways out where it is empty. */
import type { CategoryId } from '@second-chance/shared/ids.ts';
import { idOfAddress, lastPart } from '@second-chance/shared/shop/address.ts';
import type { ListPageView } from '../../web/shop/views/page-view.ts';
import { frameView, linksBelow, withBelow } from './frame-view.ts';
import { cardViews, trailOf, type Viewing } from './item-view.ts';
import { type AddressQuery, type ListAddress, listQuery, readListAddress } from './list-address.ts';
import { currencyOf, search } from './list-search.ts';
import { listView } from './list-view.ts';
import { readNewest } from './public-item-repository.ts';
import type { ShopCategory } from './shop-frame.ts';
import { begin, type PageAnswer, type ShopDeps, type Visit } from './shop-pages.ts';
import { waysOut } from './ways-out.ts';

/** New things shown where nothing was found. */
const BESIDE_NOTHING = 8;

export async function searchPage(
  deps: ShopDeps,
  visit: Visit,
  query: AddressQuery,
): Promise<PageAnswer<ListPageView>> {
  const viewing = await begin(deps, visit);
  return page(deps, visit, { viewing, query, category: null, path: '/search' });
}

/** A category with all below it. `part` is the end of its address. */
export async function categoryPage(
  deps: ShopDeps,
  visit: Visit,
  { part, query }: { readonly part: string; readonly query: AddressQuery },
): Promise<PageAnswer<ListPageView>> {
  const viewing = await begin(deps, visit);
  const id = idOfAddress<'Category'>(part);
  const category = id === null ? undefined : viewing.frame.categoryById.get(id);
  if (category === undefined) return { outcome: 'missing' };
  const path = `/c/${lastPart(category)}`;
  const address = readListAddress(query, currencyOf(viewing));
  if (path !== `/c/${part}`) {
    const moved = `/${visit.language}${path}${listQuery(address, currencyOf(viewing))}`;
    return { outcome: 'moved', path: moved };
  }
  return page(deps, visit, { viewing, query, category, path });
}

interface Asked {
  readonly viewing: Viewing;
  readonly query: AddressQuery;
  readonly category: ShopCategory | null;
  /** Without the language. */
  readonly path: string;
}

async function page(
  deps: ShopDeps,
  visit: Visit,
  { viewing, query, category, path }: Asked,
): Promise<PageAnswer<ListPageView>> {
  const { frame, language, at } = viewing;
  const currency = currencyOf(viewing);
  const read = readListAddress(query, currency);
  const within = category === null ? null : withBelow(frame, category).flatMap(({ ids }) => ids);
  const filter = { ...read.filter, within, category: mergedIds(viewing, read.filter.category) };
  const address: ListAddress = { ...read, filter };
  const found = await search(deps, viewing, address);
  // A page beyond the last shows the last; its address stays, for things may come back.
  const list = listView({ viewing, address, path: `/${language}${path}`, currency, ...found });
  const isEmpty = found.hits.total === 0;
  const wayOut = isEmpty ? await waysOut(deps, viewing, { address, path, found }) : [];
  const { organizationId } = visit;
  const newest = isEmpty
    ? await readNewest(deps.db, { organizationId, limit: BESIDE_NOTHING })
    : [];
  const shown = { ...visit, query: read.text, indexed: isWorthListing(address, found.hits.total) };
  const paged = address.page > 1 ? `?page=${address.page}` : '';
  const canonical =
    category === null ? `${path}${listQuery(address, currency)}` : `${path}${paged}`;
  return {
    outcome: 'page',
    view: {
      page: 'list',
      frame: frameView(frame, { ...shown, path: canonical }, at),
      category: category && {
        name: category.name,
        trail: trailOf(viewing, category.id),
        below: linksBelow(frame, category.id, language).filter(({ count }) => count > 0),
      },
      list: { ...list, wayOut, newest: cardViews(newest, viewing) },
    },
  };
}

/** A category of one store stands for those of its name in all. */
function mergedIds({ frame }: Viewing, chosen: readonly CategoryId[]): readonly CategoryId[] {
  const ids = chosen.flatMap((id) => {
    const category = frame.categoryById.get(id);
    return category === undefined ? [] : withBelow(frame, category).flatMap((one) => one.ids);
  });
  return [...new Set(ids)];
}

/** Search engines list categories; of searches and narrowed lists there is no end. */
function isWorthListing({ text, filter, sort }: ListAddress, total: number): boolean {
  const narrowed =
    filter.min !== null ||
    filter.max !== null ||
    [
      filter.category,
      filter.condition,
      filter.size,
      filter.brand,
      filter.colour,
      filter.store,
    ].some((chosen) => chosen.length > 0);
  return text === '' && !narrowed && sort === 'newest' && total > 0 && filter.within !== null;
}
