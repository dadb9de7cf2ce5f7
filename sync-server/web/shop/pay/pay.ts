/**
 * The script of the pay page: Stripe's Payment Element for one link. Card details go from its frames
 * to Stripe and never through here. How it ended is what the server says when the page loads again.
 */
import { loadStripe } from '@stripe/stripe-js/pure';
import './pay.css';

interface Begun {
  readonly clientSecret: string;
  readonly publishableKey: string;
  readonly account: string | null;
}

const form = document.querySelector<HTMLFormElement>('[data-pay]');
if (form !== null) {
  offer(form).catch(() => say(form, form.dataset.notReady ?? ''));
}

async function offer(page: HTMLFormElement): Promise<void> {
  const { pay = '', language = 'en' } = page.dataset;
  const answer = await fetch(`${pay}/begin`, { method: 'POST' });
  if (answer.status === 409) return location.reload();
  if (!answer.ok) throw new Error(`begin answered ${answer.status}`);
  const { clientSecret, publishableKey, account } = (await answer.json()) as Begun;
  const stripe = await loadStripe(publishableKey, {
    locale: language as 'en' | 'de',
    ...(account !== null && { stripeAccount: account }),
  });
  if (stripe === null) throw new Error('Stripe runs in browsers alone');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const elements = stripe.elements({
    clientSecret,
    appearance: {
      theme: dark ? 'night' : 'stripe',
      variables: { colorPrimary: dark ? '#57B48D' : '#1F6B4F', borderRadius: '10px' },
    },
  });
  const element = elements.create('payment');
  const button = page.querySelector('button');
  element.on('ready', () => {
    page.querySelector('[data-wait]')?.remove();
    if (button !== null) button.disabled = false;
  });
  element.on('loaderror', () => say(page, page.dataset.notReady ?? ''));
  const place = page.querySelector<HTMLElement>('[data-element]');
  if (place !== null) element.mount(place);
  page.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button === null || button.disabled) return;
    button.disabled = true;
    void stripe
      .confirmPayment({
        elements,
        confirmParams: { return_url: new URL(pay, location.origin).href },
        redirect: 'if_required',
      })
      .then(({ error }) => {
        if (error === undefined) return location.assign(`${pay}?returned`);
        say(page, (page.dataset.declined ?? '').replace('{{reason}}', error.message ?? ''));
        button.disabled = false;
      });
  });
}

function say(page: HTMLFormElement, words: string): void {
  page.querySelector('[data-wait]')?.remove();
  const alert = page.querySelector<HTMLElement>('[role="alert"]');
  if (alert !== null) alert.textContent = words;
}
