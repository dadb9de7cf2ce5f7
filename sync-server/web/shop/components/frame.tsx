import type { ReactNode } from 'react';
import type { FrameView, StoreView } from '../views/frame-view.ts';
import { Heart, Lens } from './icons.tsx';
import { cachedFor, cachedMarkup } from './markup-cache.ts';
import type { PageText } from './page-text.ts';

interface Props {
  readonly frame: FrameView;
  readonly text: PageText;
  readonly children: ReactNode;
}

/** What stands around every page: the name, the search, the ways through the shop, the stores. */
export function Frame({ frame, text, children }: Props) {
  const { t } = text;
  const other = frame.alternates.find(({ language }) => language !== frame.language);
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="top">
        <div className="top-row">
          {frame.query === '' ? (
            <Kept part={Top} frame={frame} text={text} />
          ) : (
            <Top frame={frame} text={text} />
          )}
          {other && (
            <a
              className="top-link"
              href={other.path}
              hrefLang={other.language}
              lang={other.language}
            >
              {t('nav.language')}
            </a>
          )}
        </div>
        {frame.categories.length > 0 && <Kept part={Ways} frame={frame} text={text} />}
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Kept part={Foot} frame={frame} text={text} />
    </>
  );
}

/** Parts that many pages share, drawn once for all of them. */
function Kept({ part: Part, frame, text }: Omit<Props, 'children'> & { readonly part: FramePart }) {
  const { shopName, categories, stores, canonical, language } = frame;
  const draw = () => <Part frame={frame} text={text} />;
  const keyOf = (shown: unknown) => JSON.stringify([Part.name, language, shown]);
  const markup = () => {
    if (Part === Top) return cachedMarkup(keyOf(shopName), draw);
    const here =
      Part === Ways ? (categories.find(({ path }) => path === canonical)?.path ?? '') : '';
    const shown = Part === Ways ? categories : stores;
    return cachedFor(shown, keyOf(here), () => cachedMarkup(keyOf([here, shown]), draw));
  };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React drew and escaped it
  return <div className="kept" dangerouslySetInnerHTML={{ __html: markup() }} />;
}

type FramePart = (props: Omit<Props, 'children'>) => ReactNode;

function Top({ frame, text: { t } }: Omit<Props, 'children'>) {
  const base = `/${frame.language}`;
  return (
    <>
      <a className="brand" href={`${base}/`}>
        {frame.shopName}
      </a>
      <search className="top-search">
        <form action={`${base}/search`} method="get">
          <input
            type="search"
            name="q"
            defaultValue={frame.query}
            aria-label={t('search.label')}
            placeholder={t('search.placeholder')}
            maxLength={200}
            autoComplete="off"
            enterKeyHint="search"
          />
          <button type="submit" aria-label={t('search.go')}>
            <Lens />
          </button>
        </form>
      </search>
      <a className="top-link wish-link" href={`${base}/wishlist`}>
        <Heart />
        <span className="wish-word">{t('nav.wishlist')}</span>
        <span className="wish-count" data-wish-count hidden />
      </a>
    </>
  );
}

function Ways({ frame, text: { t } }: Omit<Props, 'children'>) {
  const base = `/${frame.language}`;
  return (
    <nav className="ways" aria-label={t('nav.categories')}>
      <ul>
        <li>
          <a href={`${base}/search`}>{t('nav.all')}</a>
        </li>
        {frame.categories.map(({ id, name, path }) => (
          <li key={id}>
            <a href={path} aria-current={path === frame.canonical ? 'page' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Foot({ frame, text: { t } }: Omit<Props, 'children'>) {
  const base = `/${frame.language}`;
  return (
    <footer className="foot">
      <div className="foot-row">
        <section>
          <h2>{t('footer.stores')}</h2>
          <ul className="foot-stores">
            {frame.stores.map((store) => (
              <li key={store.id}>
                <a href={store.path}>{store.name}</a>
                <address>{addressLines(store).join(', ')}</address>
              </li>
            ))}
          </ul>
        </section>
        <nav aria-label={t('footer.shop')}>
          <h2>{t('footer.shop')}</h2>
          <ul>
            <li>
              <a href={`${base}/search`}>{t('nav.all')}</a>
            </li>
            <li>
              <a href={`${base}/wishlist`}>{t('nav.wishlist')}</a>
            </li>
            <li>
              <a href={`${base}/feed.xml`}>{t('footer.feed')}</a>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  );
}

/** Where a store is; as its receipts say it, where nobody described it. */
export function addressLines(store: StoreView): readonly string[] {
  const described = [store.street, [store.postalCode, store.town].join(' ').trim()];
  const lines = described.filter((line) => line !== '');
  return lines.length > 0 ? lines : store.addressLines;
}
