/** What narrows a list of things down. */
import type { Condition } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, StoreId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { FacetName, SortName } from '../../web/shop/views/list-view.ts';
import type { SearchWords } from './search-query.ts';

export interface ListFilter {
  /** Ids of the categories at hand and below; null: all. */
  readonly within: readonly CategoryId[] | null;
  /** Chosen among them. */
  readonly category: readonly CategoryId[];
  readonly condition: readonly Condition[];
  readonly size: readonly string[];
  readonly brand: readonly string[];
  readonly colour: readonly string[];
  readonly store: readonly StoreId[];
  readonly min: MinorUnits | null;
  readonly max: MinorUnits | null;
}

export const NO_FILTER: ListFilter = {
  within: null,
  category: [],
  condition: [],
  size: [],
  brand: [],
  colour: [],
  store: [],
  min: null,
  max: null,
};

export interface ListQuery {
  /** Null: without words. */
  readonly search: SearchWords | null;
  readonly filter: ListFilter;
  readonly sort: SortName;
  /** From 1. */
  readonly page: number;
}

/** Things on one page; a multiple of two, three and four columns. */
export const PAGE_SIZE = 24;
const HITS_MAX = 2_400;
const WORD_HITS_MAX = 1_200;
export const PAGES_MAX = HITS_MAX / PAGE_SIZE;

/**
 * Things that are counted and paged through; beyond, a list wants to be narrowed down. Of those with
 * the words of a search fewer: each is ranked.
 */
export function hitsMax({ search }: Pick<ListQuery, 'search'>): number {
  return search === null ? HITS_MAX : WORD_HITS_MAX;
}

export type FacetCounts = Readonly<Record<FacetName, readonly FacetCount[]>>;
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}
