/** The public shop in a real browser, beside a real till that sells from under it. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { payExactly, scan } from '../harness/counter.ts';
import { eventually } from '../harness/eventually.ts';
import type { WebWorld } from './web-world.ts';

export const PHONE = { viewport: { width: 390, height: 844 } } as const;
export const DESK = { viewport: { width: 1280, height: 800 } } as const;
const SCRIPT_BYTES_MAX = 30_000;

/** A page, and what its policy forbade while it was open. */
export async function visitor({ world }: WebWorld, options: BrowserContextOptions) {
  const context = await world.browser.newContext({ locale: 'en-IE', ...options });
  const page = await context.newPage();
  const forbidden: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) forbidden.push(message.text());
  });
  page.on('pageerror', (error) => forbidden.push(String(error)));
  return { page, forbidden, [Symbol.asyncDispose]: () => context.close() };
}

async function itemPath({ url }: WebWorld, page: Page, words: string): Promise<string> {
  await page.goto(`${url}/en/search?q=${encodeURIComponent(words)}`);
  return (await page.locator('.card-name a').first().getAttribute('href')) ?? '';
}

/** Sells it at the till, and waits until the server has heard of it. */
async function sell({ till, world }: WebWorld, code: string): Promise<void> {
  await scan(till, code);
  await payExactly(till);
  await eventually(async () => expect((await world.api.itemBySku(code)).status).toBe('sold'));
}

export function testShop(opened: () => WebWorld): void {
  test('without a script a visitor searches, mistypes, filters, orders, turns pages and reads', async () => {
    await using visit = await visitor(opened(), { ...PHONE, javaScriptEnabled: false });
    const { page } = visit;
    await page.goto(`${opened().url}/`);
    expect(new URL(page.url()).pathname).toBe('/en/');
    const search = page.getByRole('searchbox', { name: 'Search the shop' });
    await search.fill('jaket');
    await search.press('Enter');
    await page.getByText('This is what we have for “jacket”').waitFor();
    await page.locator('summary', { hasText: 'Filters' }).click();
    await page.locator('input[name=condition]').first().check();
    await page.getByRole('button', { name: 'Show' }).first().click();
    expect(new URL(page.url()).searchParams.getAll('condition')).toHaveLength(1);
    await page.goto(`${opened().url}/en/search?sort=cheapest`);
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByText('Page 2 of').waitFor();
    const second = page.url();
    await page.locator('.card-name a').first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('Come and see it').waitFor();
    await page.goBack();
    expect(page.url()).toBe(second);
    await page.getByText('Page 2 of').waitFor();
    await page.goto(`${opened().url}/en/wishlist`);
    await page.locator('noscript .note').waitFor();
  });

  test('an open page says at once that the till has sold its thing; afterwards it is gone', async () => {
    await using visit = await visitor(opened(), DESK);
    const { page, forbidden } = visit;
    const path = await itemPath(opened(), page, 'COAT-06');
    await page.goto(opened().url + path);
    const note = page.locator('[data-live]');
    await page.getByText('Only one · at Main St').waitFor();
    expect(await note.isVisible()).toBe(false);
    await sell(opened(), 'COAT-06');
    await note.getByText(/This was sold just now, at \d/).waitFor();
    expect(await page.getByText('Only one · at Main St').isVisible()).toBe(false);
    const gone = await page.reload();
    expect(gone?.status()).toBe(410);
    await page.getByRole('heading', { name: 'This one is gone' }).waitFor();
    expect(await page.locator('.shelf .card').count()).toBeGreaterThan(3);
    expect(forbidden).toEqual([]);
  });

  test('the wish list stays on the device, counts, and says what was sold meanwhile', async () => {
    await using visit = await visitor(opened(), PHONE);
    const { page, forbidden } = visit;
    const path = await itemPath(opened(), page, 'COAT-07');
    await page
      .getByRole('button', { name: /^Save / })
      .first()
      .click();
    await page.goto(opened().url + (await itemPath(opened(), page, 'teapot')));
    await page.getByRole('button', { name: 'Save to wish list' }).click();
    await page.getByRole('button', { name: 'On your wish list' }).waitFor();
    expect(await page.locator('[data-wish-count]').textContent()).toBe('2');
    await sell(opened(), 'COAT-07');
    const response = page.waitForResponse(/wishlist\/cards/);
    await page.goto(`${opened().url}/en/wishlist`);
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
    await using visit = await visitor(opened(), DESK);
    const { page } = visit;
    await page.goto(`${opened().url}/en/search?q=coat`);
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
    await using visit = await visitor(opened(), PHONE);
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
    await page.goto(`${opened().url}/en/`, { waitUntil: 'networkidle' });
    const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(SCRIPT_BYTES_MAX);
    expect([...pictures]).toEqual(['image/avif']);
  });
}
