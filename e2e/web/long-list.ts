/** 100,000 items on a screen. */
import { expect, test } from 'vitest';
import type { WebWorld } from './web-world.ts';

export function testLongList(opened: () => WebWorld): void {
  test('a list of 100,000 items draws fewer than 100 rows, and its last one is there', async () => {
    await opened().addItems(100_000);
    const page = await opened().admin.open('/items?sort=sku');
    const grid = page.getByRole('table', { name: 'Items' });
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toMatch(/^100[0-9]{3}$/);
    const drawn = () => grid.locator('tr[id^="item-row-"]').count();
    expect(await drawn()).toBeLessThan(100);
    await page.locator('#item-row-0 [data-open]').focus();
    await page.keyboard.press('End');
    const total = Number(await grid.getAttribute('aria-rowcount')) - 1;
    await page.locator(`#item-row-${total - 1} button`).waitFor();
    expect(await drawn()).toBeLessThan(100);
  });
}
