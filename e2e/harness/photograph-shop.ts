/** Pictures of the demo shop's till at work: the real core, the real server, the real items. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openShift, payExactly, scan, signIn } from './counter.ts';
import { LOOKS } from './looks.ts';
import { shrinkPng } from './shrink-png.ts';
import { openWorld } from './world.ts';

/** Writes `shop-NAME-LOOK.png` into the folder: all in every look, or those for the pages alone. */
export async function photographShop(
  folder: string,
  { all }: { readonly all: boolean },
): Promise<void> {
  await using world = await openWorld();
  const page = await world.window({ reducedMotion: 'reduce' });
  const shoot = async (name: string) => {
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(() =>
      [...document.images].every(({ complete, loading }) => complete || loading === 'lazy'),
    );
    for (const { name: look, colorScheme, viewport } of LOOKS) {
      if (!all && !SHOWN.includes(`${name}-${look}`)) continue;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const file = join(folder, `shop-${name}-${look}.png`);
      writeFileSync(file, shrinkPng(await page.screenshot()));
    }
    await page.setViewportSize(LOOKS[0].viewport);
  };
  await page.getByRole('heading', { name: 'Who is at the till?' }).waitFor();
  await shoot('sign-in');
  await signIn(page, 'Mia', '1111');
  await openShift(page, '100');
  await page.locator('li img').first().waitFor();
  await page.waitForTimeout(500);
  await shoot('sell-empty');
  for (const code of ['2000000000015', 'COAT-02', 'KITC-01', 'COAT-05']) await scan(page, code);
  await shoot('sell');
  await page.keyboard.press('F8');
  await page.getByRole('heading', { name: 'Cash' }).waitFor();
  await shoot('cash');
  await page.getByRole('button', { name: '120.00', exact: true }).click();
  await page.getByText('Change').waitFor();
  await shoot('paid');
  await page.keyboard.press('F6');
  await page.locator('pre').waitFor();
  await shoot('receipt');
  await page.keyboard.press('Escape');
  await world.server.kill();
  await scan(page, 'COAT-06');
  await payExactly(page);
  await scan(page, 'COAT-07');
  await page.getByText(/Offline/).waitFor({ timeout: 60_000 });
  await shoot('offline');
  await page.keyboard.press('F10');
  await page.getByText('X report').first().waitFor();
  await shoot('shift');
}

const SHOWN: readonly string[] = [
  'sign-in-light',
  'sell-empty-light',
  'sell-light',
  'sell-dark',
  'cash-light',
  'paid-light',
  'receipt-light',
  'offline-light',
  'shift-light',
];
