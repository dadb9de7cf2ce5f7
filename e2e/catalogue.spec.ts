/** The public shop in a real browser, beside a real till that sells from under it. */
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tourCatalogue } from './harness/catalogue-tour.ts';
import { openShift, payExactly, scan, signIn } from './harness/counter.ts';
import { openWorld, type World } from './harness/world.ts';

const PHONE = { viewport: { width: 390, height: 844 } } as const;
const DESK = { viewport: { width: 1280, height: 800 } } as const;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCRIPT_BYTES_MAX = 30_000;

let world: World;
let till: Page;
beforeAll(async () => {
  world = await openWorld();
  till = await world.window();
  await signIn(till, 'Mia', '1111');
  await openShift(till, '100');
});
afterAll(() => world[Symbol.asyncDispose]());

/** A page, and what its policy forbade while it was open. */
async function visitor(options: BrowserContextOptions) {
  const context = await world.browser.newContext({ locale: 'en-IE', ...options });
  const page = await context.newPage();
  const forbidden: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) forbidden.push(message.text());
  });
  page.on('pageerror', (error) => forbidden.push(String(error)));
  return { page, forbidden, [Symbol.asyncDispose]: () => context.close() };
}

async function itemPath(page: Page, words: string): Promise<string> {
  await page.goto(`${world.server.url}/en/search?q=${encodeURIComponent(words)}`);
  return (await page.locator('.card-name a').first().getAttribute('href')) ?? '';
}

async function sell(code: string): Promise<void> {
  await scan(till, code);
  await payExactly(till);
}

test('without a script a visitor searches, mistypes, filters, orders, turns pages and reads', async () => {
  await using visit = await visitor({ ...PHONE, javaScriptEnabled: false });
  const { page } = visit;
  await page.goto(`${world.server.url}/`);
  expect(new URL(page.url()).pathname).toBe('/en/');
  const search = page.getByRole('searchbox', { name: 'Search the shop' });
  await search.fill('jaket');
  await search.press('Enter');
  await page.getByText('This is what we have for “jacket”').waitFor();
  await page.locator('summary', { hasText: 'Filters' }).click();
  await page.locator('input[name=condition]').first().check();
  await page.getByRole('button', { name: 'Show' }).first().click();
  expect(new URL(page.url()).searchParams.getAll('condition')).toHaveLength(1);
  await page.goto(`${world.server.url}/en/search?sort=cheapest`);
  await page.getByRole('link', { name: 'Next' }).click();
  await page.getByText('Page 2 of').waitFor();
  const second = page.url();
  await page.locator('.card-name a').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('Come and see it').waitFor();
  await page.goBack();
  expect(page.url()).toBe(second);
  await page.getByText('Page 2 of').waitFor();
  await page.goto(`${world.server.url}/en/wishlist`);
  await page.locator('noscript .note').waitFor();
});

test('an open page says at once that the till has sold its thing; afterwards it is gone', async () => {
  await using visit = await visitor(DESK);
  const { page, forbidden } = visit;
  const path = await itemPath(page, 'COAT-06');
  await page.goto(world.server.url + path);
  const note = page.locator('[data-live]');
  await page.getByText('Only one · at Main St').waitFor();
  expect(await note.isVisible()).toBe(false);
  await sell('COAT-06');
  await note.getByText(/This was sold just now, at \d/).waitFor();
  expect(await page.getByText('Only one · at Main St').isVisible()).toBe(false);
  const gone = await page.reload();
  expect(gone?.status()).toBe(410);
  await page.getByRole('heading', { name: 'This one is gone' }).waitFor();
  expect(await page.locator('.shelf .card').count()).toBeGreaterThan(3);
  expect(forbidden).toEqual([]);
});

