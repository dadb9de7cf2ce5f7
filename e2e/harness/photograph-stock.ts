/** Pictures of the stock screens at the demo shop's till. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOOKS } from './looks.ts';
import { shrinkPng } from './shrink-png.ts';
import { tourStock } from './stock-tour.ts';
import { openWorld } from './world.ts';

/** Of the stock screens those that the README and docs/screens show. */
const SHOWN: readonly string[] = ['items', 'intake'];

/**
 * Writes `stock-NAME-light.png` of what is shown into the folder; with `all` every screen in
 * every look.
 */
export async function photographStock(folder: string, { all }: { all: boolean }): Promise<void> {
  await using world = await openWorld();
  const page = await world.window({ reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  await tourStock(page, async (name) => {
    if (!all && !SHOWN.includes(name)) return;
    await page.waitForTimeout(400);
    for (const { name: look, colorScheme, viewport } of all ? LOOKS : LOOKS.slice(0, 1)) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const file = join(folder, `stock-${name}-${look}.png`);
      writeFileSync(file, shrinkPng(await page.screenshot()));
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(LOOKS[0].viewport);
  });
}
