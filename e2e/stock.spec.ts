import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriersOf } from './harness/axe.ts';
import { FINGERS } from './harness/counter.ts';
import { eventually } from './harness/eventually.ts';
import { typeAsScanner } from './harness/scanner.ts';
import { chooseTable, goTo, openStock, takeIn } from './harness/stock-tour.ts';
import { openWorld, type World } from './harness/world.ts';

/** One shop and one window: a store admin's morning, in its order. */
let world: World;
let page: Page;

beforeAll(async () => {
  world = await openWorld();
  page = await world.window({ reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  await openStock(page);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const seen = new Set<string>();
/** What axe finds on the place that is open. */
async function axeFinds(place: string) {
  seen.add(place);
  return barriersOf(page, place);
}

test('a scan opens the item, a new price is saved and reaches the server', async () => {
  await typeAsScanner(page, '2000000000015');
  const price = page.getByLabel('Price', { exact: true });
  await price.fill('21.50');
  await page.keyboard.press('Control+s');
  await page.getByText('Saved. It shows').waitFor();
  expect(await axeFinds('item')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByText('21.50').first().waitFor();
  await page.getByText('all sales sent').waitFor();
});

test('the next piece is a name, a price and three keys, and has the category of the one before', async () => {
  await goTo(page, 'Intake');
  await takeIn(page, 'Corduroy jacket', '24');
  const category = page.getByLabel('Category', { exact: true });
  expect(await category.inputValue(), 'what repeats is there').not.toBe('');
  const focused = () => page.evaluate(() => document.activeElement?.closest('div')?.textContent);
  await eventually(async () => expect(await focused()).toContain('Name'));
  await page.keyboard.type('Wool scarf', FINGERS);
  // Past the category, which is there.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('8.50', FINGERS);
  await page.keyboard.press('Enter');
  const taken = page.getByRole('region', { name: 'Taken in just now' });
  await taken.getByText('A1.1.0002 · 8.50').waitFor();
  await eventually(async () => expect(await focused()).toContain('Name'));
  await taken.getByText('2 taken in').waitFor();
  expect(await axeFinds('intake')).toEqual([]);
});

test('a count shows what differs before it is entered, and then the stock is as counted', async () => {
  await goTo(page, 'Count');
  await page.getByLabel('Name of the count').fill('Bags');
  await page.getByRole('button', { name: 'Begin a count' }).click();
  await page.getByRole('button', { name: 'Done: differences' }).waitFor();
  await typeAsScanner(page, 'CARE-01');
  const last = page.getByRole('region', { name: 'Counted last' });
  await last.waitFor();
  await last.getByRole('button', { name: /^\+10 / }).click();
  await last.getByText('11', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Done: differences' }).click();
  await page.getByRole('region', { name: 'What differs' }).getByText('11 counted').waitFor();
  expect(await axeFinds('count')).toEqual([]);
  await page.getByRole('button', { name: 'Enter the count' }).click();
  await page.getByText('Entered.').waitFor();
  await page.keyboard.press('Escape');
  await goTo(page, 'Items');
  await page.getByLabel('Word, code or SKU').fill('tote bag');
  await eventually(async () => {
    expect(await page.getByRole('row').nth(1).textContent()).toContain('11');
  });
});

test('what was counted is handed over, and taken into the count that is entered', async () => {
  await goTo(page, 'Count');
  for (const name of ['Back room', 'Front']) {
    await page.getByLabel('Name of the count').fill(name);
    await page.getByRole('button', { name: 'Begin a count' }).click();
    await page.getByRole('button', { name: 'Done: differences' }).waitFor();
    await typeAsScanner(page, 'CARE-02');
    await page.getByRole('region', { name: 'Counted last' }).waitFor();
    await page.getByRole('button', { name: 'Done: differences' }).click();
    if (name === 'Front') break;
    await page.getByRole('button', { name: 'Hand over to another till' }).click();
    await page.getByText('handed over', { exact: true }).waitFor();
  }
  const handed = page.getByRole('region', { name: 'Counted and handed over' });
  await handed.getByText('Ada (A1)').waitFor();
  expect(await axeFinds('parts')).toEqual([]);
  await handed.getByRole('button', { name: 'Take in' }).click();
  await handed.waitFor({ state: 'detached' });
  await page.getByText('2 counted').waitFor();
  await page.getByRole('button', { name: 'Give up' }).click();
  await page.getByRole('button', { name: 'Give it up for good?' }).click();
  await page.getByText('given up').waitFor();
});

test('a table of an old shop is seen through, done, and taken back by one touch', async () => {
  await goTo(page, 'Import, export');
  await chooseTable(page);
  expect(await axeFinds('tables')).toEqual([]);
  await page.getByRole('button', { name: 'Import 3' }).click();
  await page.getByText('Done: 3 new').waitFor();
  await goTo(page, 'Items');
  await typeAsScanner(page, '123456789013');
  await page.getByRole('heading', { name: 'Linen shirt (M)' }).waitFor();
  await page.keyboard.press('Escape');
  await goTo(page, 'Import, export');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('3 gone again').waitFor();
});

test('every other place stands, and axe finds nothing on it', async () => {
  const found: string[] = [];
  for (const place of ['Items', 'Receive', 'Transfer', 'Categories', 'Staff', 'Settings']) {
    await goTo(page, place);
    found.push(...(await axeFinds(place)));
  }
  expect(found).toEqual([]);
  expect(seen.size).toBe(11);
});

test('back at the counter the till asks for its shift as before', async () => {
  await page.keyboard.press('F10');
  await page.getByRole('heading', { name: 'Open the shift' }).waitFor();
});
