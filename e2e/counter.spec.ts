import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShift, scan, signIn } from './harness/counter.ts';
import { openWorld, type World } from './harness/world.ts';

/** One shop and one window: the main ways through a counter's day, with keys and touches counted. */
let world: World;
let page: Page;
let keys = 0;
let touches = 0;

beforeAll(async () => {
  world = await openWorld();
  page = await world.window();
  page.setDefaultTimeout(60_000);
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
