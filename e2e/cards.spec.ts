import { randomUUIDv7 } from 'node:crypto';
import { hasDataFile } from '@second-chance/shared/test/data-files.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emailOf } from '../build/lib/demo-api.ts';
import { type RestClient, signIn as signInToServer } from '../build/lib/rest-client.ts';
import { DEMO_PASSWORD, DEMO_STORE } from '../sync-server/src/demo/demo-shop.ts';
import { type FakeStripe, startFakeStripe } from '../sync-server/test/fake-stripe/fake-stripe.ts';
import { STRIPE_FIXTURES, STRIPE_SPEC } from '../sync-server/test/fake-stripe/openapi-request.ts';
import { enter, openShift, scan, signIn } from './harness/counter.ts';
import { eventually } from './harness/eventually.ts';
import { standInForStripe } from './harness/stripe-in-browser.ts';
import { openWorld, type World } from './harness/world.ts';

/** A till with simulated cards: the customer does what the panel says, the network what the amount says. */
let world: World;
let page: Page;
let stripe: FakeStripe | null = null;
const hasStripe = hasDataFile(STRIPE_SPEC) && hasDataFile(STRIPE_FIXTURES);

beforeAll(async () => {
  if (hasStripe) stripe = await startFakeStripe();
  world = await openWorld({
    SIMULATED_CUSTOMER_MS: '600000',
    ...(stripe !== null && {
      STRIPE_SECRET_KEY: 'sk_test_fake',
      STRIPE_PUBLISHABLE_KEY: 'pk_test_fake',
      STRIPE_WEBHOOK_SECRET: 'whsec_fake',
      STRIPE_API_BASE: stripe.url,
    }),
  });
  page = await world.window();
  page.setDefaultTimeout(20_000);
  await signIn(page, 'Ada', '9999');
  await openShift(page, '100');
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await stripe?.[Symbol.asyncDispose]();
});

const ticket = () => page.getByRole('region', { name: 'Ticket' });
const key = (name: string | RegExp) => page.getByRole('button', { name });
const sheet = () => page.getByRole('region', { name: 'Card', exact: true });
const said = (text: string | RegExp) => sheet().getByText(text).waitFor();

/** Ready with one piece of a thing that there are many of, on an empty ticket. */
beforeEach(async ({ task }) => {
  if (task.name.startsWith('a link')) return;
  await eventually(async () => {
    expect(await page.getByLabel('State of the till').textContent()).toContain('Online');
  });
  await scan(page, 'CARE-01');
});

async function chargeCard(amount?: string): Promise<void> {
  await page.keyboard.press('F9');
  await sheet().waitFor();
  if (amount !== undefined) {
    await page.getByLabel('Charge this card').fill(amount);
  }
  await key(/^(Charge|Try a card again)/).click();
}

const customer = (does: string) => key(does).click();

async function restInCash(): Promise<void> {
  await key('Exact').click();
  await ticket().getByText('No change').waitFor();
}

/** The number of the sale that was just paid, which is another one than the last. */
async function numberOfPaid(): Promise<string> {
  const before = lastNumber;
  await eventually(async () => {
    const numbers = ((await ticket().textContent()) ?? '').match(/A1-1-\d{6}/g) ?? [];
    lastNumber = numbers.toSorted().at(-1) ?? '';
    expect(lastNumber > before && (await ticket().getByRole('listitem').count()) === 0).toBe(true);
  });
  return lastNumber;
}
let lastNumber = '';

/** The receipt of the last sale, as printed. */
async function lastReceipt(): Promise<string> {
  await page.keyboard.press('F6');
  const paper = page.getByRole('region', { name: /^Receipt/ });
  await paper.locator('pre').waitFor();
  const text = (await paper.textContent()) ?? '';
  await page.keyboard.press('Escape');
  return text;
}

test('a card that is approved completes the sale by itself, and the receipt says that it is simulated', async () => {
  await chargeCard();
  await customer('Pays');
  await ticket().getByText('A1-1-000001').waitFor();
  const receipt = await lastReceipt();
  expect(receipt).toContain('Visa ending 4242');
  expect(receipt).toContain('SIMULATED');
});

test('after a declined card the sale is paid in cash', async () => {
  await chargeCard();
  await customer('Has no funds');
  await said(/Declined: not enough money/);
  await page.keyboard.press('Escape');
  await restInCash();
});

test('an answer lost after the charge is found approved, and the rest is paid in cash', async () => {
  await chargeCard('1.09');
  await said(/Approved: Visa ending 4242/);
  await page.keyboard.press('Escape');
  await ticket().getByText('Paid by Visa ending 4242').waitFor();
  await restInCash();
});

test('an answer lost before the charge stays unknown, offers no other card, and ends without a charge', async () => {
  await chargeCard('1.07');
  await said(/not known whether the card was charged|On its way|hold the card/);
  expect(await key(/^(Charge|Try a card again)/).count()).toBe(0);
  await key('Give this payment up').click();
  await said('Nothing was charged');
  await page.keyboard.press('Escape');
  await restInCash();
});

test('a customer who cancels at the reader is charged nothing', async () => {
  await chargeCard();
  await customer('Cancels at the reader');
  await said('Nothing was charged');
  await page.keyboard.press('Escape');
  await restInCash();
});

test('what a card paid of a ticket can go back before the ticket changes', async () => {
  await chargeCard('2.00');
  await customer('Pays');
  await said(/Approved/);
  await key('Give the money back').click();
  await page.keyboard.press('Escape');
  await restInCash();
});

