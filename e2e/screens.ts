/**
 * `npm run screens`: the pictures in docs/screens. `-- --all FOLDER` writes every screen of the
 * till and every page of the admin web at 1280×800 and 1024×768, in light and dark, and every page
 * of the public shop, into a folder of your own instead.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../build/lib/checkout.ts';
import { findOrInstallChromium } from '../build/lib/chromium.ts';
import { buildRenderer } from '../build/lib/renderer.ts';
import { fail, progress } from '../build/lib/terminal.ts';
import { launchBrowser } from './harness/browser.ts';
import { LOOKS } from './harness/looks.ts';
import { photographAdmin } from './harness/photograph-admin.ts';
import { photographShop } from './harness/photograph-shop.ts';
import { photographStock } from './harness/photograph-stock.ts';
import { tourScreens } from './harness/screen-tour.ts';
import { shrinkPng } from './harness/shrink-png.ts';

const { values } = parseArgs({ options: { all: { type: 'string' } } });
const all = values.all !== undefined;
const folder = values.all === undefined ? join(root, 'docs/screens') : resolve(values.all);

/** Of the screens that the demo shop's day does not come by. */
const SHOWN: readonly string[] = [
  'enrol-light',
  'approval-light',
  'return-choose-light',
  'sell-problem-light',
  'sell-small-light',
  'cash-small-dark',
  'z-report-light',
];

mkdirSync(folder, { recursive: true });
try {
  if (findOrInstallChromium(progress) === null) throw new Error('There is no Chromium.');
  buildRenderer(progress);
  const browser = await launchBrowser();
  try {
    for (const { name: look, ...options } of LOOKS) {
      const wanted = (name: string) => all || SHOWN.includes(`${name}-${look}`);
      if (!all && !SHOWN.some((picture) => picture.endsWith(`-${look}`))) continue;
      progress(`States, ${look} …`);
      await tourScreens({
        browser,
        ...options,
        async visit(name, page) {
          if (!wanted(name)) return;
          writeFileSync(
            join(folder, `state-${name}-${look}.png`),
            shrinkPng(await page.screenshot()),
          );
        },
      });
    }
  } finally {
    await browser.close();
  }
  progress('The admin web …');
  await photographAdmin(folder, { all });
  progress('The stock screens …');
  await photographStock(folder, { all });
  progress('The demo shop …');
  await photographShop(folder, { all });
  progress('The public shop …');
  const { photographCatalogue } = await import('./harness/photograph-catalogue.ts');
  await photographCatalogue(folder, { all });
  progress(`The pictures are in ${folder}.`);
} catch (error) {
  fail(error);
}
