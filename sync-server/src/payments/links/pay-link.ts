/**
 * Payment links as whoever pays sees them. A payment is stored before the provider hears of it, one
 * at a time for each link, so that a page that is open twice pays once.
 */
import { randomUUIDv7 } from 'node:crypto';
import type { SimulatedAct } from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { OrganizationId, PaymentId } from '@second-chance/shared/ids.ts';
import type { PaymentProviderName } from '@second-chance/shared/payments/card.ts';
import { type LinkState, linkState } from '@second-chance/shared/payments/payment-link.ts';
import { isClosed, isFinal } from '@second-chance/shared/payments/payment-state.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { inTenant, type TenantTransaction } from '../../db/tenant-transaction.ts';
import { askable, chargeOf, closeUnmade, recordAnswer } from '../ask-provider.ts';
import { followPayment } from '../follow-payment.ts';
import { type PaymentDeps, scopeOf, settingsOf } from '../payment-deps.ts';
import { findPayment, insertPayment, type PaymentRow } from '../payment-repository.ts';
import { isSecretOf, type LinkToken } from './link-address.ts';
import {
  closedLinksWithOpenPayment,
  findLink,
  type LinkRow,
  updateLink,
} from './link-repository.ts';

/** A link as a page shows it. */
export interface OfferedLink {
  readonly link: LinkRow;
  readonly state: LinkState;
  readonly provider: PaymentProviderName;
  readonly account: string | null;
  /** Its latest payment; null where nobody began. */
  readonly payment: PaymentRow | null;
}

/** What a token leads to, after asking the provider where a payment is not settled; null: nothing. */
export async function openLink(deps: PaymentDeps, token: LinkToken): Promise<OfferedLink | null> {
  const before = await readLink(deps, token);
  if (before === null) return null;
  const { payment } = before;
  if (payment === null || isFinal(payment.state)) return before;
  await followPayment(deps, payment, payment.id);
  return readLink(deps, token);
}

async function readLink(deps: PaymentDeps, token: LinkToken): Promise<OfferedLink | null> {
  return inTenant(deps.db, token.organizationId, async (tx) => {
    const link = await findLink(tx, token, { id: token.id });
    if (link === null || !isSecretOf(link, token.secret)) return null;
    return offered(deps, tx, link);
  });
}

async function offered(
  { clock }: PaymentDeps,
  tx: TenantTransaction,
  link: LinkRow,
): Promise<OfferedLink> {
  const payment =
    link.paymentId === null ? null : await findPayment(tx, link, { id: link.paymentId });
  const settings = await settingsOf(tx, link);
  const state = linkState({ ...link, payment: payment?.state ?? null, now: clock() });
  const { provider, account } = payment ?? settings;
  return { link, state, provider, account, payment };
}

/**
 * Begins to pay a link, or goes on with what was begun. Answers with what the provider's script
 * needs. Errors: NOT_FOUND, PAYMENT_NOT_POSSIBLE where it cannot be paid any more, UNAVAILABLE where
 * the provider does not answer.
 */
export async function beginLinkPayment(
  deps: PaymentDeps,
  token: LinkToken,
): Promise<Result<OfferedLink, CodedError>> {
  const stored = await inTenant(deps.db, token.organizationId, async (tx) => {
    const link = await findLink(tx, token, { id: token.id, lock: true });
    if (link === null || !isSecretOf(link, token.secret)) return err(NO_SUCH_LINK);
    const { state, payment } = await offered(deps, tx, link);
    if (state !== 'open') {
      return err<CodedError>({ code: 'PAYMENT_NOT_POSSIBLE', message: `the link is ${state}` });
    }
    if (payment !== null && !isClosed(payment.state)) return ok(payment);
    return ok(await insertAttempt(deps, tx, link));
  });
  if (!stored.ok) return stored;
  const row = stored.value;
  if (row.providerId === null || row.clientSecret === null) {
    const asked = await askable(deps, row);
    if (!asked.ok) return asked;
    const { provider, scope } = asked.value;
    const charge = chargeOf(row, { reader: null, capture: 'automatic' });
    const made = await provider.create(scope, charge);
    await recordAnswer(deps, row, made);
    if (made.kind === 'refused') await closeUnmade(deps, row);
    if (made.kind !== 'answered') {
      return err({ code: 'UNAVAILABLE', message: 'the provider does not answer' });
    }
  }
  const now = await readLink(deps, token);
  return now === null ? err(NO_SUCH_LINK) : ok(now);
}

