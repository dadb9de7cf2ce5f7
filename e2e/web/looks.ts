/** Every page of shop and admin web, looked at by axe in both themes. */
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { DEMO_PASSWORD } from '../../sync-server/src/demo/demo-shop.ts';
import { goTo, hasArrived } from '../harness/admin-web.ts';
import { openAdmin, openFirstRow, PLATFORM, press, signInAs } from '../harness/admin-work.ts';
import { barriersOf } from '../harness/axe.ts';
import { tourCatalogue } from '../harness/catalogue-tour.ts';
import { DESK, PHONE, visitor } from './shop.ts';
import type { WebWorld } from './web-world.ts';

/** The tour of the shop stops so often. */
const SHOP_PAGES = 11;

export function testLooks(opened: () => WebWorld): void {
  test.for([
    ['en', PHONE],
    ['de', DESK],
  ] as const)(
    'no page of the shop has a barrier that axe can find, or does what its policy forbids: %s',
    async ([language, screen]) => {
      const { url } = opened();
      await using visit = await visitor(opened(), screen);
      const { page, forbidden } = visit;
      await withoutPictures(page.context());
      const faults: string[] = [];
      let pages = 0;
      await tourCatalogue({
        page,
        url,
        language,
        soldPath: await gonePath(opened(), page),
        async visit(name) {
          pages += 1;
          // What colours there are has been seen by then.
          const alsoDark = language === 'en';
          faults.push(...(await barriersOf(page, name, { alsoDark })));
          if (await isTooWide(page)) faults.push(`${name}: wider than the screen`);
        },
      });
      expect(faults).toEqual([]);
      expect(forbidden).toEqual([]);
      expect(pages).toBe(SHOP_PAGES);
    },
  );

  test('no page of a store admin has a barrier that axe can find', async () => {
    const page = await opened().admin.open('/');
    const faults = await walk(page, STORE_ADMIN_PAGES);
    await page.close();
    expect(faults).toEqual([]);
  });

  test('no page of a platform admin has a barrier that axe can find', async () => {
    const { page, faults: forbidden } = await openAdmin(
      opened().world.browser,
      `${opened().url}/admin`,
    );
    const faults = [...(await barriersOf(page, 'sign-in'))];
    await signInAs(page, PLATFORM, DEMO_PASSWORD);
    await hasArrived(page);
    faults.push(...(await walk(page, PLATFORM_PAGES)));
    await page.context().close();
    expect(faults).toEqual([]);
    expect(forbidden).toEqual([]);
  });
}

type Stop = readonly [path: string, open?: (page: Page) => Promise<unknown>];

const STORE_ADMIN_PAGES: readonly Stop[] = [
  ['/'],
  ['/items'],
  ['/items', press('New item')],
  ['/categories'],
  ['/categories', press('New category')],
  ['/transfer'],
  ['/sales'],
  ['/shifts'],
  ['/customers'],
  ['/employees'],
  ['/employees', openFirstRow],
  ['/exceptions'],
  ['/changes'],
  ['/cards'],
  ['/cards?side=set-up'],
  ['/cards?side=compare'],
  ['/cards?side=events'],
  ['/payment-links'],
  ['/payment-links?link=new'],
  ['/registers'],
  ['/registers', openFirstRow],
  ['/stores'],
  ['/taxes'],
  ['/account'],
];

const PLATFORM_PAGES: readonly Stop[] = [
  ['/stores'],
  ['/stores', openFirstRow],
  ['/admins'],
  ['/admins', openFirstRow],
  ['/registers'],
  ['/registers', press('Add a register')],
  ['/taxes'],
  ['/taxes', openFirstRow],
  ['/audit'],
  ['/audit', openFirstRow],
  ['/mail'],
  ['/account'],
];

async function walk(page: Page, stops: readonly Stop[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [path, open] of stops) {
    await goTo(page, path);
    await open?.(page);
    await hasArrived(page);
    faults.push(...(await barriersOf(page, open === undefined ? path : `${path}, open`)));
    if (await isTooWide(page)) faults.push(`${path}: wider than the screen`);
  }
  return faults;
}

const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Boxes of pictures stay as they are; making the pictures is what takes its time. */
async function withoutPictures(context: BrowserContext): Promise<void> {
  await context.route(/\/pictures\//, (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: SVG }),
  );
}
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="5"/>';

/** The page of a thing that the till has sold. */
async function gonePath({ world, url }: WebWorld, page: Page): Promise<string> {
  const { id } = await world.api.itemBySku('COAT-06');
  const response = await page.request.get(`${url}/en/wishlist/cards?ids=${id}`);
  return /href="([^"]+)"/.exec(await response.text())?.[1] ?? '';
}
