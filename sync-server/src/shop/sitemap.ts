/** What search engines may list, in the form of sitemaps.org. Pure. */
import { categoryAddress, itemAddress, storeAddress } from '@second-chance/shared/shop/address.ts';
import { LANGUAGES, type Language } from '@second-chance/shared/text/messages.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { ListedItem } from './machine-repository.ts';
import type { ShopFrame } from './shop-frame.ts';
import { xml } from './xml.ts';

/** Things in one file; each has an address a language, and a file may have 50,000. */
export const SITEMAP_ITEMS = 10_000;

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

export function sitemapIndex({
  origin,
  pages,
  changedAt,
}: {
  readonly origin: string;
  readonly pages: number;
  readonly changedAt: EpochMs | null;
}): string {
  const names = ['pages', ...Array.from({ length: pages }, (_, index) => String(index + 1))];
  const modified = changedAt === null ? '' : `<lastmod>${iso(changedAt)}</lastmod>`;
  const entries = names.map(
    (name) => `<sitemap><loc>${xml(`${origin}/sitemap/${name}.xml`)}</loc>${modified}</sitemap>`,
  );
  return `${HEAD}<sitemapindex xmlns="${NAMESPACE}">${entries.join('\n')}</sitemapindex>\n`;
}

export function sitemapOfItems({
  origin,
  items,
}: {
  readonly origin: string;
  readonly items: readonly ListedItem[];
}): string {
  const entries = items.map((item) =>
    inAllLanguages(origin, (language) => itemAddress(language, item), item.changedAt),
  );
  return urlSet(entries);
}

export function sitemapOfPages({
  origin,
  frame,
}: {
  readonly origin: string;
  readonly frame: ShopFrame;
}): string {
  return urlSet([
    inAllLanguages(origin, (language) => `/${language}/`),
    ...frame.categories
      .filter(({ count }) => count > 0)
      .map((category) => inAllLanguages(origin, (language) => categoryAddress(language, category))),
    ...frame.stores.map(({ slug }) =>
      inAllLanguages(origin, (language) => storeAddress(language, slug)),
    ),
  ]);
}

function urlSet(entries: readonly string[]): string {
  return `${HEAD}<urlset xmlns="${NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">${entries.join('\n')}</urlset>\n`;
}

function inAllLanguages(
  origin: string,
  path: (language: Language) => string,
  changedAt?: EpochMs,
): string {
  const others = LANGUAGES.map(
    (language) =>
      `<xhtml:link rel="alternate" hreflang="${language}" href="${xml(origin + path(language))}"/>`,
  ).join('');
  const modified = changedAt === undefined ? '' : `<lastmod>${iso(changedAt)}</lastmod>`;
  return LANGUAGES.map(
    (language) => `<url><loc>${xml(origin + path(language))}</loc>${modified}${others}</url>`,
  ).join('\n');
}

function iso(at: EpochMs): string {
  return new Date(at).toISOString();
}
