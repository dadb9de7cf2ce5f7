import type { CardView } from './item-views.ts';

/** A list of things: a search or a category, with what narrows it down. */
export interface ListView {
  readonly query: string;
  readonly cards: readonly CardView[];
  readonly total: number;
  /** There are more than were counted. */
  readonly atLeast: boolean;
  readonly page: number;
  readonly pages: number;
  readonly previousPath: string | null;
  readonly nextPath: string | null;
  /** Where the filters' form goes. */
  readonly formPath: string;
  readonly sort: SortName;
  readonly sorts: readonly SortName[];
  readonly facets: readonly FacetView[];
  readonly price: { readonly min: string; readonly max: string; readonly currency: string };
  /** What is set, each with the address without it. */
  readonly chips: readonly ChipView[];
  readonly clearPath: string;
  /** Words that were read as others, where what was typed is in no thing's name. */
  readonly readAs: string | null;
  /** Ways out of an empty list. */
  readonly wayOut: readonly WayOut[];
  /** What is new, beside an empty list. */
  readonly newest: readonly CardView[];
}

export const SORTS = ['best', 'newest', 'cheapest', 'dearest'] as const;
export type SortName = (typeof SORTS)[number];

export const FACETS = ['category', 'condition', 'size', 'brand', 'colour', 'store'] as const;
export type FacetName = (typeof FACETS)[number];

export interface FacetView {
  readonly name: FacetName;
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  /** As it stands in the address. */
  readonly value: string;
  /** As people read it; a condition is a word of the language, by its value. */
  readonly label: string;
  readonly count: number;
  readonly chosen: boolean;
}

export interface ChipView {
  readonly kind: FacetName | 'min' | 'max' | 'query';
  readonly label: string;
  readonly path: string;
}

export interface WayOut {
  readonly kind: ChipView['kind'] | 'all_filters' | 'word';
  /** What would be dropped. */
  readonly label: string;
  readonly count: number;
  readonly path: string;
}
