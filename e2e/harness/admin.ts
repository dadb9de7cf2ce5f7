/** A server with the demo shop in this process, and the admin web of it in a browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { emailOf } from '../../build/lib/demo-api.ts';
import { buildAdmin } from '../../build/lib/renderer.ts';
import { type RestClient, signIn } from '../../build/lib/rest-client.ts';
import { DEMO_PASSWORD, DEMO_SETTINGS } from '../../sync-server/src/demo/demo-shop.ts';
import { fillDemoShop } from '../../sync-server/src/demo/fill-demo-shop.ts';
import { startServer } from '../../sync-server/src/main.ts';
import { launchBrowser } from './browser.ts';

export interface AdminWorld {
  readonly url: string;
  readonly browser: Browser;
  /** Signed in as the demo shop's store admin. */
  readonly api: RestClient;
  /** A window signed in as the same. */
  window(options?: BrowserContextOptions): Promise<Page>;
  /** Adds items as quickly as the database takes them, with their stock. */
  addItems(count: number): Promise<void>;
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
    async window(options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1_280, height: 800 },
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(`${server.url}/admin/items`);
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill(DEMO_PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: /Items/ }).waitFor();
      return page;
    },
    addItems: (count) => addItems(server.databaseUrl, count),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Copies of one item of the demo shop under ids and codes of their own. */
async function addItems(databaseUrl: string, count: number): Promise<void> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  try {
    // Nothing but the list looks at them: triggers of other parts would only cost time.
    await owner.query("set session_replication_role = 'replica'");
    await owner.query(
      `insert into item (organization_id, store_id, id, document, feed_number)
       select i.organization_id, i.store_id, made.id, i.document
           || jsonb_build_object('id', made.id, 'sku', 'ZZ-' || lpad(made.n::text, 6, '0'),
             'name', 'Copy ' || made.n, 'barcodes', '[]'::jsonb, 'pictures', '[]'::jsonb), 1
       from (select * from item where store_id = $1 limit 1) i,
         (select n, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id
          from generate_series(1, $2::int) n) made`,
      [DEMO_SETTINGS.id, count],
    );
    await owner.query('analyze item');
  } finally {
    await owner.end();
  }
}
