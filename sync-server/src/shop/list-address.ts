/** A list's filters in its address, and back. Pure. */
import { CONDITIONS, type Condition } from '@second-chance/shared/documents/item.ts';
import { type Id, idSchema } from '@second-chance/shared/ids.ts';
import { formatPlainAmount, parseAmount } from '@second-chance/shared/money/format-amount.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { isStorableText } from '@second-chance/shared/text/text-schema.ts';
import { FACETS, type FacetName, SORTS, type SortName } from '../../web/shop/views/list-view.ts';
import { type ListFilter, NO_FILTER, PAGES_MAX } from './list-filter.ts';

export interface ListAddress {
  readonly text: string;
  readonly filter: ListFilter;
  readonly sort: SortName;
  readonly page: number;
}

/** Query of an address as Express reads it without nesting. */
export type AddressQuery = Readonly<Record<string, unknown>>;

const VALUES_MAX = 30;
const TEXT_LENGTH_MAX = 200;

/** Reads what is understood and leaves the rest: an address that somebody changed still shows a list. */
export function readListAddress(query: AddressQuery, currency: string): ListAddress {
  const texts = (name: string) =>
    [query[name]]
      .flat()
      .filter((value): value is string => typeof value === 'string' && value !== '')
      .filter((value) => value.length <= TEXT_LENGTH_MAX && isStorableText(value))
      .slice(0, VALUES_MAX);
  const text = (texts('q')[0] ?? '').trim();
  const sort = SORTS.find((name) => name === texts('sort')[0]);
  const page = Number(texts('page')[0] ?? 1);
  return {
    text,
    sort: sort ?? (text === '' ? 'newest' : 'best'),
    page: Number.isInteger(page) && page >= 1 ? Math.min(page, PAGES_MAX) : 1,
    filter: {
      ...NO_FILTER,
      category: texts('category').filter(isId<'Category'>),
      condition: texts('condition').filter(isCondition),
      size: texts('size'),
      brand: texts('brand'),
      colour: texts('colour'),
      store: texts('store').filter(isId<'Store'>),
      min: amount(texts('min')[0], currency),
      max: amount(texts('max')[0], currency),
    },
  };
}

/** The query of a list's address, `?` included, always in the same order; empty where all is default. */
export function listQuery({ text, filter, sort, page }: ListAddress, currency: string): string {
  const params = new URLSearchParams();
  if (text !== '') params.set('q', text);
  for (const facet of FACETS) {
    for (const value of [...filter[facet]].sort()) params.append(facet, value);
  }
  for (const end of ['min', 'max'] as const) {
    const price = filter[end];
    if (price !== null) params.set(end, plainAmount(price, currency));
  }
  if (sort !== (text === '' ? 'newest' : 'best')) params.set('sort', sort);
  if (page > 1) params.set('page', String(page));
  const written = params.toString();
  return written === '' ? '' : `?${written}`;
}

/** An amount as a form's field has it: `12` or `12.50`. */
export function plainAmount(price: MinorUnits, currency: string): string {
  const text = formatPlainAmount(price, { currency, locale: 'en' }).replaceAll(',', '');
  return text.replace(/\.0+$/, '');
}

/** The same list without one value of a facet. */
export function withoutValue(filter: ListFilter, facet: FacetName, value: string): ListFilter {
  return { ...filter, [facet]: filter[facet].filter((chosen) => chosen !== value) };
}

function amount(text: string | undefined, currency: string): MinorUnits | null {
  if (text === undefined) return null;
  const parsed = parseAmount(text, { currency, locale: 'en' });
  return parsed.ok && parsed.value >= 0 ? parsed.value : null;
}

function isCondition(value: string): value is Condition {
  return CONDITIONS.some((condition) => condition === value);
}

function isId<Kind extends string>(value: string): value is Id<Kind> {
  return ID.safeParse(value).success;
}

const ID = idSchema<string>();
