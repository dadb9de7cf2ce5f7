import { CARD_SIZE, cardAddress } from '@second-chance/shared/catalogue/picture-address.ts';
import { wordsOfPicture } from '../views/item-views.ts';
import type { PageView } from '../views/page-view.ts';
import { jsonLd } from './json-ld.ts';
import { listTitle } from './list-page.tsx';
import { money, type PageText } from './page-text.ts';

/** Addresses of what the build made, and the key that lets scripts run. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  /** Fonts that the first view needs. */
  readonly fonts: readonly string[];
  readonly nonce: string;
}

interface Props {
  readonly view: PageView;
  readonly text: PageText;
  readonly assets: PageAssets;
}

/** The head of a page: what it is, what it is called everywhere, how it looks when shared. */
export function PageHead({ view, text, assets }: Props) {
  const { frame } = view;
  const title = titleOf(view, text);
  const description = descriptionOf(view, text);
  const picture = pictureOf(view);
  const whole = (path: string) => frame.origin + path;
  const data = jsonLd(view, text);
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <meta name="description" content={description} />
      {!frame.indexed && <meta name="robots" content="noindex" />}
      {view.page !== 'missing' && <link rel="canonical" href={whole(frame.canonical)} />}
      {frame.indexed &&
        frame.alternates.map(({ language, path }) => (
          <link key={language} rel="alternate" hrefLang={language} href={whole(path)} />
        ))}
      {frame.indexed && (
        <link rel="alternate" hrefLang="x-default" href={whole(frame.alternates[0]?.path ?? '/')} />
      )}
      <link rel="icon" href={assets.icon} type="image/svg+xml" />
      {assets.fonts.map((font) => (
        <link key={font} rel="preload" as="font" type="font/woff2" href={font} crossOrigin="" />
      ))}
      <link rel="stylesheet" href={assets.style} />
      <link
        rel="alternate"
        type="application/atom+xml"
        title={text.t('feed.title', { shop: frame.shopName })}
        href={`/${frame.language}/feed.xml`}
      />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfaf7" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#161714" />
      <meta property="og:type" content={view.page === 'item' ? 'product' : 'website'} />
      <meta property="og:site_name" content={frame.shopName} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={whole(frame.canonical)} />
      <meta property="og:locale" content={frame.language === 'de' ? 'de_DE' : 'en_GB'} />
      {picture !== null && (
        <>
          <meta property="og:image" content={whole(cardAddress(picture))} />
          <meta property="og:image:width" content={String(CARD_SIZE.width)} />
          <meta property="og:image:height" content={String(CARD_SIZE.height)} />
          <meta
            property="og:image:alt"
            content={(view.page === 'item' && wordsOfPicture(view.item, picture)) || title}
          />
        </>
      )}
      <meta name="twitter:card" content={picture === null ? 'summary' : 'summary_large_image'} />
      {view.page === 'item' && !view.item.sold && (
        <>
          <meta property="product:availability" content="in stock" />
          <meta
            property="product:condition"
            content={view.item.condition === 'new' ? 'new' : 'used'}
          />
        </>
      )}
      {data.map((json) => (
        <script
          key={json.slice(0, 80)}
          type="application/ld+json"
          nonce={assets.nonce}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: escaped by jsonLd for a script
          dangerouslySetInnerHTML={{ __html: json }}
        />
      ))}
      <script type="module" src={assets.script} nonce={assets.nonce} />
    </head>
  );
}

function titleOf(view: PageView, text: PageText): string {
  const { shopName } = view.frame;
  const { t } = text;
  switch (view.page) {
    case 'home':
      return `${shopName} · ${t('home.title')}`;
    case 'list':
      return `${listTitle(view, text)} · ${shopName}`;
    case 'item':
      return `${[view.item.name, view.item.brand].filter(Boolean).join(', ')} · ${shopName}`;
    case 'store':
      return `${t('store.title', { store: view.store.name })} · ${shopName}`;
    case 'wishlist':
      return `${t('wishlist.title')} · ${shopName}`;
    case 'missing':
      return `${t('missing.title')} · ${shopName}`;
  }
}

function descriptionOf(view: PageView, text: PageText): string {
  const { t } = text;
  const { shopName } = view.frame;
  switch (view.page) {
    case 'item': {
      const { item, store } = view;
      if (item.sold) return t('gone.none', { name: item.name });
      const facts = [
        item.brand,
        item.size,
        t(`condition.${item.condition}`),
        money(item.price, item),
      ];
      const words = item.description || item.defects;
      return [...facts, store.name, words.slice(0, 160)].filter(Boolean).join(' · ');
    }
    case 'list':
      return `${listTitle(view, text)}: ${text.count('count', view.list.total)}. ${t('home.lead')}`;
    case 'store': {
      const { name, town, addressLines } = view.store;
      return t('store.description', { store: name, town: town || (addressLines[0] ?? '') });
    }
    default:
      return t('home.description', { shop: shopName });
  }
}

/** The picture by which a page is known elsewhere. */
function pictureOf(view: PageView): string | null {
  switch (view.page) {
    case 'item':
      return view.item.picture;
    case 'home':
    case 'store':
      return view.newest[0]?.picture ?? null;
    case 'list':
      return view.list.cards[0]?.picture ?? null;
    default:
      return null;
  }
}
