/** What the server loads of the shop: pages as HTML from plain data. Pure, whatever is in the data. */
import type { Language } from '@second-chance/shared/text/messages.ts';
import { renderToStaticMarkup } from 'react-dom/server';
import { cardItem } from './components/card.tsx';
import { Frame } from './components/frame.tsx';
import { HomePage } from './components/home-page.tsx';
import { ItemPage } from './components/item-page.tsx';
import { ListPage } from './components/list-page.tsx';
import { type PageAssets, PageHead } from './components/page-head.tsx';
import { type PageText, pageText } from './components/page-text.ts';
import { MissingPage, WishlistPage } from './components/small-pages.tsx';
import { StorePage } from './components/store-page.tsx';
import type { CardView } from './views/item-views.ts';
import type { PageView } from './views/page-view.ts';

/** A whole page as an HTML document. */
export function renderPage(view: PageView, assets: PageAssets): string {
  const { language } = view.frame;
  const text = pageText(language);
  const page = renderToStaticMarkup(
    <html lang={language}>
      <PageHead view={view} text={text} assets={assets} />
      <body data-page={view.page}>
        <Frame frame={view.frame} text={text}>
          <Content view={view} text={text} />
        </Frame>
      </body>
    </html>,
  );
  return `<!doctype html>${page}`;
}

/** Cards as list items, for a list that a script fills. */
export function renderCards(cards: readonly CardView[], language: Language): string {
  const text = pageText(language);
  return cards.map((card) => cardItem(card, { text, first: false })).join('');
}

function Content({ view, text }: { readonly view: PageView; readonly text: PageText }) {
  switch (view.page) {
    case 'home':
      return <HomePage view={view} text={text} />;
    case 'list':
      return <ListPage view={view} text={text} />;
    case 'item':
      return <ItemPage view={view} text={text} />;
    case 'store':
      return <StorePage view={view} text={text} />;
    case 'wishlist':
      return <WishlistPage view={view} text={text} />;
    case 'missing':
      return <MissingPage view={view} text={text} />;
  }
}
