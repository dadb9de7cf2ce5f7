/** Pictures of the stock screens at the demo shop's till. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shrinkPng } from './shrink-png.ts';
import { tourStock } from './stock-tour.ts';
import { openWorld } from './world.ts';

/** Of the stock screens those that the README and docs/screens show. */
const SHOWN: readonly string[] = ['items', 'intake'];

/**
 * Writes `stock-NAME-light.png` of what is shown into the folder; with `all` every screen: light,
 * dark, and on a small screen.
 */
export async function photographStock(folder: string, { all }: { all: boolean }): Promise<void> {
  await using world = await openWorld();
  const page = await world.window({ reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  await tourStock(page, async (name) => {
    if (!all && !SHOWN.includes(name)) return;
    await page.waitForTimeout(400);
    const shoot = async (look: string) => {
      const file = join(folder, `stock-${name}-${look}.png`);
      writeFileSync(file, shrinkPng(await page.screenshot()));
    };
    await shoot('light');
    if (!all) return;
    await page.emulateMedia({ colorScheme: 'dark' });
    await shoot('dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1024, height: 768 });
    await shoot('small');
    await page.setViewportSize({ width: 1280, height: 800 });
  });
}
