/** Payment links as the shop handles them: made, mailed, taken back, listed. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { PaymentLinkView } from '@second-chance/shared/contract/rest/payments.ts';
import type { PaymentLinkId, StoreId } from '@second-chance/shared/ids.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import { formatAmount } from '@second-chance/shared/money/format-amount.ts';
import { type MinorUnits, ZERO } from '@second-chance/shared/money/minor-units.ts';
import { type LinkPurpose, linkState } from '@second-chance/shared/payments/payment-link.ts';
import { toStripeAmount } from '@second-chance/shared/payments/stripe-amount.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Language } from '@second-chance/shared/text/messages.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { recordChanges } from '../../audit/record-change.ts';
import type { Scope } from '../../db/document-repository.ts';
import type { TenantWork } from '../../db/tenant-work.ts';
import { momentInMail, queueMail } from '../../mail/queue-mail.ts';
import { findStore } from '../../stores/store-repository.ts';
import { settingsOf } from '../payment-deps.ts';
import { findPayment } from '../payment-repository.ts';
import { linkUrl, newSecret } from './link-address.ts';
import { findLink, insertLink, type LinkRow, listLinks, updateLink } from './link-repository.ts';

const DAY_MS = 24 * 3_600_000;
const LISTED_MAX = 200;

/** What a view of a link needs beside the link. */
export interface Showing {
  readonly publicUrl: string;
  readonly now: EpochMs;
}

export interface WantedLink {
  readonly id: PaymentLinkId;
  readonly storeId: StoreId;
  readonly purpose: LinkPurpose;
  readonly words: string;
  readonly amount: MinorUnits;
  readonly days: number;
}

/**
 * Makes a link in the store's currency. Repeating the same request answers the link that is there.
 * Errors: NOT_FOUND, ALREADY_EXISTS, AMOUNT_INVALID for what the provider cannot charge.
 */
export async function createLink(
  work: TenantWork,
  showing: Showing,
  wanted: WantedLink,
): Promise<Result<PaymentLinkView, CodedError>> {
  const { organizationId, at } = work;
  const store = await findStore(work, { id: wanted.storeId });
  if (store === null) return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  const { id, storeId, purpose, words, amount, days } = wanted;
  const currency = store.document.currency as CurrencyCode;
  const { provider } = await settingsOf(work.tx, { organizationId, storeId });
  if (provider === 'stripe' && toStripeAmount(currency, amount) === null) {
    return err({ code: 'AMOUNT_INVALID', message: `Stripe cannot charge this in ${currency}` });
  }
  const link: LinkRow = {
    ...{ organizationId, storeId, id, secret: newSecret(), purpose, words, amount, currency },
    paymentId: null,
    createdAt: at,
    createdBy: work.actorId,
    expiresAt: (at + days * DAY_MS) as EpochMs,
    canceledAt: null,
    sentAt: null,
  };
  if (await insertLink(work.tx, link)) {
    const line = { storeId, action: 'payment_link.create', subject: id, before: null };
    await recordChanges(work, [{ ...line, after: { purpose, words, amount } }]);
  }
  const there = await findLink(work.tx, work, { id });
  const same = there?.storeId === storeId && there.amount === amount && there.words === words;
  if (there === null || !same) {
    return err({ code: 'ALREADY_EXISTS', message: 'this id is another link' });
  }
  return ok(await viewOfLink(work, showing, there));
}

export async function linksOf(
  scope: Scope,
  showing: Showing,
  storeId: StoreId,
): Promise<readonly PaymentLinkView[]> {
  const links = await listLinks(scope.tx, { ...scope, storeId }, LISTED_MAX);
  const views: PaymentLinkView[] = [];
  for (const link of links) views.push(await viewOfLink(scope, showing, link));
  return views;
}

/**
 * Mails a link; the address is kept with the mail alone.
 * Errors: NOT_FOUND, PAYMENT_NOT_POSSIBLE for one that nobody can pay any more.
 */
export async function sendLink(
  work: TenantWork,
  { organizationName, ...showing }: Showing & { readonly organizationName: string },
  to: {
    readonly id: PaymentLinkId;
    readonly storeId: StoreId;
    readonly email: string;
    readonly name: string;
    readonly language: Language;
  },
): Promise<Result<PaymentLinkView, CodedError>> {
  const link = await findLink(work.tx, work, { id: to.id, lock: true });
  const store = await findStore(work, { id: to.storeId });
  if (link === null || store === null || link.storeId !== to.storeId) return err(NO_SUCH_LINK);
  const view = await viewOfLink(work, showing, link);
  if (view.state !== 'open') {
    return err({ code: 'PAYMENT_NOT_POSSIBLE', message: `the link is ${view.state}` });
  }
  const locale = to.language === 'de' ? 'de-DE' : 'en-GB';
  const values = {
    organization: organizationName,
    store: store.document.name,
    words: link.words,
    amount: formatAmount(link.amount, { currency: link.currency, locale }),
    until: momentInMail(link.expiresAt, to.language),
  };
  const person = { email: to.email, displayName: to.name, language: to.language };
  await queueMail(work, person, { kind: 'payment_link', values, link: view.url });
  await updateLink(work.tx, { ...link, sentAt: work.at });
  return ok({ ...view, sentAt: work.at });
}

/**
 * Takes a link back, so that nobody can begin to pay it. What somebody has begun is given up at the
 * provider afterwards (`closeLinkPayments`). Repeating is harmless. Errors: NOT_FOUND,
 * PAYMENT_NOT_POSSIBLE for one that is paid.
 */
export async function cancelLink(
  work: TenantWork,
  showing: Showing,
  { id, storeId }: { readonly id: PaymentLinkId; readonly storeId: StoreId },
): Promise<Result<PaymentLinkView, CodedError>> {
  const link = await findLink(work.tx, work, { id, lock: true });
  if (link === null || link.storeId !== storeId) return err(NO_SUCH_LINK);
  const { state } = await viewOfLink(work, showing, link);
  if (state === 'paid' || state === 'refunded') {
    return err({ code: 'PAYMENT_NOT_POSSIBLE', message: 'the link is paid' });
  }
  const canceled: LinkRow = { ...link, canceledAt: link.canceledAt ?? work.at };
  await updateLink(work.tx, canceled);
  const line = { storeId, action: 'payment_link.cancel', subject: id, before: null };
  await recordChanges(work, [{ ...line, after: { canceledAt: canceled.canceledAt } }]);
  return ok(await viewOfLink(work, showing, canceled));
}

/** A link as the shop sees it. */
export async function viewOfLink(
  scope: Scope,
  { publicUrl, now }: Showing,
  link: LinkRow,
): Promise<PaymentLinkView> {
  const payment =
    link.paymentId === null ? null : await findPayment(scope.tx, link, { id: link.paymentId });
  const provider = payment?.provider ?? (await settingsOf(scope.tx, link)).provider;
  const { id, storeId, purpose, words, amount, currency, paymentId } = link;
  return {
    ...{ id, storeId, purpose, words, amount, currency, paymentId },
    state: linkState({ ...link, payment: payment?.state ?? null, now }),
    simulated: provider === 'simulator',
    url: linkUrl(publicUrl, link),
    card: payment?.card ?? null,
    refunded: payment?.refunded ?? ZERO,
    createdAt: link.createdAt,
    createdBy: link.createdBy,
    expiresAt: link.expiresAt,
    sentAt: link.sentAt,
  };
}

const NO_SUCH_LINK: CodedError = { code: 'NOT_FOUND', message: 'There is no such link.' };
