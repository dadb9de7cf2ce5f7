/** The public shop: pages by address, what stands beside them, and what is told while one is open. */
import { join } from 'node:path';
import { type ItemId, idSchema } from '@second-chance/shared/ids.ts';
import express, { type Request, type Response, Router } from 'express';
import type { PageView } from '../../../web/shop/views/page-view.ts';
import { categoryPage, searchPage } from '../../shop/list-page.ts';
import {
  homePage,
  itemPage,
  missingPage,
  type PageAnswer,
  shopDeps,
  storePage,
  type Visit,
  wishedCards,
  wishlistPage,
} from '../../shop/shop-pages.ts';
import type { ServerDeps } from '../deps.ts';
import { liveRoute } from './live-route.ts';
import { machineRoutes } from './machine-routes.ts';
import { pageNonces, pagePolicy } from './page-policy.ts';
import { renderCache } from './render-cache.ts';
import { sendDocument, tagOf } from './send-document.ts';
import { loadShopBundle, type ShopBundle } from './shop-bundle.ts';
import { shopVisits, wantedLanguage } from './shop-visit.ts';

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;
const HTML = 'text/html; charset=utf-8';
const WISHES_AT_ONCE = 60;
const itemId = idSchema<'Item'>();

type Answer = PageAnswer<PageView>;
type Page = (visit: Visit, req: Request) => Promise<Answer>;

export function shopRouter(deps: ServerDeps): Router {
  const router = Router();
  const shop = shopDeps(deps);
  const visitOf = shopVisits(deps);
  const cache = renderCache();
  const nonceOf = pageNonces(deps.serverKey);
  let bundle: ShopBundle | null = null;
  const built = async () => {
    bundle ??= await loadShopBundle(deps.shopFolder);
    return bundle;
  };

  async function send({ req, res }: { req: Request; res: Response }, answer: Answer, visit: Visit) {
    if (answer.outcome === 'moved') {
      return res.set('cache-control', 'public, max-age=3600').redirect(301, answer.path);
    }
    const pages = await built();
    if (pages === null) return sayHowToBuild(res);
    const missing = answer.outcome === 'missing';
    const view = missing ? await missingPage(shop, visit) : answer.view;
    const tag = tagOf(pages.build, JSON.stringify(view));
    const nonce = nonceOf(tag);
    return sendDocument(
      cache,
      { req, res },
      {
        status: missing ? 404 : answer.outcome === 'gone' ? 410 : 200,
        type: HTML,
        keeping: view.page === 'wishlist' ? 'calm' : 'fresh',
        tag,
        headers: {
          'content-security-policy': pagePolicy(nonce),
          'referrer-policy': 'strict-origin-when-cross-origin',
          'content-language': visit.language,
        },
        draw: () => pages.renderPage(view, { ...pages.assets, nonce }),
      },
    );
  }

  const page = (path: string, make: Page) => {
    router.get(path, async (req, res, next) => {
      const visit = await visitOf(req);
      if (visit === null) return next();
      await send({ req, res }, await make(visit, req), visit);
    });
  };

  router.use(
    '/shop',
    express.static(join(deps.shopFolder, 'client'), {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      setHeaders(res, file) {
        // Names of what is in there say what is in it.
        const named = file.includes(`${join('client', 'assets')}`);
        res.setHeader(
          'cache-control',
          named ? `public, max-age=${YEAR_MS / 1_000}, immutable` : 'public, max-age=86400',
        );
      },
    }),
  );
  router.get('/', (req, res) => {
    res.vary('Accept-Language').set('cache-control', 'public, no-cache');
    res.redirect(302, `/${wantedLanguage(req)}/`);
  });
  router.get(['/en', '/de'], (req, res, next) => {
    if (req.path.endsWith('/')) return next();
    res.redirect(301, `${req.path}/`);
  });
  router.use(machineRoutes(shop, { visitOf, cache }));
  router.get('/:language/item/:part/live', liveRoute(deps, visitOf));
  router.get('/:language/wishlist/cards', async (req, res, next) => {
    const [visit, pages] = [await visitOf(req), await built()];
    if (visit === null || pages === null) return next();
    const ids = String(req.query.ids ?? '')
      .split(',')
      .slice(0, WISHES_AT_ONCE);
    const known = ids.filter((id): id is ItemId => itemId.safeParse(id).success);
    const cards = await wishedCards(shop, visit, [...new Set(known)]);
    res.set('cache-control', 'no-store').set('x-robots-tag', 'noindex');
    res.type('html').send(pages.renderCards(cards, visit.language));
  });
  page('/:language/', async (visit) => ({ outcome: 'page', view: await homePage(shop, visit) }));
  page('/:language/search', (visit, req) => searchPage(shop, visit, req.query));
  page('/:language/c/:part', (visit, req) =>
    categoryPage(shop, visit, { part: String(req.params.part), query: req.query }),
  );
  page('/:language/item/:part', (visit, req) => itemPage(shop, visit, String(req.params.part)));
  page('/:language/store/:slug', (visit, req) => storePage(shop, visit, String(req.params.slug)));
  page('/:language/wishlist', async (visit) => ({
    outcome: 'page',
    view: await wishlistPage(shop, visit),
  }));
  page('/:language/{*rest}', async () => ({ outcome: 'missing' }));
  return router;
}

function sayHowToBuild(res: Response): void {
  res.status(503).set('retry-after', '60').type('text');
  res.send('The shop is not built yet. Build it with: npm run build\n');
}
