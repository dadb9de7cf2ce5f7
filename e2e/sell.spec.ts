import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emailOf } from '../build/lib/demo-api.ts';
import { signIn as signInToServer } from '../build/lib/rest-client.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_STORE } from '../sync-server/src/demo/demo-shop.ts';
import { openWindow } from './harness/browser.ts';
import {
  enter,
  enterPin,
  FINGERS,
  openShift,
  payExactly,
  scan,
  signIn,
} from './harness/counter.ts';
import { eventually } from './harness/eventually.ts';
import { typeAsScanner } from './harness/scanner.ts';
import { openTestTill } from './harness/till.ts';
import { openWorld, type World } from './harness/world.ts';

/** One shop and one window for all: the steps of a day at the counter, in its order. */
let world: World;
let page: Page;

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
const press = (key: string) => page.keyboard.press(key);
const type = (text: string) => page.keyboard.type(text, FINGERS);

test('a cash sale of three scanned items takes three scans and one more key', async () => {
  for (const code of ['2000000000015', 'COAT-02', 'KITC-01']) await scan(page, code);
  await press('F7');
  await ticket().getByText('Change').waitFor();
  await ticket().getByText('A1-1-000001').waitFor();
});

test('a scan while the search field has words in it adds the item and leaves the words', async () => {
  await press('F2');
  await type('tea');
  // The hand goes from the keyboard to the scanner: what comes without a pause is one burst.
  await page.waitForTimeout(1_000);
  await scan(page, 'COAT-03');
  expect(await page.getByRole('textbox', { name: 'Search or scan' }).inputValue()).toBe('tea');
  await press('Escape');
  await payExactly(page);
});

test('an unknown code waits in the tray and does not stop the queue', async () => {
  await typeAsScanner(page, '4006381333931');
  const tray = page.getByRole('complementary', { name: 'Put aside' });
  await tray.getByText('4006381333931').waitFor();
  await scan(page, 'COAT-04');
  expect(await lines().count()).toBe(1);
  await tray.getByRole('button', { name: 'Done' }).click();
  await tray.waitFor({ state: 'detached' });
});

test('words find an item, and arrow and Enter put it on the ticket', async () => {
  await type('teapot');
  await page.getByText(/hits?$/).waitFor();
  await eventually(async () => {
    expect(
      await page.getByRole('region', { name: 'Items' }).getByRole('listitem').count(),
    ).toBeLessThan(20);
  });
  await press('ArrowDown');
  await press('Enter');
  await lines().nth(1).waitFor();
});

test('a discount over the limit goes on once a manager typed her PIN', async () => {
  await press('Alt+d');
  await enter(page, 'Discount', '50');
  await page.getByRole('heading', { name: 'A manager must agree' }).waitFor();
  await enterPin(page, '0001');
  await page.getByText('That PIN is not right.').waitFor();
  await enterPin(page, managerPin());
  await ticket()
    .getByText(/Discount 50\s?%/)
    .waitFor();
});

test('cash: a note is handed over and the change stays until the next scan', async () => {
  await press('F8');
  await enter(page, 'Handed over', '500');
  await ticket().getByText('Change').waitFor();
  await scan(page, 'COAT-05');
  expect(await ticket().getByText('Change').count()).toBe(0);
});

test('too little cash names what is missing and sells nothing', async () => {
  await press('F8');
  await enter(page, 'Handed over', '0.01');
  await page.getByText(/is still missing/).waitFor();
  expect(await lines().count()).toBe(1);
  await press('Escape');
});

test('a parked ticket comes back as it was', async () => {
  await press('F4');
  await enter(page, 'A word to find it again', 'red coat');
  await lines().first().waitFor({ state: 'detached' });
  await press('F4');
  await page.getByRole('button', { name: /red coat/ }).click();
  await lines().first().waitFor();
  await payExactly(page);
});

test('a receipt is shown and can be printed again', async () => {
  await press('F6');
  const paper = page.getByRole('region', { name: 'As printed' }).locator('pre');
  await paper.waitFor();
  expect(await paper.textContent()).toContain('COPY');
  await press('Escape');
});