test('a sale is split over card and cash, and a part of it goes back to the card', async () => {
  await scan(page, 'REPA-01');
  await chargeCard('3.00');
  await customer('Pays');
  await said(/Approved/);
  await page.keyboard.press('Escape');
  await restInCash();
  const number = await numberOfPaid();
  await takeBack(number);
  await key(/^Back to Visa ending 4242/).click();
  await numberOfPaid();
  expect(await lastReceipt()).toContain('Refunded to Visa ending 4242');
});

test('without a network the till says that cards need it; a refund is queued and goes out later', async () => {
  await chargeCard();
  await customer('Pays');
  const number = await numberOfPaid();
  await world.server.kill();
  await eventually(async () => {
    expect(await page.getByLabel('State of the till').textContent()).toContain('Offline');
  });
  await scan(page, 'CARE-01');
  await page.keyboard.press('F9');
  await said(/Cards need the network/);
  await page.keyboard.press('Escape');
  await restInCash();
  await numberOfPaid();
  await takeBack(number);
  await key(/^Back to Visa ending 4242/).click();
  await numberOfPaid();
  expect(await lastReceipt()).toContain('On its way');
  await world.server.start();
  await eventually(async () => {
    expect(await lastReceipt()).not.toContain('On its way');
  });
});

/** The store admin at the server, as the admin web asks it. */
const admin = (): Promise<RestClient> =>
  signInToServer({ url: world.server.url, email: emailOf('store_admin'), password: DEMO_PASSWORD });

async function aLink(): Promise<{ readonly id: string; readonly url: string }> {
  const link = { id: randomUUIDv7(), storeId: DEMO_STORE, purpose: 'deposit', words: 'A coat' };
  const made = await (await admin()).send('POST', '/payment-links', { ...link, amount: 4_200 });
  return made as { readonly id: string; readonly url: string };
}

/** Mails a link to somebody and answers the address that stands in the mail. */
async function mailedAddress(id: string): Promise<string> {
  const to = { id, storeId: DEMO_STORE, email: 'kim@payer.example', name: 'Kim', language: 'en' };
  await (await admin()).send('POST', `/payment-links/${id}/send`, to);
  const platform = { email: emailOf('platform_admin'), password: DEMO_PASSWORD };
  const kept = await (await signInToServer({ url: world.server.url, ...platform })).get('/mail');
  const { rows } = kept as { readonly rows: readonly { readonly to: string; text: string }[] };
  const mail = rows.find((row) => row.to === to.email);
  return /http\S+\/pay\/\S+/.exec(mail?.text ?? '')?.[0] ?? 'no address in the mail';
}

async function linkState(id: string): Promise<unknown> {
  const answer = await (await admin()).get(`/payment-links?storeId=${DEMO_STORE}`);
  const { rows } = answer as { readonly rows: readonly { readonly id: string; state: string }[] };
  return rows.find((row) => row.id === id)?.state;
}

test('a link that was mailed is paid on its page, which says that it is simulated, without a script', async () => {
  const { id, url } = await aLink();
  const address = await mailedAddress(id);
  expect(address).toBe(url);
  const context = await world.browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
  const payer = await context.newPage();
  await payer.goto(address);
  await payer.getByText('SIMULATED: no money moves').waitFor();
  await payer.getByRole('button', { name: 'Let the card be declined' }).click();
  await payer.getByText('The card was declined.').waitFor();
  await payer.getByRole('button', { name: /^Pay / }).click();
  await payer.getByText('Paid. Thank you!').waitFor();
  expect(await linkState(id)).toBe('paid');
  await context.close();
});

test.runIf(hasStripe)(
  'a card is taken at a reader that the till’s window drives, and the reader shows the ticket',
  async () => {
    if (stripe === null) return;
    await standInForStripe(page, stripe);
    const settings = { storeId: DEMO_STORE, provider: 'stripe', account: null, location: null };
    await (await admin()).send('PUT', '/payment-settings', { ...settings, capture: 'automatic' });
    await (await admin()).send('POST', '/card-readers', {
      id: randomUUIDv7(),
      storeId: DEMO_STORE,
      label: 'Counter',
      way: 'browser',
      registrationCode: 'simulated',
    });
    await page.reload();
    await ticket().waitFor();
    await chargeCard();
    await numberOfPaid();
    expect(await lastReceipt()).not.toContain('SIMULATED');
    expect(await page.evaluate(() => Reflect.get(window, 'usedToken'))).toBe('pst_test_fake');
    expect(await page.evaluate(() => Reflect.get(window, 'shownOnReader'))).toMatchObject({
      line_items: [{ description: 'Cotton tote bag' }],
    });
  },
);

test.runIf(hasStripe)('a link is paid by Stripe’s own card form on its page', async () => {
  if (stripe === null) return;
  const { id, url } = await aLink();
  const context = await world.browser.newContext({ locale: 'en-GB' });
  const payer = await context.newPage();
  const forbidden: string[] = [];
  payer.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) forbidden.push(message.text());
  });
  await standInForStripe(payer, stripe);
  await payer.goto(url);
  await payer.getByText('Card form of pk_test_fake').waitFor();
  await payer.getByRole('button', { name: /^Pay / }).click();
  await payer.getByText('Paid. Thank you!').waitFor();
  expect(await linkState(id)).toBe('paid');
  expect(forbidden).toEqual([]);
  await context.close();
});

/** Puts one piece of the first line of a receipt on the ticket, to come back. */
async function takeBack(number: string): Promise<void> {
  await page.keyboard.press('F3');
  await enter(page, 'Number on the receipt', number);
  const more = page.getByRole('button', { name: /^One more of/ }).first();
  await more.waitFor();
  // The only piece of a receipt is chosen already.
  if (await more.isEnabled()) await more.click();
  await key('Put on the ticket').click();
  await ticket().getByText('Comes back').waitFor();
}
