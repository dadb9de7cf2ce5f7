/** What every request to a provider needs, and what is stored of its answer. */
import type { PaymentView } from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { RegisterId } from '@second-chance/shared/ids.ts';
import { ZERO } from '@second-chance/shared/money/minor-units.ts';
import { isFinal } from '@second-chance/shared/payments/payment-state.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { type PaymentDeps, providerOf, scopeOf, settingsOf } from './payment-deps.ts';
import { findPayment, type PaymentRow, type StoreScope } from './payment-repository.ts';
import { refusalError, viewOf } from './payment-view.ts';
import type { Answer, Charge, ChargeStatus, RefusalReason } from './provider.ts';
import { listReaders } from './reader-repository.ts';
import { type KnownStatus, recordCharge, recordOwnEvent } from './record-charge.ts';

/** Who asks: a register of the store. */
export interface AskingTill extends StoreScope {
  readonly registerId: RegisterId;
}

/** Everything that a request to the provider of a payment needs. */
export async function askable(deps: PaymentDeps, row: PaymentRow) {
  const provider = providerOf(deps, row.provider);
  if (provider === null) {
    return err({ code: 'UNAVAILABLE', message: `no keys for ${row.provider}` } as CodedError);
  }
  const { settings, readers } = await inTenant(deps.db, row.organizationId, async (tx) => ({
    settings: await settingsOf(tx, row),
    readers: await listReaders(tx, row),
  }));
  return ok({
    provider,
    scope: scopeOf(row, { account: row.account, location: settings.location }),
    reader: readers.find(({ id }) => id === row.readerId) ?? null,
    // Online nobody waits for a sale: what is paid is taken.
    capture: row.registerId === null ? 'automatic' : settings.capture,
  });
}

export function chargeOf(
  { id, amount, currency }: PaymentRow,
  { reader, capture }: Pick<Charge, 'reader' | 'capture'>,
): Charge {
  return { paymentId: id, amount, currency, capture, reader, lines: [] };
}

/** Stores what came of a request, and answers the payment as it stands then. */
export async function recordAnswer(
  { db, clock, logger }: PaymentDeps,
  row: PaymentRow,
  answer: Answer<ChargeStatus>,
): Promise<PaymentRow> {
  if (answer.kind !== 'answered') {
    logger.warn({ paymentId: row.id, ...answer }, 'a payment got no answer to go by');
  }
  const after = await inTenant(db, row.organizationId, (tx) => {
    const news = { tx, at: clock(), payment: row };
    if (answer.kind === 'answered') return recordCharge(news, answer.value);
    return answer.kind === 'lost'
      ? recordOwnEvent(news, { kind: 'answer_lost' })
      : findPayment(tx, row, { id: row.id });
  });
  return after ?? row;
}

/**
 * Answers the refusal of a charge that cannot be made, and closes the payment. Where it was made
 * after all, by another request at the same time, it answers how it stands.
 */
export async function giveUp(
  deps: PaymentDeps,
  row: PaymentRow,
  reason: RefusalReason,
): Promise<Result<PaymentView, CodedError>> {
  const after = await closeUnmade(deps, row);
  return after.providerId === null ? err(refusalError(reason)) : ok(viewOf(after));
}

/**
 * Closes what the provider refused to make. What was never made stood on no reader and no page, so
 * our word alone is enough; what the provider has made meanwhile stays as it is.
 */
export async function closeUnmade(
  { db, clock }: PaymentDeps,
  row: PaymentRow,
): Promise<PaymentRow> {
  const after = await inTenant(db, row.organizationId, async (tx) => {
    const now = await findPayment(tx, row, { id: row.id, lock: true });
    if (now === null || now.providerId !== null || isFinal(now.state)) return now;
    return recordCharge({ tx, at: clock(), payment: now }, NEVER_MADE);
  });
  return after ?? row;
}

const NEVER_MADE: KnownStatus = {
  providerId: null,
  status: 'canceled',
  captured: false,
  refunded: ZERO,
  card: null,
  declined: null,
  prompt: null,
  clientSecret: null,
};
