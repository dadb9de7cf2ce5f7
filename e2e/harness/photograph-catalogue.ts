/** Pictures of the public shop: the demo shop as the server shows it, on a phone and on a desk. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildShop } from '../../build/lib/renderer.ts';
import { launchBrowser } from './browser.ts';
import { tourCatalogue } from './catalogue-tour.ts';
import { startTestServer } from './server.ts';
import { shrinkPng } from './shrink-png.ts';

const SCREENS = {
  phone: { width: 390, height: 844 },
  desk: { width: 1_280, height: 800 },
} as const;

/** Those of the pages. */
const SHOWN: readonly string[] = [
  'home-phone-light',
  'home-desk-light',
  'category-desk-light',
  'item-desk-light',
  'item-phone-dark',
  'search-phone-light',
  'store-desk-light',
];

/** Writes `web-NAME-SCREEN-LOOK.png` into the folder: all, or those for the pages alone. */
export async function photographCatalogue(
  folder: string,
  { all }: { readonly all: boolean },
): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'second-chance-catalogue-'));
  chmodSync(data, 0o755);
  buildShop(() => undefined);
  const server = await startTestServer(data);
  const browser = await launchBrowser();
  try {
    for (const [screen, viewport] of Object.entries(SCREENS)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({
          viewport,
          colorScheme,
          locale: 'en-IE',
          reducedMotion: 'reduce',
        });
        await tourCatalogue({
          page: await context.newPage(),
          url: server.url,
          language: 'en',
          soldPath: null,
          async visit(name, page) {
            const picture = `${name}-${screen}-${colorScheme}`;
            if (!all && !SHOWN.includes(picture)) return;
            const file = join(folder, `web-${picture}.png`);
            writeFileSync(file, shrinkPng(await page.screenshot()));
          },
        });
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
