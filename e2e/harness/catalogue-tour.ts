/** A visitor's way through the public shop: every kind of page once, each ready to be looked at. */
import type { Page } from 'playwright-core';

export interface CatalogueTour {
  readonly page: Page;
  /** The server's address. */
  readonly url: string;
  readonly language: 'en' | 'de';
  /** Address of a thing that was sold; null leaves that page out. */
  readonly soldPath: string | null;
  readonly visit: (name: string, page: Page) => Promise<void>;
}

export async function tourCatalogue(tour: CatalogueTour): Promise<void> {
  const { page, url, language, soldPath, visit } = tour;
  const show = async (name: string, path: string) => {
    await page.goto(url + path);
    await settled(page);
    await visit(name, page);
  };
  const base = `/${language}`;
  await show('home', `${base}/`);
  const category = (await page.locator('.ways a').nth(1).getAttribute('href')) ?? '';
  const reduced =
    (await page.locator('.card:has(.fallen) .card-name a').first().getAttribute('href')) ?? '';
  await show('category', category);
  await show('filtered', `${category}?condition=good`);
  await show('search', `${base}/search?q=jaket`);
  const found = (await page.locator('.card-name a').first().getAttribute('href')) ?? '';
  await show('nothing', `${base}/search?q=velvet+submarine`);
  await show('item', found);
  await page.locator('.wish-wide').click();
  await show('item-reduced', reduced);
  if (soldPath !== null) await show('item-gone', soldPath.replace(/^\/\w+/, base));
  await show('store', `${base}/store/main-st`);
  await show('wish-list', `${base}/wishlist`);
  await show('missing', `${base}/nowhere`);
}

/** Waits until what is in view has its pictures and its fonts. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.evaluate(() => {
    for (const image of document.images) image.loading = 'eager';
    return document.fonts.ready;
  });
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  const loading = page.locator('[data-part="loading"]');
  if ((await loading.count()) > 0) await loading.waitFor({ state: 'hidden' });
}
