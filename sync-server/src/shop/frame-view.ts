/** What pages show around what they are about. Pure. */
import { emptyProfile } from '@second-chance/shared/documents/store-profile.ts';
import type { CategoryId } from '@second-chance/shared/ids.ts';
import { categoryAddress, storeAddress } from '@second-chance/shared/shop/address.ts';
import { LANGUAGES, type Language, languageOf } from '@second-chance/shared/text/messages.ts';
import { businessDayAt } from '@second-chance/shared/time/business-day.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { CategoryLink, FrameView, StoreView } from '../../web/shop/views/frame-view.ts';
import type { ShopCategory, ShopFrame, ShopStore } from './shop-frame.ts';

export interface PageAddress {
  readonly origin: string;
  readonly language: Language;
  /** Without the language: `/item/…`; the same page in another language has the same. */
  readonly path: string;
  readonly query?: string;
  readonly indexed?: boolean;
}

export function frameView(frame: ShopFrame, address: PageAddress, at: EpochMs): FrameView {
  const { language, path, origin, query = '', indexed = true } = address;
  return {
    language,
    shopName: frame.name,
    origin,
    canonical: `/${language}${path}`,
    alternates: LANGUAGES.map((other) => ({ language: other, path: `/${other}${path}` })),
    indexed,
    ...sharedParts(frame, language, at),
    query,
  };
}

type SharedParts = Pick<FrameView, 'categories' | 'stores'>;
const shared = new WeakMap<ShopFrame, Map<Language, SharedParts>>();

/** What all pages of a frame show in one language; a frame lives for seconds. */
function sharedParts(frame: ShopFrame, language: Language, at: EpochMs): SharedParts {
  const byLanguage = shared.get(frame) ?? new Map<Language, SharedParts>();
  shared.set(frame, byLanguage);
  const known = byLanguage.get(language);
  if (known !== undefined) return known;
  const made = {
    categories: linksBelow(frame, null, language).filter(({ count }) => count > 0),
    stores: frame.stores.map((store) => storeView(store, { language, at })),
  };
  byLanguage.set(language, made);
  return made;
}

/** The categories right below one, or at the top. */
export function linksBelow(
  frame: ShopFrame,
  parent: CategoryId | null,
  language: Language,
): readonly CategoryLink[] {
  return frame.categories
    .filter((category) => category.parent === parent)
    .map((category) => ({
      id: category.id,
      name: category.name,
      path: categoryAddress(language, category),
      count: withBelow(frame, category).reduce((sum, { count }) => sum + count, 0),
    }));
}

/** A category and all that is below it. */
export function withBelow(frame: ShopFrame, top: ShopCategory): readonly ShopCategory[] {
  const found = new Set([top.id]);
  for (const { id, parent } of frame.categories) if (parent && found.has(parent)) found.add(id);
  return frame.categories.filter(({ id }) => found.has(id));
}

export function storeView(
  store: ShopStore,
  { language, at }: { readonly language: Language; readonly at: EpochMs },
): StoreView {
  const profile = store.profile ?? emptyProfile(store.id);
  const { storeId: _, about, ...described } = profile;
  return {
    ...described,
    id: store.id,
    name: store.name,
    slug: store.slug,
    path: storeAddress(language, store.slug),
    addressLines: store.addressLines,
    about: about[language] || LANGUAGES.map((other) => about[other]).find(Boolean) || '',
    timeZone: store.timeZone,
    currency: store.currency,
    locale: localeOf(language, store.locale),
    pricesIncludeTax: store.pricesIncludeTax,
    today: businessDayAt(at, { timeZone: store.timeZone, dayStartsAt: 0 }),
  };
}

const LOCALE = { en: 'en-GB', de: 'de-DE' } as const;

/** Money and dates of a store in a page's language: as the store writes them, where it speaks it. */
export function localeOf(language: Language, storeLocale: string): string {
  return languageOf(storeLocale) === language && storeLocale.toLowerCase().startsWith(language)
    ? storeLocale
    : LOCALE[language];
}
