/** Everything that a whole-system test stands on: server, till A1 and a browser at its screen. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { buildRenderer, buildShop } from '../../build/lib/renderer.ts';
import { apiOf, type TestApi } from './api.ts';
import { launchBrowser, openWindow } from './browser.ts';
import { startTestServer, type TestServer } from './server.ts';
import { openTestTill, type TestTill } from './till.ts';

export interface World {
  readonly server: TestServer;
  readonly till: TestTill;
  readonly api: TestApi;
  readonly browser: Browser;
  /** Where server and till keep their data. */
  readonly folder: string;
  /** Opens another window on the till. */
  window(options?: BrowserContextOptions): Promise<Page>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * Starts server (with such settings), demo shop, till A1 (enrolled) and Chromium in a folder of
 * their own.
 * `await using` stops all of it, also when the test fails. With `E2E_KEEP`
 * set the folder with data and logs stays.
 */
export async function openWorld(settings: Readonly<Record<string, string>> = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'second-chance-e2e-'));
  // Under root, PostgreSQL runs as another account, which must be able to enter.
  chmodSync(folder, 0o755);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.reverse()) await step().catch(() => undefined);
    if (process.env.E2E_KEEP === undefined) rmSync(folder, { recursive: true, force: true });
    else console.log(`kept: ${folder}`);
  };
  try {
    buildRenderer(() => undefined);
    buildShop(() => undefined);
    const server = await startTestServer(folder, settings);
    closing.push(() => server.stop());
    const till = await openTestTill({ folder, registerCode: 'A1', serverUrl: server.url });
    closing.push(() => till.stop());
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    return {
      server,
      till,
      browser,
      folder,
      api: apiOf(server.url),
      window: (options) => openWindow(browser, till.openUrl, options),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