test('the wish list stays on the device, counts, and says what was sold meanwhile', async () => {
  await using visit = await visitor(PHONE);
  const { page, forbidden } = visit;
  const path = await itemPath(page, 'COAT-07');
  await page
    .getByRole('button', { name: /^Save / })
    .first()
    .click();
  await page.goto(world.server.url + (await itemPath(page, 'teapot')));
  await page.getByRole('button', { name: 'Save to wish list' }).click();
  await page.getByRole('button', { name: 'On your wish list' }).waitFor();
  expect(await page.locator('[data-wish-count]').textContent()).toBe('2');
  await sell('COAT-07');
  const response = page.waitForResponse(/wishlist\/cards/);
  await page.goto(`${world.server.url}/en/wishlist`);
  await response;
  await page.locator('[data-part="cards"] .card').nth(1).waitFor();
  const sold = page.locator('.card', { has: page.getByText('Sold', { exact: true }) });
  await expect.poll(() => sold.count(), { timeout: 20_000 }).toBe(1);
  expect(await sold.locator('a').getAttribute('href')).toBe(path);
  await page.getByRole('button', { name: 'Remove what is sold' }).click();
  await expect.poll(() => page.locator('[data-part="cards"] .card').count()).toBe(1);
  await page.reload();
  await expect.poll(() => page.locator('[data-part="cards"] .card').count()).toBe(1);
  expect(forbidden).toEqual([]);
});

test('on a desktop a filter shows at once what it leaves, and its chip takes it back', async () => {
  await using visit = await visitor(DESK);
  const { page } = visit;
  await page.goto(`${world.server.url}/en/search?q=coat`);
  const before = await page.locator('.card').count();
  await page.locator('input[name=condition][value=good]').check();
  await page.waitForURL(/condition=good/);
  expect(page.url()).not.toContain('min=');
  expect(await page.locator('.card').count()).toBeLessThan(before);
  await page.getByRole('link', { name: 'Remove Good' }).click();
  await page.waitForURL((url) => !url.search.includes('condition'));
  expect(await page.locator('.card').count()).toBe(before);
});

test('pages of the catalogue carry little script, and pictures in the format that is smallest', async () => {
  await using visit = await visitor(PHONE);
  const { page } = visit;
  const scripts: Promise<number>[] = [];
  const pictures = new Set<string>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') {
      scripts.push(
        response
          .request()
          .sizes()
          .then(({ responseBodySize }) => responseBodySize),
      );
    }
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/pictures/')) pictures.add(response.headers()['content-type'] ?? '');
  });
  await page.goto(`${world.server.url}/en/`, { waitUntil: 'networkidle' });
  const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(SCRIPT_BYTES_MAX);
  expect([...pictures]).toEqual(['image/avif']);
});

test.for([
  ['light', PHONE, 'en'],
  ['dark', DESK, 'de'],
] as const)(
  'no page of the shop has a barrier that axe can find, or does what its policy forbids, %s',
  async ([colorScheme, screen, language]) => {
    await using visit = await visitor({ ...screen, colorScheme });
    const { page, forbidden } = visit;
    await sell(colorScheme === 'light' ? 'COAT-08' : 'COAT-09');
    await page.goto(`${world.server.url}/en/search?q=coat`);
    const faults: string[] = [];
    let pages = 0;
    await tourCatalogue({
      page,
      url: world.server.url,
      language,
      soldPath: await gonePath(page),
      async visit(name) {
        pages += 1;
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        for (const { id, nodes } of violations) {
          faults.push(`${name}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
        }
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        if (wide) faults.push(`${name}: wider than the screen`);
      },
    });
    expect(faults).toEqual([]);
    expect(forbidden).toEqual([]);
    expect(pages).toBe(11);
  },
);

/** The page of the thing that was sold first in this file. */
async function gonePath(page: Page): Promise<string> {
  const { id } = await world.api.itemBySku('COAT-06');
  const response = await page.request.get(`${world.server.url}/en/wishlist/cards?ids=${id}`);
  return /href="([^"]+)"/.exec(await response.text())?.[1] ?? '';
}
