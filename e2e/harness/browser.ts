import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../build/lib/chromium.ts';

/** The counter's screen in DESIGN.md's sketches; the till must work on it without scrolling. */
export const COUNTER_SCREEN = { width: 1280, height: 800 } as const;

/** Starts the Chromium that `npm test` found. Throws where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium: name one in CHROMIUM.');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...asRoot, '--disable-dev-shm-usage'] });
}

/** Opens a till's address in a window of its own and waits for its first screen. */
export async function openWindow(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: COUNTER_SCREEN,
    locale: 'en-GB',
    ...options,
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('#root > *, main').first().waitFor();
  return page;
}
