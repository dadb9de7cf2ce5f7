/** `npm run screens`: pictures of every screen of the till, in docs/screens. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build/lib/checkout.ts';
import { findOrInstallChromium } from '../build/lib/chromium.ts';
import { buildRenderer } from '../build/lib/renderer.ts';
import { fail, progress } from '../build/lib/terminal.ts';
import { launchBrowser } from './harness/browser.ts';
import { photographShop } from './harness/photograph-shop.ts';
import { tourScreens } from './harness/screen-tour.ts';

const folder = join(root, 'docs/screens');
const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'small', colorScheme: 'light', viewport: { width: 1024, height: 600 } },
] as const;

mkdirSync(folder, { recursive: true });
try {
  if (findOrInstallChromium(progress) === null) throw new Error('There is no Chromium.');
  buildRenderer(progress);
  const browser = await launchBrowser();
  try {
    for (const { name: look, ...options } of LOOKS) {
      progress(`States, ${look} …`);
      await tourScreens({
        browser,
        ...options,
        async visit(name, page) {
          await page.screenshot({ path: join(folder, `state-${name}-${look}.png`) });
        },
      });
    }
  } finally {
    await browser.close();
  }
  progress('The demo shop …');
  await photographShop(folder);
  progress(`The pictures are in ${folder}.`);
} catch (error) {
  fail(error);
}
