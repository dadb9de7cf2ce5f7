/** What every page of the shop shows around what it is about. Plain data, the same for everybody. */
import type { Opening } from '@second-chance/shared/documents/store-profile.ts';
import type { CategoryId, StoreId } from '@second-chance/shared/ids.ts';
import type { Language } from '@second-chance/shared/text/messages.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';

export interface FrameView {
  readonly language: Language;
  /** Name of the organization. */
  readonly shopName: string;
  /** `https://shop.example`, for addresses that leave the page. */
  readonly origin: string;
  /** Address of this page without the origin, as everybody should call it. */
  readonly canonical: string;
  /** The same page by language. */
  readonly alternates: readonly { readonly language: Language; readonly path: string }[];
  /** False for pages that search engines should not list. */
  readonly indexed: boolean;
  /** Categories at the top, for the way through the shop. */
  readonly categories: readonly CategoryLink[];
  readonly stores: readonly StoreView[];
  readonly query: string;
}

export interface CategoryLink {
  readonly id: CategoryId;
  readonly name: string;
  readonly path: string;
  /** Things on sale in it and below it, as of a few seconds ago. */
  readonly count: number;
}

export interface StoreView {
  readonly id: StoreId;
  readonly name: string;
  readonly slug: string;
  readonly path: string;
  readonly street: string;
  readonly postalCode: string;
  readonly town: string;
  readonly country: string;
  /** Lines as the receipt has them; shown where nobody described the store. */
  readonly addressLines: readonly string[];
  readonly phone: string;
  readonly email: string;
  readonly place: { readonly latitude: number; readonly longitude: number } | null;
  /** Seven days from Monday. */
  readonly hours: readonly (readonly Opening[])[];
  readonly specialDays: readonly {
    readonly day: BusinessDay;
    readonly openings: readonly Opening[];
    readonly note: string;
  }[];
  readonly about: string;
  readonly timeZone: string;
  readonly currency: string;
  /** BCP 47, for money and dates in this page's language. */
  readonly locale: string;
  readonly pricesIncludeTax: boolean;
  /** The store's calendar day, for what is special today. */
  readonly today: BusinessDay;
}
