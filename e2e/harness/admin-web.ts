/** The admin web as a store's admin opens it. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { emailOf } from '../../build/lib/demo-api.ts';
import { buildAdmin } from '../../build/lib/renderer.ts';
import { DEMO_PASSWORD } from '../../sync-server/src/demo/demo-shop.ts';
import { COUNTER_SCREEN } from './browser.ts';

export interface AdminWeb {
  readonly context: BrowserContext;
  /** Opens a page of it in a tab of its own; `path` is what stands behind `/admin`. */
  open(path: string): Promise<Page>;
}

/** Builds it where it is not, and signs in as the demo shop's store admin. */
export async function openAdmin(
  browser: Browser,
  serverUrl: string,
  options: BrowserContextOptions = {},
): Promise<AdminWeb> {
  buildAdmin(() => undefined);
  const context = await browser.newContext({
    viewport: COUNTER_SCREEN,
    locale: 'en-GB',
    ...options,
  });
  context.setDefaultTimeout(60_000);
  const open = async (path: string) => {
    const page = await context.newPage();
    await page.goto(`${serverUrl}/admin${path}`);
    return page;
  };
  const door = await open('/');
  await door.getByLabel('E-mail').fill(emailOf('store_admin'));
  await door.getByLabel('Password').fill(DEMO_PASSWORD);
  await door.keyboard.press('Enter');
  await door.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await door.close();
  return {
    context,
    async open(path) {
      const page = await open(path);
      await page.locator('main h1').first().waitFor();
      return page;
    },
  };
}

/**
 * Goes to a page of the admin web that is open in this window already, as a link in it would: without
 * loading the program again. Resolves when what it shows has arrived.
 */
export async function goTo(page: Page, path: string): Promise<void> {
  const leave = (to: string) =>
    page.evaluate((address) => {
      for (const title of document.querySelectorAll('#page h1'))
        title.setAttribute('data-left', '');
      history.pushState({}, '', address);
    }, to);
  // By way of a page that is none, so that the same page with another search is drawn anew as well.
  for (const to of ['/admin/-', `/admin${path}`]) {
    await leave(to);
    await page.locator('#page h1:not([data-left])').first().waitFor();
  }
  await hasArrived(page);
}

/** Waits until somebody is signed in and no part of the page stands for something on its way. */
export async function hasArrived(page: Page): Promise<void> {
  await page.locator('#page h1').first().waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector(
        'main [role=status][aria-label], #sheets [role=status][aria-label]',
      ) === null,
  );
}
