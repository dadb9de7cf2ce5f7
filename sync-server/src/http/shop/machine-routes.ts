/** What search engines and feed readers ask of the shop. */
import { LANGUAGES } from '@second-chance/shared/text/messages.ts';
import { type Request, type Response, Router } from 'express';
import { feedOfNewItems } from '../../shop/feed.ts';
import { countOnSale, readForFeed, readForSitemap } from '../../shop/machine-repository.ts';
import { begin, type ShopDeps, type Visit } from '../../shop/shop-pages.ts';
import { SITEMAP_ITEMS, sitemapIndex, sitemapOfItems, sitemapOfPages } from '../../shop/sitemap.ts';
import type { RenderCache } from './render-cache.ts';
import { type Keeping, sendDocument, tagOf } from './send-document.ts';
import type { FindVisit } from './shop-visit.ts';
import { originOf } from './shop-visit.ts';

const XML = 'application/xml; charset=utf-8';
const ATOM = 'application/atom+xml; charset=utf-8';
const FEED_ITEMS = 40;

interface Tools {
  readonly visitOf: FindVisit;
  readonly cache: RenderCache;
}

export function machineRoutes(shop: ShopDeps, { visitOf, cache }: Tools): Router {
  const router = Router();

  async function send(
    exchange: { readonly req: Request; readonly res: Response },
    {
      text,
      type,
      keeping,
    }: { readonly text: string; readonly type: string; readonly keeping: Keeping },
  ): Promise<void> {
    await sendDocument(cache, exchange, {
      type,
      keeping,
      tag: tagOf(type, text),
      draw: () => text,
    });
  }
  /** Of pages in no language: which shop it is. */
  const visitAtRoot = (req: Request): Promise<Visit | null> =>
    visitOf(Object.create(req, { path: { value: '/en/' } }));

  router.get('/robots.txt', (req, res) =>
    send(
      { req, res },
      { text: robots(originOf(req)), type: 'text/plain; charset=utf-8', keeping: 'calm' },
    ),
  );
  router.get('/sitemap.xml', async (req, res, next) => {
    const visit = await visitAtRoot(req);
    if (visit === null) return next();
    const { count, changedAt } = await countOnSale(shop.db, visit.organizationId);
    const pages = Math.ceil(count / SITEMAP_ITEMS);
    const text = sitemapIndex({ origin: visit.origin, pages, changedAt });
    await send({ req, res }, { text, type: XML, keeping: 'calm' });
  });
  router.get('/sitemap/:name.xml', async (req, res, next) => {
    const visit = await visitAtRoot(req);
    const name = String(req.params.name);
    if (visit === null || !/^(?:pages|[1-9][0-9]{0,4})$/.test(name)) return next();
    const { frame } = await begin(shop, visit);
    const items =
      name === 'pages' ? [] : await readForSitemap(shop.db, visit.organizationId, Number(name));
    if (name !== 'pages' && items.length === 0) return next();
    const { origin } = visit;
    const text =
      name === 'pages' ? sitemapOfPages({ origin, frame }) : sitemapOfItems({ origin, items });
    await send({ req, res }, { text, type: XML, keeping: 'calm' });
  });
  router.get('/:language/feed.xml', async (req, res, next) => {
    const visit = await visitOf(req);
    if (visit === null) return next();
    const viewing = await begin(shop, visit);
    const rows = await readForFeed(shop.db, visit.organizationId, FEED_ITEMS);
    const text = feedOfNewItems({ rows, viewing, origin: visit.origin });
    await send({ req, res }, { text, type: ATOM, keeping: 'fresh' });
  });
  return router;
}

function robots(origin: string): string {
  const closed = [
    ...LANGUAGES.flatMap((language) => [`/${language}/search`, `/${language}/wishlist`]),
    '/admin',
    '/docs',
  ];
  const lines = ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), 'Allow: /'];
  return `${lines.join('\n')}\n\nSitemap: ${origin}/sitemap.xml\n`;
}
