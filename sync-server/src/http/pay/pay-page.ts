/** The page of a payment link, as text: what for, how much, and how it stands. Draws; decides nothing. */
import { formatAmount } from '@second-chance/shared/money/format-amount.ts';
import type { LinkState } from '@second-chance/shared/payments/payment-link.ts';
import { escapeHtml } from '@second-chance/shared/text/escape-html.ts';
import type { Language } from '@second-chance/shared/text/messages.ts';
import { payText } from '@second-chance/shared/text/pay-messages.ts';
import type { OfferedLink } from '../../payments/links/pay-link.ts';

export interface PayAssets {
  readonly script: string;
  readonly styles: readonly string[];
  readonly icon: string;
}

export interface PayView {
  readonly offered: OfferedLink;
  readonly storeName: string;
  readonly timeZone: string;
  /** Where the page is: `/pay/TOKEN`. */
  readonly path: string;
  /** The payer comes back from the provider, which has not said yet how it ended. */
  readonly returned: boolean;
}

interface Drawing {
  readonly language: Language;
  readonly assets: PayAssets;
}

/** The page of a link. */
export function payPage(view: PayView, { language, assets }: Drawing): string {
  const t = payText(language);
  const { offered, storeName, timeZone, returned } = view;
  const { link } = offered;
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const words: PageWords = {
    t,
    language,
    amount: formatAmount(link.amount, { currency: link.currency, locale }),
    until: new Intl.DateTimeFormat(locale, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone,
    }).format(link.expiresAt),
  };
  const waits = offered.state === 'paying' || (returned && offered.state === 'open');
  const simulated = offered.provider === 'simulator';
  const body = [
    simulated ? `<p class="pay-simulated">${t('pay.simulated')}</p>` : '',
    `<h1>${escapeHtml(t('pay.title', { store: storeName }))}</h1>`,
    `<div class="pay-sum"><p class="pay-soft">${t('pay.for')}</p><p>${escapeHtml(link.words)}</p>`,
    `<p class="pay-amount">${escapeHtml(words.amount)}</p></div>`,
    waits
      ? stateOf(t('pay.paying'), t('pay.payingLead'))
      : offered.state === 'open'
        ? wayToPay(view, words)
        : ended(view, words),
  ];
  return shell(
    { language, assets },
    {
      title: t('pay.title', { store: storeName }),
      body: body.join(''),
      script: offered.state === 'open' && !waits && !simulated,
      refresh: waits,
    },
  );
}

/** What stands at an address that leads to no link. */
export function noPayPage({ language, assets }: Drawing): string {
  const t = payText(language);
  return shell(
    { language, assets },
    {
      title: t('pay.missing'),
      body: `<h1>${t('pay.missing')}</h1><p>${t('pay.missingLead')}</p>`,
      script: false,
      refresh: false,
    },
  );
}

interface PageWords {
  readonly t: ReturnType<typeof payText>;
  readonly language: Language;
  readonly amount: string;
  readonly until: string;
}

function wayToPay(view: PayView, { t, language, amount, until }: PageWords): string {
  const { path, storeName, offered } = view;
  const soft = `<p class="pay-soft">${escapeHtml(t('pay.until', { until }))}</p>`;
  if (offered.provider === 'simulator') {
    const declined =
      offered.payment?.state === 'declined'
        ? `<p role="alert">${t('pay.declinedSimulated')}</p>`
        : '';
    return `${declined}<form method="post" action="${path}/simulate">
      <button class="pay-primary" name="act" value="approve">${escapeHtml(t('pay.simulate', { amount }))}</button>
      <button name="act" value="decline_insufficient_funds">${t('pay.simulateDecline')}</button>
      </form>${soft}`;
  }
  return `<form data-pay="${path}" data-language="${language}"
      data-not-ready="${escapeHtml(t('pay.notReady'))}"
      data-declined="${escapeHtml(t('pay.declined', { reason: '{{reason}}' }))}">
    <p data-wait role="status">${t('pay.wait')}</p><div data-element></div><p role="alert"></p>
    <button class="pay-primary" disabled>${escapeHtml(t('pay.now', { amount }))}</button></form>
    <noscript><p>${t('pay.noScript')}</p></noscript>
    <p class="pay-soft">${escapeHtml(t('pay.secure', { store: storeName }))}</p>${soft}`;
}

const ENDED: Readonly<
  Record<Exclude<LinkState, 'open' | 'paying' | 'paid'>, 'refunded' | 'closed'>
> = { refunded: 'refunded', canceled: 'closed', expired: 'closed' };

function ended({ offered, storeName }: PayView, { t, amount }: PageWords): string {
  const { state } = offered;
  if (state === 'open' || state === 'paying') return '';
  if (state !== 'paid') {
    return stateOf(t(`pay.${state}`), t(`pay.${ENDED[state]}Lead`, { store: storeName }));
  }
  const card = offered.payment?.card;
  const name =
    card?.lastFour === null || card === undefined || card === null
      ? (card?.brand ?? '')
      : t('pay.ending', { brand: card.brand, digits: card.lastFour });
  const by = name === '' ? '' : ` ${t('pay.paidCard', { card: name })}`;
  return stateOf(t('pay.paid'), `${t('pay.paidLead', { store: storeName, amount })}${by}`, true);
}

function stateOf(title: string, lead: string, good = false): string {
  const tone = good ? ' pay-good' : '';
  return `<p class="pay-state${tone}" role="status">${escapeHtml(title)}</p><p>${escapeHtml(lead)}</p>`;
}

const REFRESH_SECONDS = 4;

function shell(
  { language, assets }: Drawing,
  page: {
    readonly title: string;
    readonly body: string;
    readonly script: boolean;
    readonly refresh: boolean;
  },
): string {
  const styles = assets.styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
    ${page.refresh ? `<meta http-equiv="refresh" content="${REFRESH_SECONDS}">` : ''}
    <title>${escapeHtml(page.title)}</title><link rel="icon" href="${assets.icon}">${styles}
    ${page.script ? `<script type="module" src="${assets.script}"></script>` : ''}
    </head><body><main class="pay">${page.body}</main></body></html>`;
}
