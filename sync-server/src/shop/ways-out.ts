/** Ways out of an empty list: what to let go of so that something is found. */
import type { WayOut } from '../../web/shop/views/list-view.ts';
import { countHits } from './hit-repository.ts';
import type { Viewing } from './item-view.ts';
import type { ListAddress } from './list-address.ts';
import { listQuery, readListAddress } from './list-address.ts';
import { currencyOf, type FoundList } from './list-search.ts';
import { chipsOf, cleared } from './list-view.ts';
import { type SearchWords, searchQuery } from './search-query.ts';
import type { ShopDeps } from './shop-pages.ts';
import { findTerms } from './term-repository.ts';

const WAYS_MAX = 6;

export interface EmptyList {
  readonly address: ListAddress;
  /** Without the language. */
  readonly path: string;
  readonly found: FoundList;
}

/** Each with how many things there would be; those that lead nowhere are left out. */
export async function waysOut(
  deps: ShopDeps,
  viewing: Viewing,
  { address, path, found }: EmptyList,
): Promise<readonly WayOut[]> {
  const { organizationId } = viewing.frame;
  const currency = currencyOf(viewing);
  const whole = `/${viewing.language}${path}`;
  const { filter } = address;
  const chips = chipsOf({ viewing, address, path: whole, currency });
  const candidates: {
    way: Omit<WayOut, 'count'>;
    without: ListAddress;
    search: SearchWords | null;
  }[] = chips.map((chip) => {
    const query = Object.fromEntries(grouped(new URL(chip.path, 'http://shop').searchParams));
    const without = readListAddress(query, currency);
    return {
      way: chip,
      without: { ...without, filter: { ...without.filter, within: filter.within } },
      search: found.search,
    };
  });
  if (chips.length > 1) {
    const without = { ...address, page: 1, filter: cleared(filter) };
    const way = {
      kind: 'all_filters' as const,
      label: '',
      path: whole + listQuery(without, currency),
    };
    candidates.push({ way, without, search: found.search });
  }
  for (const { word, rest, search } of await fewerWords(deps, viewing, address)) {
    const without = { ...address, page: 1, text: rest };
    const way = { kind: 'word' as const, label: word, path: whole + listQuery(without, currency) };
    candidates.push({ way, without, search });
  }
  const counted = await Promise.all(
    candidates.slice(0, WAYS_MAX).map(async ({ way, without, search }) => {
      const count = await countHits(deps.db, organizationId, { search, filter: without.filter });
      return { ...way, count };
    }),
  );
  return counted.filter(({ count }) => count > 0);
}

/** The search without each of its words. */
async function fewerWords(deps: ShopDeps, { frame }: Viewing, { text }: ListAddress) {
  const { organizationId, categories } = frame;
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length < 2 || words.length > 4) return [];
  return Promise.all(
    words.map(async (word, place) => {
      const rest = words.toSpliced(place, 1).join(' ');
      const found = await findTerms(deps.db, { organizationId, text: rest, anyway: false });
      return { word, rest, search: searchQuery({ organizationId, categories, ...found }).words };
    }),
  );
}

function grouped(params: URLSearchParams): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of params) values.set(name, [...(values.get(name) ?? []), value]);
  return values;
}
