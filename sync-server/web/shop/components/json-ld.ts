/** What machines read about a page (schema.org), as JSON that may stand in a script element. */
import { pictureAddress } from '@second-chance/shared/catalogue/picture-address.ts';
import type { Condition } from '@second-chance/shared/documents/item.ts';
import { decimalsOf } from '@second-chance/shared/money/currency.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { StoreView } from '../views/frame-view.ts';
import { wordsOfPicture } from '../views/item-views.ts';
import type { ItemPageView, PageView } from '../views/page-view.ts';
import { mapAddress } from './map-address.ts';
import type { PageText } from './page-text.ts';

type Thing = Readonly<Record<string, unknown>>;

export function jsonLd(view: PageView, text: PageText): readonly string[] {
  return thingsOf(view, text).map((thing) =>
    scriptSafe({ '@context': 'https://schema.org', ...thing }),
  );
}

function thingsOf(view: PageView, text: PageText): readonly Thing[] {
  const { frame } = view;
  switch (view.page) {
    case 'home':
      return [
        {
          '@type': 'WebSite',
          name: frame.shopName,
          url: `${frame.origin}${frame.canonical}`,
          inLanguage: frame.language,
          potentialAction: {
            '@type': 'SearchAction',
            target: `${frame.origin}/${frame.language}/search?q={search_term_string}`,
            'query-input': 'required name=search_term_string',
          },
        },
        ...frame.stores.map((store) => localBusiness(store, view)),
      ];
    case 'item':
      return [
        product(view),
        breadcrumbs(view, [...view.item.trail, { name: view.item.name, path: view.item.path }]),
      ];
    case 'list':
      return view.category ? [breadcrumbs(view, [home(view, text), ...view.category.trail])] : [];
    case 'store':
      return [localBusiness(view.store, view)];
    default:
      return [];
  }
}

function home({ frame }: PageView, { t }: PageText) {
  return { name: t('nav.label'), path: `/${frame.language}/` };
}

function product(view: ItemPageView): Thing {
  const { item, store, frame } = view;
  const words = [item.description, item.defects].filter(Boolean).join('\n');
  return {
    '@type': 'Product',
    name: item.name,
    sku: item.sku,
    url: `${frame.origin}${item.path}`,
    ...(item.pictures.length > 0 && {
      image: item.pictures.map((name) => {
        const url = `${frame.origin}${pictureAddress(name, 960, 'webp')}`;
        const caption = wordsOfPicture(item, name);
        return caption === null ? url : { '@type': 'ImageObject', url, caption };
      }),
    }),
    ...(words !== '' && { description: words }),
    ...(item.brand !== '' && { brand: { '@type': 'Brand', name: item.brand } }),
    ...(item.colour !== '' && { color: item.colour }),
    ...(item.size !== '' && { size: item.size }),
    ...(item.gtin !== null && { gtin: item.gtin }),
    itemCondition: CONDITION[item.condition],
    offers: {
      '@type': 'Offer',
      url: `${frame.origin}${item.path}`,
      price: plainPrice(item.price, item.currency),
      priceCurrency: item.currency,
      itemCondition: CONDITION[item.condition],
      availability: item.sold ? 'https://schema.org/SoldOut' : 'https://schema.org/InStoreOnly',
      availableAtOrFrom: { '@id': `${frame.origin}${store.path}` },
      seller: localBusiness(store, view),
    },
  };
}

const CONDITION: Readonly<Record<Condition, string>> = {
  new: 'https://schema.org/NewCondition',
  like_new: 'https://schema.org/UsedCondition',
  good: 'https://schema.org/UsedCondition',
  fair: 'https://schema.org/UsedCondition',
  for_parts: 'https://schema.org/DamagedCondition',
};

function breadcrumbs(
  { frame }: PageView,
  steps: readonly { readonly name: string; readonly path: string }[],
): Thing {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, path }, place) => ({
      '@type': 'ListItem',
      position: place + 1,
      name,
      item: `${frame.origin}${path}`,
    })),
  };
}

function localBusiness(store: StoreView, { frame }: PageView): Thing {
  return {
    '@type': 'Store',
    '@id': `${frame.origin}${store.path}`,
    name: `${frame.shopName}, ${store.name}`,
    url: `${frame.origin}${store.path}`,
    hasMap: mapAddress(store),
    address: {
      '@type': 'PostalAddress',
      streetAddress: store.street || store.addressLines.join(', '),
      ...(store.postalCode !== '' && { postalCode: store.postalCode }),
      ...(store.town !== '' && { addressLocality: store.town }),
      ...(store.country !== '' && { addressCountry: store.country }),
    },
    ...(store.phone !== '' && { telephone: store.phone }),
    ...(store.email !== '' && { email: store.email }),
    ...(store.place !== null && { geo: { '@type': 'GeoCoordinates', ...store.place } }),
    openingHoursSpecification: store.hours.flatMap((openings, day) =>
      openings.map(({ opens, closes }) => ({
        '@type': 'OpeningHoursSpecification',
        dayOfWeek: `https://schema.org/${WEEKDAYS[day] ?? 'Monday'}`,
        opens: clock(opens),
        closes: clock(Math.min(closes, 1_439)),
      })),
    ),
  };
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function clock(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** `24.00`: digits and a point, as machines expect an amount. */
function plainPrice(price: MinorUnits, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(price).padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** JSON that ends no script element and starts no comment in it, whatever a thing is called. */
function scriptSafe(thing: Thing): string {
  return JSON.stringify(thing)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
