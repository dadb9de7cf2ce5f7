import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter, openShift, scan, signIn } from './harness/counter.ts';
import { eventually } from './harness/eventually.ts';
import { typeAsScanner } from './harness/scanner.ts';
import { openWorld, type World } from './harness/world.ts';

/** One shop and one window: the main ways through a counter's day, with keys and touches counted. */
let world: World;
let page: Page;
let keys = 0;
let touches = 0;

beforeAll(async () => {
  world = await openWorld();
  page = await world.window();
  page.setDefaultTimeout(20_000);
  await signIn(page, 'Mia', '1111');
  await openShift(page, '100');
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const ticket = () => page.getByRole('region', { name: 'Ticket' });
const lines = () => ticket().getByRole('listitem');
const emptied = () => lines().first().waitFor({ state: 'detached' });
const press = (key: string) => {
  keys += 1;
  return page.keyboard.press(key);
};
const touch = (name: string | RegExp) => {
  touches += 1;
  return page.getByRole('button', { name }).first().click();
};
/** What a way through took, in keys and touches. */
async function took(way: () => Promise<void>) {
  keys = 0;
  touches = 0;
  await way();
  return { keys, touches };
}

test('a cash sale of N scanned items is N scans and one more key', async () => {
  const cost = await took(async () => {
    for (const code of ['2000000000015', 'COAT-02', 'KITC-01', 'BOOK-01']) await scan(page, code);
    await press('F7');
    await ticket().getByText('A1-1-000001').waitFor();
  });
  expect(cost).toEqual({ keys: 1, touches: 0 });
});

test('cash with change is two touches after the scans, and parking and taking back two each', async () => {
  await scan(page, 'COAT-03');
  const parked = await took(async () => {
    await ticket().getByRole('button', { name: /^Park/ }).click();
    touches += 1;
    await touch('Park the ticket');
    await emptied();
    await touch(/^Parked/);
    await page.getByRole('button', { name: /Without a name/ }).click();
    touches += 1;
    await lines().first().waitFor();
  });
  expect(parked).toEqual({ keys: 0, touches: 4 });
  const cost = await took(async () => {
    await ticket().getByRole('button', { name: 'Cash' }).click();
    touches += 1;
    await page.getByRole('group', { name: 'Likely amounts' }).getByRole('button').last().click();
    touches += 1;
    await emptied();
  });
  expect(cost).toEqual({ keys: 0, touches: 2 });
});

test('a thing without an entry takes its category and price, and undo takes it back', async () => {
  await press('Alt+u');
  await page.getByRole('button', { name: 'Books', exact: true }).click();
  await page.getByLabel('Price of one piece').click();
  await page.keyboard.type('4.50', { delay: 60 });
  await page.keyboard.press('Enter');
  await lines().first().getByText('Books').waitFor();
  await press('Alt+z');
  await emptied();
});

test('a new customer goes on the ticket, and is found again with what they bought', async () => {
  await press('Alt+c');
  await page.getByRole('button', { name: 'New customer' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Frida Berg');
  await page.getByRole('button', { name: /^Save and put/ }).click();
  await ticket().getByText('Frida Berg').waitFor();
  await scan(page, 'KITC-02');
  await press('F7');
  await emptied();
  await press('Alt+c');
  await enter(page, 'Name, number or address', 'frid');
  await ticket().getByText('Frida Berg').waitFor();
  await press('Alt+c');
  await page
    .getByText(/A1-1-00000\d/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Take off the ticket' }).click();
});

test('a gift card is sold with a new code, and pays the next sale down to its last cent', async () => {
  await press('Alt+g');
  await enter(page, 'Amount', '50');
  const line = lines().first();
  const text = (await line.getByText(/Code of the card/).textContent()) ?? '';
  const code = text.replace('Code of the card: ', '').replaceAll('-', '');
  await press('F7');
  await emptied();
  // The server hears of it on its own; then it knows the balance.
  await eventually(async () => {
    await page.keyboard.press('Escape');
    await typeAsScanner(page, code);
    await page.getByText('On it').waitFor({ timeout: 4_000 });
  });
  await page.keyboard.press('Escape');
  await scan(page, 'COAT-04');
  await typeAsScanner(page, code);
  await page.getByRole('button', { name: /^Pay .* with it/ }).click();
  await emptied();
  await ticket().getByText('A1-1-000005').waitFor();
});

test('any action takes another key, its button shows it, and the old key does nothing', async () => {
  await scan(page, 'COAT-05');
  await press('F1');
  await page.getByRole('button', { name: /Another key for: Paid with the exact cash/ }).click();
  await press('F11');
  const button = page.getByRole('button', { name: /^Exact/ });
  await button.getByText('F11').waitFor();
  await press('Escape');
  await press('F7');
  expect(await lines().count()).toBeGreaterThan(0);
  await press('F11');
  await emptied();
});

test('training is marked on every screen, and nothing of it is among the sales', async () => {
  await press('Alt+m');
  await page.getByRole('button', { name: 'Begin training' }).click();
  await page.getByText('Nothing you ring up here counts.').waitFor();
  await openShift(page, '10');
  await scan(page, '2000000000015');
  await press('F11');
  await ticket().getByText('A1-1-000001').waitFor();
  await press('Alt+m');
  await page.getByRole('button', { name: 'End training' }).click();
  await page.getByText('Nothing you ring up here counts.').waitFor({ state: 'detached' });
  await press('F6');
  await page.getByText('A1-1-000006').first().waitFor();
});

test('the drawer is counted by notes and coins before anybody sees what was expected', async () => {
  await press('Escape');
  await press('F10');
  await page.getByRole('button', { name: /^Close shift/ }).click();
  await page.getByRole('button', { name: 'Notes and coins' }).click();
  expect(await page.getByText('Should be in the drawer').count()).toBe(0);
  await page.getByLabel(/^× .*50\.00$/).fill('2');
  await page.getByRole('button', { name: /^Close and count up/ }).click();
  await page.getByText('Should be in the drawer').waitFor();
  await page.getByText('Less than expected').waitFor();
});
