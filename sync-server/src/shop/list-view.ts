/** From what was found to what a list's page shows. Pure. */
import { CONDITIONS } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, StoreId } from '@second-chance/shared/ids.ts';
import { formatAmount } from '@second-chance/shared/money/format-amount.ts';
import { compareSizes } from '@second-chance/shared/shop/size-order.ts';
import {
  type ChipView,
  FACETS,
  type FacetName,
  type FacetValue,
  type FacetView,
  type ListView,
  SORTS,
} from '../../web/shop/views/list-view.ts';
import { localeOf } from './frame-view.ts';
import type { Hits } from './hit-repository.ts';
import { cardViews, type Viewing } from './item-view.ts';
import { type ListAddress, listQuery, plainAmount, withoutValue } from './list-address.ts';
import { type FacetCount, type ListFilter, NO_FILTER, PAGE_SIZE } from './list-filter.ts';

export interface FoundForView {
  readonly viewing: Viewing;
  readonly address: ListAddress;
  /** With the language, without the query. */
  readonly path: string;
  readonly currency: string;
  readonly hits: Hits;
  /** The page that is shown. */
  readonly page: number;
  readonly readAs: string | null;
}

export function listView(found: FoundForView): Omit<ListView, 'wayOut' | 'newest'> {
  const { viewing, address, path, currency, hits, page, readAs } = found;
  const { text, filter, sort } = address;
  const { total } = hits;
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const at = (changes: Partial<ListAddress>) =>
    path + listQuery({ ...address, page: 1, ...changes }, currency);
  return {
    query: text,
    cards: cardViews(hits.rows, viewing),
    total,
    atLeast: hits.more,
    page,
    pages,
    previousPath: page > 1 ? at({ page: page - 1 }) : null,
    nextPath: page < pages ? at({ page: page + 1 }) : null,
    formPath: path,
    sort,
    sorts: SORTS.filter((name) => name !== 'best' || text !== ''),
    facets: FACETS.map((name) => facetView(name, found)).filter(isWorthShowing),
    price: {
      min: filter.min === null ? '' : plainAmount(filter.min, currency),
      max: filter.max === null ? '' : plainAmount(filter.max, currency),
      currency,
    },
    chips: chipsOf(found),
    clearPath: at({ filter: cleared(filter) }),
    readAs: hits.total > 0 ? readAs : null,
  };
}

/** Nothing chosen; still within the category at hand. */
export function cleared(filter: ListFilter): ListFilter {
  return { ...NO_FILTER, within: filter.within };
}

/** What is chosen, each as the address without it. */
export function chipsOf({
  viewing,
  address,
  path,
  currency,
}: Pick<FoundForView, 'viewing' | 'address' | 'path' | 'currency'>): readonly ChipView[] {
  const { filter } = address;
  const pathTo = (changed: ListFilter) =>
    path + listQuery({ ...address, page: 1, filter: changed }, currency);
  const ofFacets = FACETS.flatMap((kind) =>
    shownValues(kind, filter, viewing).map((value) => ({
      kind,
      label: labelOf(kind, value, viewing),
      path: pathTo(withoutShown(kind, { filter, value, viewing })),
    })),
  );
  const locale = localeOf(viewing.language, viewing.frame.stores[0]?.locale ?? 'en');
  const ofPrices = (['min', 'max'] as const).flatMap((kind) => {
    const price = filter[kind];
    if (price === null) return [];
    const label = formatAmount(price, { currency, locale });
    return [{ kind, label, path: pathTo({ ...filter, [kind]: null }) }];
  });
  return [...ofFacets, ...ofPrices];
}

/** Chosen values as people see them: categories of one name are one. */
function shownValues(kind: FacetName, filter: ListFilter, { frame }: Viewing): readonly string[] {
  if (kind !== 'category') return filter[kind];
  const ids = filter.category.map((id) => frame.categoryById.get(id)?.id ?? id);
  const shown = new Set(ids);
  // What is below a chosen one came with it.
  return [...shown].filter((id) => {
    const parent = frame.categoryById.get(id)?.parent;
    return !parent || !shown.has(parent);
  });
}

function withoutShown(
  kind: FacetName,
  { filter, value, viewing }: { filter: ListFilter; value: string; viewing: Viewing },
): ListFilter {
  if (kind !== 'category') return withoutValue(filter, kind, value);
  const left = shownValues(kind, filter, viewing).filter((id) => id !== value);
  return { ...filter, category: left.map((id) => id as CategoryId) };
}

function facetView(name: FacetName, found: FoundForView): FacetView {
  const { viewing, address, hits } = found;
  const chosen = new Set(shownValues(name, address.filter, viewing));
  const counted = name === 'category' ? mergedCounts(hits, viewing) : hits.facets[name];
  const missing = [...chosen].filter((value) => !counted.some((one) => one.value === value));
  const values = [...counted, ...missing.map((value) => ({ value, count: 0 }))].map(
    ({ value, count }): FacetValue => ({
      value,
      label: labelOf(name, value, viewing),
      count,
      chosen: chosen.has(value),
    }),
  );
  return { name, values: ordered(name, values) };
}

function mergedCounts(hits: Hits, { frame }: Viewing): readonly FacetCount[] {
  const counts = new Map<string, number>();
  for (const { value, count } of hits.facets.category) {
    const id = frame.categoryById.get(value as CategoryId)?.id;
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}

function ordered(name: FacetName, values: readonly FacetValue[]): readonly FacetValue[] {
  if (name === 'size') return values.toSorted((a, b) => compareSizes(a.value, b.value));
  if (name === 'condition') {
    const order: readonly string[] = CONDITIONS;
    const place = ({ value }: FacetValue) => order.indexOf(value);
    return values.toSorted((a, b) => place(a) - place(b));
  }
  return values.toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

/** A choice of one is none. */
function isWorthShowing({ values }: FacetView): boolean {
  return values.length > 1 || values.some(({ chosen }) => chosen);
}

function labelOf(name: FacetName, value: string, { frame }: Viewing): string {
  if (name === 'category') return frame.categoryById.get(value as CategoryId)?.name ?? value;
  if (name === 'store') return frame.storeById.get(value as StoreId)?.name ?? value;
  return value;
}
