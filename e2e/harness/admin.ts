/** A server with the demo shop in this process, and the admin web of it in a browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { emailOf } from '../../build/lib/demo-api.ts';
import { buildAdmin } from '../../build/lib/renderer.ts';
import { type RestClient, signIn } from '../../build/lib/rest-client.ts';
import { DEMO_PASSWORD } from '../../sync-server/src/demo/demo-shop.ts';
import { fillDemoShop } from '../../sync-server/src/demo/fill-demo-shop.ts';
import { startServer } from '../../sync-server/src/main.ts';
import { hasArrived } from './admin-web.ts';
import { launchBrowser } from './browser.ts';

export interface AdminWorld {
  readonly url: string;
  readonly browser: Browser;
  /** Signed in as the demo shop's store admin. */
  readonly api: RestClient;
  /** A window signed in as the same, or as somebody else. */
  window(options?: BrowserContextOptions, email?: string): Promise<Page>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function openAdminWorld(): Promise<AdminWorld> {
  buildAdmin(() => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'second-chance-admin-'));
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    dataDir: folder,
    logger: pino({ level: 'error' }),
  });
  await fillDemoShop(server.deps);
  const browser = await launchBrowser();
  const email = emailOf('store_admin');
  const api = await signIn({ url: server.url, email, password: DEMO_PASSWORD });
  return {
    url: server.url,
    browser,
    api,
    async window(options = {}, who = email) {
      const context = await browser.newContext({
        viewport: { width: 1_280, height: 800 },
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(`${server.url}/admin/items`);
      await page.locator('input[type=email]').fill(who);
      await page.locator('input[type=password]').fill(DEMO_PASSWORD);
      await page.keyboard.press('Enter');
      await hasArrived(page);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