test('goods of a scanned receipt come back and the sheet says what to hand back', async () => {
  await typeAsScanner(page, 'A1-1-000001');
  await page.getByRole('heading', { name: 'What comes back from A1-1-000001?' }).waitFor();
  await page
    .getByRole('button', { name: /^One more of/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Put on the ticket' }).click();
  await ticket().getByText('To hand back').waitFor();
  await press('F8');
  await ticket().getByText('Hand back', { exact: true }).waitFor();
});

test('a sale is voided with a manager, by touch alone', async () => {
  await scan(page, 'COAT-06');
  await payExactly(page);
  await ticket().getByRole('button', { name: 'Receipt' }).click();
  await page.getByRole('button', { name: 'Void', exact: true }).click();
  await page.getByLabel('Why is it voided?').fill('wrong size');
  await page.getByRole('button', { name: /^Void the sale/ }).click();
  await page.getByRole('heading', { name: 'A manager must agree' }).waitFor();
  for (const digit of managerPin()) {
    await page.getByRole('button', { name: digit, exact: true }).click();
  }
  await page.getByRole('button', { name: /^Agree/ }).click();
  await page.getByRole('heading', { name: 'A manager must agree' }).waitFor({ state: 'detached' });
  await ticket().getByText('Hand back', { exact: true }).waitFor();
});

test('the next cashier takes over by one key, and the ticket waits under who rang it up', async () => {
  await scan(page, 'COAT-07');
  await press('Alt+l');
  await signIn(page, 'Jonas', '2222');
  await ticket().waitFor();
  await scan(page, 'CARE-01');
  await payExactly(page);
  await press('F4');
  const waiting = page.getByRole('button', { name: /^Mia/ });
  await waiting.getByText(/Mia \(A1\)/).waitFor();
  await waiting.click();
  await lines().first().waitFor();
  expect(await lines().count()).toBe(1);
  await payExactly(page);
});

test('a ticket that is parked at one till is taken over at another, and is gone from the first', async () => {
  const { server, folder, browser } = world;
  const back = await openTestTill({ folder, registerCode: 'A2', serverUrl: server.url });
  try {
    await scan(page, 'COAT-08');
    await press('F4');
    await enter(page, 'A word to find it again', 'blue bag');
    await lines().first().waitFor({ state: 'detached' });
    const there = await openWindow(browser, back.openUrl);
    await signIn(there, 'Ada', '9999');
    await openShift(there, '50');
    const parked = there.getByRole('button', { name: /blue bag/ });
    // The ticket is left with the server a moment after it was parked.
    await eventually(async () => {
      await there.keyboard.press('F4');
      await there.getByRole('heading', { name: 'Parked tickets' }).waitFor();
      if ((await parked.count()) === 0) await there.keyboard.press('Escape');
      expect(await parked.count()).toBe(1);
    });
    await parked.click();
    const ticketThere = there.getByRole('region', { name: 'Ticket' });
    await ticketThere.getByRole('listitem').first().waitFor();
    await press('F4');
    await page.getByText('No ticket is parked').waitFor();
    await press('Escape');
    await payExactly(there);
    await ticketThere.getByText('A2-1-000001').waitFor();
    await there.context().close();
  } finally {
    await back.stop();
  }
});

test('a till that nobody touches locks itself after the store’s minutes, and keeps the ticket', async () => {
  const who = { email: emailOf('platform_admin'), password: DEMO_PASSWORD };
  const platform = await signInToServer({ url: world.server.url, ...who });
  const path = `/stores/${DEMO_STORE}`;
  const { revision } = await platform.get<{ revision: number }>(path);
  await platform.send('PATCH', path, { revision, autoLockMinutes: 5 });
  await page.clock.install();
  await scan(page, 'COAT-09');
  const locked = () => page.getByRole('button', { name: /^Mia / }).isVisible();
  // The setting is on its way to the till.
  await eventually(async () => {
    await page.clock.fastForward('06:00');
    expect(await locked()).toBe(true);
  });
  await signIn(page, 'Mia', '1111');
  await lines().first().waitFor();
  await page.clock.fastForward('03:00');
  await press('Shift');
  await page.clock.fastForward('03:00');
  expect(await locked(), 'a touch begins the minutes anew').toBe(false);
  await page.clock.fastForward('05:00');
  await eventually(async () => expect(await locked()).toBe(true));
  await signIn(page, 'Mia', '1111');
  await lines().first().waitFor();
  expect(await lines().count()).toBe(1);
  await payExactly(page);
});

test('the shift is closed with a count, and the Z report says whether it fits', async () => {
  await press('F10');
  await page.getByRole('button', { name: 'Close shift' }).click();
  await enter(page, 'Money counted', '100');
  await page.getByRole('heading', { name: 'Z report 1' }).waitFor();
  await page.getByText('Less than expected').waitFor();
  await press('Enter');
  await page.getByRole('heading', { name: 'Open the shift' }).waitFor();
});

function managerPin(): string {
  const manager = DEMO_PEOPLE.find(({ role }) => role === 'store_admin');
  return manager?.pin ?? '';
}
