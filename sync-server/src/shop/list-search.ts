/** The search behind a list: its words read, and read as others where nothing has them. */

import { type Hits, readHits } from './hit-repository.ts';
import type { Viewing } from './item-view.ts';
import type { ListAddress } from './list-address.ts';
import { PAGE_SIZE } from './list-filter.ts';
import { type SearchWords, searchQuery } from './search-query.ts';
import type { ShopDeps } from './shop-pages.ts';
import { readShopVersion } from './shop-version.ts';
import { findTerms } from './term-repository.ts';

interface HitsPage {
  readonly hits: Hits;
  /** The page that was read: the last one where a later one was asked for. */
  readonly page: number;
}

/** Reads the words, and once more as others where no thing has them. */
export async function search(deps: ShopDeps, { frame }: Viewing, address: ListAddress) {
  const { organizationId, categories } = frame;
  const { text, filter, sort, page } = address;
  const version = await readShopVersion(deps.pool, organizationId);
  const keep = <T>(key: readonly unknown[], read: () => Promise<T>) =>
    deps.keep({ organizationId, version, key: JSON.stringify(key) }, read);
  const termsOf = (anyway: boolean) =>
    keep(['terms', text, anyway], () => findTerms(deps.db, { organizationId, text, anyway }));
  const hitsOf = async (query: SearchWords | null, asked = page): Promise<HitsPage> => {
    const list = { search: query, filter, sort, page: asked };
    const hits = await keep(['list', list], () => readHits(deps.db, organizationId, list));
    const last = Math.max(1, Math.ceil(hits.total / PAGE_SIZE));
    return asked > last ? hitsOf(query, last) : { hits, page: asked };
  };
  if (text === '') return { ...(await hitsOf(null)), readAs: null, search: null };
  const first = await termsOf(false);
  const read = searchQuery({ organizationId, categories, ...first });
  const found = { ...(await hitsOf(read.words)), readAs: read.readAs, search: read.words };
  if (found.hits.total > 0) return found;
  // Words that only sold things had are known, and lead nowhere.
  const second = await termsOf(true);
  const again = searchQuery({ organizationId, categories, ...second });
  if (again.words.match === read.words.match) return found;
  const wider = { ...(await hitsOf(again.words)), readAs: again.readAs, search: again.words };
  return wider.hits.total > 0 ? wider : found;
}

export type FoundList = Awaited<ReturnType<typeof search>>;

/** Prices of a list are read in the currency of the shop's first store. */
export function currencyOf({ frame }: Viewing): string {
  return frame.stores[0]?.currency ?? 'EUR';
}
