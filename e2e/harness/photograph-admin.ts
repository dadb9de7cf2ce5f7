/** Pictures of the admin web's pages for the catalogue, from the running program. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Page } from 'playwright-core';
import { emailOf } from '../../build/lib/demo-api.ts';
import { type AdminWorld, openAdminWorld } from './admin.ts';
import { hasArrived } from './admin-web.ts';
import { LOOKS, type Look } from './looks.ts';
import { tellPastDays } from './past-days.ts';
import { shrinkPng } from './shrink-png.ts';

const TABLET = { width: 820, height: 1_180 };
const ADMIN_LOOKS: readonly Look[] = [
  ...LOOKS,
  { name: 'tablet', colorScheme: 'light', viewport: TABLET },
  { name: 'tablet-dark', colorScheme: 'dark', viewport: TABLET },
];

/** Those of the pages, in the light. */
const SHOWN: readonly string[] = ['dashboard', 'sale'];

/**
 * Writes `admin-NAME-LOOK.png` into the folder: each page at a desk, on a small screen and on a
 * tablet, in light and dark, and some in German; or those for the pages alone.
 */
export async function photographAdmin(
  folder: string,
  { all }: { readonly all: boolean },
): Promise<void> {
  await using world = await openAdminWorld();
  const shoot = async (name: string, page: Page) => {
    if (!all && !SHOWN.includes(name)) return;
    await hasArrived(page);
    await page.waitForFunction(() =>
      [...document.images].every(({ complete, loading }) => complete || loading === 'lazy'),
    );
    for (const { name: look, colorScheme, viewport } of all ? ADMIN_LOOKS : LOOKS.slice(0, 1)) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      const file = join(folder, `admin-${name}-${look}.png`);
      writeFileSync(file, shrinkPng(await page.screenshot()));
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(LOOKS[0].viewport);
  };
  const page = await world.window();
  for (const { name, open } of CATALOGUE_PAGES) {
    await open(page, world);
    await shoot(name, page);
  }
  const { saleId } = await tellPastDays({
    serverUrl: world.url,
    admin: world.api,
    registerCode: 'A2',
    days: 14,
    salesADay: 6,
    status: {
      unsentEntries: 3,
      oldestUnsentAt: (Date.now() - 42 * 60_000) as EpochMs,
      appVersion: '0.1.0',
    },
  });
  for (const { name, open } of DAILY_PAGES) {
    await open(page, world);
    await shoot(name, page);
  }
  await at(`/sales/${saleId}`)(page, world);
  await page.getByText(/^Verified on this device/).waitFor();
  await shoot('sale', page);
  if (!all) return;
  const german = await world.window({ locale: 'de-DE' });
  for (const [name, path] of GERMAN) {
    await at(path)(german, world);
    await shoot(`${name}-german`, german);
  }
  const platform = await world.window({}, emailOf('platform_admin'));
  for (const { name, open } of PLATFORM_PAGES) {
    await open(platform, world);
    await shoot(name, platform);
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
    await hasArrived(page);
  };

/** Opens the first row of the table of a page. */
const firstRow = (path: string) => async (page: Page, world: AdminWorld) => {
  await at(path)(page, world);
  await page.getByRole('table').getByRole('button').first().click();
  await page.locator('#sheets section').first().waitFor();
};
const pressed = (path: string, name: string) => async (page: Page, world: AdminWorld) => {
  await at(path)(page, world);
  await page.getByRole('button', { name, exact: true }).first().click();
};

const GERMAN = [
  ['dashboard', '/'],
  ['items', '/items'],
  ['sales', '/sales'],
  ['shifts', '/shifts'],
  ['exceptions', '/exceptions'],
  ['registers', '/registers'],
  ['account', '/account'],
] as const;

const PLATFORM_PAGES: readonly Photographed[] = [
  { name: 'stores', open: at('/stores') },
  { name: 'store', open: firstRow('/stores') },
  {
    name: 'store-profile',
    async open(page, world) {
      await firstRow('/stores')(page, world);
      await page.getByText('In the public shop').click();
      await page.getByRole('button', { name: 'Add a day' }).click();
      await page.getByRole('button', { name: 'Add a day' }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'admins', open: at('/admins') },
  { name: 'admin-invite', open: pressed('/admins', 'Invite') },
  { name: 'registers', open: at('/registers') },
  {
    name: 'register-code',
    async open(page, world) {
      await firstRow('/registers')(page, world);
      await page.getByRole('button', { name: 'Make a code' }).click();
      await page.getByRole('region', { name: 'Code for a till' }).waitFor();
    },
  },
  { name: 'taxes', open: at('/taxes') },
  { name: 'tax', open: firstRow('/taxes') },
  { name: 'audit', open: at('/audit') },
  { name: 'audit-line', open: firstRow('/audit') },
  { name: 'mail', open: at('/mail') },
  { name: 'platform-account', open: at('/account') },
];

const DAILY_PAGES: readonly Photographed[] = [
  { name: 'dashboard', open: at('/') },
  { name: 'sales', open: at('/sales') },
  { name: 'shifts', open: at('/shifts') },
  { name: 'shift', open: firstRow('/shifts') },
  { name: 'customers', open: at('/customers') },
  { name: 'customer', open: firstRow('/customers') },
  { name: 'employees', open: at('/employees') },
  { name: 'employee', open: firstRow('/employees') },
  { name: 'exceptions', open: at('/exceptions') },
  { name: 'exception', open: firstRow('/exceptions') },
  { name: 'changes', open: at('/changes') },
  { name: 'cards', open: at('/cards') },
  { name: 'cards-set-up', open: at('/cards?side=set-up') },
  { name: 'cards-compare', open: at('/cards?side=compare') },
  { name: 'payment-links', open: at('/payment-links') },
  { name: 'payment-link-new', open: at('/payment-links?link=new') },
];

const CATALOGUE_PAGES: readonly Photographed[] = [
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
