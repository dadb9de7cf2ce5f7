/**
 * Stands in for Stripe's scripts in a browser, at their own addresses, so that what a page's policy
 * allows is tried too; whoever pays by them pays at the fake Stripe.
 */
import type { Page } from 'playwright-core';
import type { FakeStripe } from '../../sync-server/test/fake-stripe/fake-stripe.ts';

/** What Stripe's Payment Element needs of a page, and no more. */
const ELEMENTS = `window.Stripe = (key, options) => ({
  elements: ({ clientSecret }) => ({
    clientSecret,
    create: () => ({
      on(event, then) { if (event === 'ready') setTimeout(then); },
      mount(place) { place.textContent = 'Card form of ' + key; },
    }),
  }),
  async confirmPayment({ elements }) {
    await window.payAtFakeStripe(elements.clientSecret);
    return {};
  },
});`;

/** Stripe Terminal with one simulated reader, whose customer pays. */
const TERMINAL = `window.StripeTerminal = { create: (how) => ({
  async discoverReaders() { return { discoveredReaders: [{ id: 'simulated', label: 'Simulated' }] }; },
  async connectReader(reader) {
    window.top.usedToken = await how.onFetchConnectionToken();
    return { reader };
  },
  async disconnectReader() { return {}; },
  async setReaderDisplay({ cart }) { window.top.shownOnReader = cart; return {}; },
  async collectPaymentMethod(secret) { return { paymentIntent: { secret } }; },
  async processPayment({ secret }) {
    await window.payAtFakeStripe(secret);
    return { paymentIntent: {} };
  },
  async cancelCollectPaymentMethod() { return {}; },
  async cancelProcessPayment() { return {}; },
}) };`;

/** Puts both scripts in place for all that this window loads. */
export async function standInForStripe(page: Page, fake: FakeStripe): Promise<void> {
  const script = (body: string) => ({ body, contentType: 'text/javascript' });
  await page.context().exposeFunction('payAtFakeStripe', (clientSecret: string) => {
    fake.state.payOnline(clientSecret.split('_secret_')[0] ?? '', 'pay');
  });
  await page
    .context()
    .route('https://js.stripe.com/**', (route) =>
      route.fulfill(script(route.request().url().includes('/terminal/') ? TERMINAL : ELEMENTS)),
    );
}
