/** A store admin's morning at the till: every stock screen, in the order of the work. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { signIn } from './counter.ts';
import { typeAsScanner } from './scanner.ts';

export const OLD_SHOP = `Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Barcode,Image Src
linen-shirt,Linen shirt,<p>Washed &amp; soft</p>,Acme,Shirts,Size,S,LS-S,220,3,"19,90",4006381333948,
linen-shirt,,,,,,M,LS-M,230,4,"19,90",123456789013,
straw-hat,Straw hat,,Acme,Hats,Title,Default Title,HAT-9,90,2,"9,50",OLD-77,
`;

/** Signs the store admin in and goes to the stock screens; no shift is needed for them. */
export async function openStock(page: Page): Promise<void> {
  await signIn(page, 'Ada', '9999');
  await page.getByRole('button', { name: 'Stock', exact: true }).click();
  await page.getByRole('heading', { name: 'Items' }).waitFor();
}

export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: place, exact: true }).click();
  await page.getByRole('heading', { name: place, exact: true }).waitFor();
}

/** Types what the name of a piece is, and its price, and saves it by Enter. */
export async function takeIn(page: Page, name: string, price: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  const category = page.getByLabel('Category', { exact: true });
  if ((await category.inputValue()) === '') await category.selectOption({ index: 1 });
  await page.getByLabel('Price', { exact: true }).fill(price);
  await page.keyboard.press('Enter');
  await page
    .getByRole('region', { name: 'Taken in just now' })
    .getByText(name, { exact: true })
    .waitFor();
}

/** Chooses the table of an old shop; what it would do shows. */
export async function chooseTable(page: Page): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'old-shop-'));
  try {
    const file = join(folder, 'products_export.csv');
    writeFileSync(file, OLD_SHOP);
    await page.getByLabel('Choose a file').setInputFiles(file);
    await page.getByText('Shopify').last().waitFor();
    await page.getByRole('button', { name: /^Import \d+$/ }).waitFor();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `visit` is called on each screen once it stands. */
export async function tourStock(page: Page, visit: (name: string) => Promise<void>): Promise<void> {
  await openStock(page);
  await page.getByRole('row').nth(3).waitFor();
  await visit('items');
  await typeAsScanner(page, '2000000000015');
  await page.getByRole('button', { name: 'Print label' }).waitFor();
  await visit('item');
  await page.getByRole('tab', { name: 'Stock and history' }).click();
  await page.getByRole('heading', { name: 'What happened' }).waitFor();
  await visit('item-stock');
  await page.keyboard.press('Escape');
  await page.getByLabel('Choose Denim jacket').check();
  await page.getByLabel('Choose Evening coat').check();
  await visit('bulk');
  await page.getByRole('button', { name: 'Choose none' }).click();
  await page.getByLabel('Word, code or SKU').fill('zzzz');
  await page.getByText('Nothing fits these filters').waitFor();
  await visit('items-none');
  await goTo(page, 'Intake');
  await takeIn(page, 'Corduroy jacket', '24');
  await takeIn(page, 'Wool scarf', '8.50');
  await page.getByLabel('Name', { exact: true }).fill('Silk blouse');
  await visit('intake');
  await goTo(page, 'Receive');
  for (const code of ['CARE-01', 'CARE-01', 'KITC-01']) await typeAsScanner(page, code);
  await page.getByRole('list').getByRole('listitem').nth(1).waitFor();
  await visit('receive');
  await goTo(page, 'Count');
  await visit('counts');
  await page.getByLabel('Name of the count').fill('Kitchen, November');
  await page.getByLabel('What is counted').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Begin a count' }).click();
  await page.getByText('Scan the first piece').waitFor();
  for (const code of ['KITC-01', 'CARE-01', 'CARE-01']) await typeAsScanner(page, code);
  await page.getByRole('region', { name: 'Counted last' }).waitFor();
  await visit('counting');
  await page.getByRole('button', { name: 'Done: differences' }).click();
  await page.getByText('At tag price').waitFor();
  await visit('count-review');
  await goTo(page, 'Transfer');
  await visit('transfer');
  await goTo(page, 'Categories');
  await page
    .getByRole('button', { name: /^Open / })
    .first()
    .click();
  await page.getByLabel('Belongs below').waitFor();
  await visit('categories');
  await goTo(page, 'Import, export');
  await chooseTable(page);
  await visit('tables');
  await goTo(page, 'Staff');
  await page.getByRole('button', { name: 'Open Mia' }).click();
  await page.getByLabel('Role').waitFor();
  await visit('staff');
  await goTo(page, 'Settings');
  await page.getByText('Time zone').waitFor();
  await visit('settings');
}
