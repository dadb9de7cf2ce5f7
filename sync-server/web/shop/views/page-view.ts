/** What each page of the shop shows: plain data from the server, drawn without further questions. */
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { CategoryLink, FrameView, StoreView } from './frame-view.ts';
import type { CardView, ItemView } from './item-views.ts';
import type { ListView } from './list-view.ts';

export type PageView =
  | HomeView
  | ListPageView
  | ItemPageView
  | StorePageView
  | WishlistView
  | MissingView;

export interface HomeView {
  readonly page: 'home';
  readonly frame: FrameView;
  readonly newest: readonly CardView[];
  readonly reduced: readonly CardView[];
  readonly categories: readonly (CategoryLink & { readonly picture: string | null })[];
  readonly count: number;
}

export interface ListPageView {
  readonly page: 'list';
  readonly frame: FrameView;
  /** Null: a search, or all that is there. */
  readonly category: {
    readonly name: string;
    readonly trail: readonly { readonly name: string; readonly path: string }[];
    readonly below: readonly CategoryLink[];
  } | null;
  readonly list: ListView;
}

export interface ItemPageView {
  readonly page: 'item';
  readonly frame: FrameView;
  readonly item: ItemView;
  readonly store: StoreView;
  /** What the shop knew at this time: the last that all tills of the store were heard of. */
  readonly asOf: EpochMs;
  readonly livePath: string;
  readonly similar: readonly CardView[];
}

export interface StorePageView {
  readonly page: 'store';
  readonly frame: FrameView;
  readonly store: StoreView;
  readonly newest: readonly CardView[];
  readonly count: number;
}

export interface WishlistView {
  readonly page: 'wishlist';
  readonly frame: FrameView;
}

export interface MissingView {
  readonly page: 'missing';
  readonly frame: FrameView;
  readonly newest: readonly CardView[];
}
