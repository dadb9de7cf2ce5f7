/** Pictures of the admin web's pages for the catalogue, from the running program. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type AdminWorld, openAdminWorld } from './admin.ts';
import { shrinkPng } from './shrink-png.ts';

const LOOKS = [
  { name: 'light', colorScheme: 'light', width: 1_280, height: 800 },
  { name: 'dark', colorScheme: 'dark', width: 1_280, height: 800 },
  { name: 'tablet', colorScheme: 'light', width: 820, height: 1_180 },
] as const;

/** Writes `admin-NAME-LOOK.png` into the folder: each page at a desk, in the dark, on a tablet. */
export async function photographAdmin(folder: string): Promise<void> {
  await using world = await openAdminWorld();
  const page = await world.window();
  for (const { name, open } of PAGES) {
    await open(page, world);
    await page.waitForLoadState('networkidle');
    for (const { name: look, colorScheme, width, height } of LOOKS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      const file = join(folder, `admin-${name}-${look}.png`);
      writeFileSync(file, shrinkPng(await page.screenshot()));
    }
    await page.setViewportSize({ width: 1_280, height: 800 });
  }
}

interface Photographed {
  readonly name: string;
  readonly open: (page: Page, world: AdminWorld) => Promise<unknown>;
}

const at =
  (path: string) =>
  async (page: Page, { url }: AdminWorld) => {
    await page.goto(`${url}/admin${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };

const PAGES: readonly Photographed[] = [
  { name: 'items', open: at('/items') },
  {
    name: 'item',
    async open(page, world) {
      await at('/items?q=jacket')(page, world);
      await page.locator('#item-row-0 [data-open]').click();
      await page.getByRole('tab', { name: 'Details' }).waitFor();
    },
  },
  {
    name: 'item-history',
    async open(page) {
      await page.getByRole('tab', { name: 'History and stock' }).click();
      await page.getByRole('button', { name: 'Set the stock right' }).click();
    },
  },
  { name: 'item-new', open: at('/items?item=new') },
  {
    name: 'items-chosen',
    async open(page, world) {
      await at('/items')(page, world);
      for (const row of [1, 2, 3]) {
        await page.getByRole('row').nth(row).getByRole('checkbox').check();
      }
    },
  },
  {
    name: 'items-price',
    async open(page) {
      const bar = page.getByRole('region', { name: 'Chosen items' });
      await bar.getByRole('button', { name: 'Price', exact: true }).click();
      await page.getByLabel('Percent').fill('15');
    },
  },
  {
    name: 'work',
    async open(page) {
      await page.getByRole('button', { name: 'Change 3 items' }).click();
      await page.getByText(/3 changed/).waitFor();
      await page.getByRole('button', { name: 'Work in progress' }).click();
    },
  },
  { name: 'categories', open: at('/categories') },
  {
    name: 'category',
    async open(page) {
      await page.locator('[data-category]').nth(1).click();
    },
  },
  { name: 'transfer', open: at('/transfer') },
  {
    name: 'import',
    async open(page, world) {
      const { rows } = await world.api.get<{ rows: { sku: string }[] }>('/items');
      const table = `sku,name,price,category\nNEW-1,Mug,"4,50",Books\nNEW-2,Jug,much,Nowhere\n${rows[0]?.sku},Another name,3,`;
      await page
        .getByTestId('table')
        .setInputFiles({ name: 'spring.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
      await page.getByText(/row has an error/).waitFor();
    },
  },
];