async function insertAttempt(
  { clock }: PaymentDeps,
  tx: TenantTransaction,
  link: LinkRow,
): Promise<PaymentRow> {
  const { organizationId, storeId, amount, currency } = link;
  const { provider, account } = await settingsOf(tx, link);
  const at = clock();
  const id = randomUUIDv7() as PaymentId;
  const attempt = {
    ...{ organizationId, storeId, id, amount, currency, provider, account },
    ...({ registerId: null, saleId: null, readerId: null, state: 'in_progress' } as const),
    ...{ createdAt: at, updatedAt: at },
  };
  await insertPayment(tx, attempt, { kind: 'sending' });
  await updateLink(tx, { ...link, paymentId: id });
  const row = await findPayment(tx, link, { id });
  if (row === null) throw new Error('the payment that was just written is gone');
  return row;
}

/** Makes the simulated payer of a link act. Errors: those of `beginLinkPayment`. */
export async function simulatePayer(
  deps: PaymentDeps,
  token: LinkToken,
  act: SimulatedAct,
): Promise<Result<OfferedLink, CodedError>> {
  const begun = await beginLinkPayment(deps, token);
  if (!begun.ok) return begun;
  const { payment } = begun.value;
  if (payment?.provider !== 'simulator' || payment.providerId === null) {
    return err({ code: 'PAYMENT_NOT_POSSIBLE', message: 'Only a simulated payer can be told.' });
  }
  const named = { paymentId: payment.id, providerId: payment.providerId };
  const scope = scopeOf(payment, { account: null, location: null });
  await deps.providers.simulator.act(scope, named, act);
  const after = await openLink(deps, token);
  return after === null ? err(NO_SUCH_LINK) : ok(after);
}

const CLOSED_AT_ONCE = 50;

/** Gives up at the provider what was begun on links that were taken back or ran out. */
export async function closeLinkPayments(
  deps: PaymentDeps,
  organizationId: OrganizationId,
): Promise<void> {
  const links = await inTenant(deps.db, organizationId, (tx) =>
    closedLinksWithOpenPayment(
      tx,
      { organizationId },
      { now: deps.clock(), limit: CLOSED_AT_ONCE },
    ),
  );
  for (const link of links) {
    if (link.paymentId !== null) await closePayment(deps, link, link.paymentId);
  }
}

async function closePayment(deps: PaymentDeps, link: LinkRow, id: PaymentId): Promise<void> {
  const row = await inTenant(deps.db, link.organizationId, (tx) => findPayment(tx, link, { id }));
  if (row === null || isFinal(row.state)) return;
  const asked = await askable(deps, row);
  if (!asked.ok) return;
  const { provider, scope } = asked.value;
  const charge = chargeOf(row, { reader: null, capture: 'automatic' });
  // Making it again is how the provider's id is learned where its first answer was lost.
  const made =
    row.providerId === null
      ? await provider.create(scope, charge)
      : ({ kind: 'answered', value: { providerId: row.providerId } } as const);
  if (made.kind === 'refused') await closeUnmade(deps, row);
  if (made.kind !== 'answered') return;
  const { providerId } = made.value;
  await recordAnswer(deps, row, await provider.cancel(scope, { ...charge, providerId }));
}

const NO_SUCH_LINK: CodedError = { code: 'NOT_FOUND', message: 'There is no such link.' };
