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
