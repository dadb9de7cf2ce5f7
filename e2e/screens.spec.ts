import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRenderer } from '../build/lib/renderer.ts';
import { barriersOf } from './harness/axe.ts';
import { launchBrowser } from './harness/browser.ts';
import { tourScreens } from './harness/screen-tour.ts';

let browser: Browser;
beforeAll(async () => {
  buildRenderer(() => undefined);
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const SCREENS_MIN = 30;

test('no screen has a barrier that axe can find, in the light or in the dark', async () => {
  const faults: string[] = [];
  let screens = 0;
  await tourScreens({
    browser,
    colorScheme: 'light',
    viewport: { width: 1280, height: 800 },
    async visit(name, page) {
      screens += 1;
      faults.push(...(await barriersOf(page, name)));
    },
  });
  expect(faults).toEqual([]);
  expect(screens).toBeGreaterThanOrEqual(SCREENS_MIN);
});

test('on the smallest screen nothing is cut off sideways and keys fit a finger', async () => {
  const faults: string[] = [];
  await tourScreens({
    browser,
    colorScheme: 'light',
    viewport: { width: 1024, height: 600 },
    async visit(name, page) {
      faults.push(...(await misfits(page)).map((fault) => `${name}: ${fault}`));
    },
  });
  expect(faults).toEqual([]);
});

/** Keys below 64 px on the sell screen, text wider than its box, and a page that scrolls sideways. */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('page too wide');
    for (const button of document.querySelectorAll('main button')) {
      const { width, height } = button.getBoundingClientRect();
      if (width === 0) continue;
      if (height < 63.5 || width < 63.5) found.push(`${button.textContent}: ${width}×${height}`);
      if (button.scrollWidth > button.clientWidth + 1) found.push(`${button.textContent}: cut off`);
    }
    return found;
  });
}
