/**
 * Begins a card payment as a till wants it. Nothing is sent to a provider before it is stored,
 * nothing is told to a till before what the provider said is stored, and every call may be repeated.
 */
import type { BeginPayment, PaymentView } from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ReaderId } from '@second-chance/shared/ids.ts';
import { isFinal } from '@second-chance/shared/payments/payment-state.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { inTenant, type TenantTransaction } from '../db/tenant-transaction.ts';
import { type AskingTill, askable, chargeOf, giveUp, recordAnswer } from './ask-provider.ts';
import { type PaymentDeps, SIMULATED, settingsOf } from './payment-deps.ts';
import {
  findPayment,
  insertPayment,
  openPaymentsOfSale,
  type PaymentRow,
  type StoreScope,
} from './payment-repository.ts';
import { refusalError, viewOf } from './payment-view.ts';
import type { Charge, ReaderTarget } from './provider.ts';
import { listReaders } from './reader-repository.ts';

/**
 * Charges a card. Answers as soon as the reader has it, or at once where this id was begun before.
 *
 * Errors: PAYMENT_OPEN while another payment of the same ticket is not settled, PAYMENT_DIFFERS for
 * an id that stands for another amount, READER_UNKNOWN, READER_BUSY, READER_OFFLINE and
 * PAYMENT_NOT_POSSIBLE, after which nothing is and nothing will be charged under this id.
 */
export async function beginPayment(
  deps: PaymentDeps,
  till: AskingTill,
  wanted: BeginPayment,
): Promise<Result<PaymentView, CodedError>> {
  const stored = await inTenant(deps.db, till.organizationId, (tx) =>
    storeWanted(deps, tx, { till, wanted }),
  );
  if (!stored.ok) return stored;
  const { row, reader } = stored.value;
  if (isFinal(row.state)) return ok(viewOf(row));
  return pursue(deps, { row, reader, lines: wanted.lines });
}

interface Stored {
  readonly row: PaymentRow;
  readonly reader: ReaderTarget | null;
}

async function storeWanted(
  { clock }: PaymentDeps,
  tx: TenantTransaction,
  { till, wanted }: { readonly till: AskingTill; readonly wanted: BeginPayment },
): Promise<Result<Stored, CodedError>> {
  const { organizationId, storeId, registerId } = till;
  const settings = wanted.training ? SIMULATED : await settingsOf(tx, till);
  const target = await readerFor(tx, till, { ...settings, readerId: wanted.readerId });
  if (!target.ok) return target;
  const there = await findPayment(tx, till, { id: wanted.paymentId, lock: true });
  if (there !== null) {
    return isSame(there, { ...wanted, storeId })
      ? ok({ row: there, reader: target.value })
      : err({ code: 'PAYMENT_DIFFERS', message: 'this id stands for another payment' });
  }
  // The same request, sent twice at once, may have stored it between these two questions.
  const open = (await openPaymentsOfSale(tx, till, wanted.saleId)).filter(
    (id) => id !== wanted.paymentId,
  );
  if (open.length > 0) {
    return err({
      code: 'PAYMENT_OPEN',
      message: 'another payment of this ticket is not settled',
      details: { paymentId: open[0] },
    });
  }
  const at = clock();
  await insertPayment(
    tx,
    {
      organizationId,
      storeId,
      registerId,
      id: wanted.paymentId,
      saleId: wanted.saleId,
      readerId: target.value?.id ?? null,
      provider: settings.provider,
      account: settings.account,
      amount: wanted.amount,
      currency: wanted.currency,
      training: wanted.training ?? false,
      state: 'in_progress',
      createdAt: at,
      updatedAt: at,
    },
    { kind: 'sending' },
  );
  const row = await findPayment(tx, till, { id: wanted.paymentId });
  return row !== null && isSame(row, { ...wanted, storeId })
    ? ok({ row, reader: target.value })
    : err({ code: 'PAYMENT_DIFFERS', message: 'this id stands for another payment' });
}

/** The reader that is meant. The simulator needs none. */
async function readerFor(
  tx: TenantTransaction,
  store: StoreScope,
  { readerId, provider }: { readonly readerId: ReaderId | null; readonly provider: string },
): Promise<Result<ReaderTarget | null, CodedError>> {
  const readers = (await listReaders(tx, store)).filter((reader) => reader.provider === provider);
  if (readerId === null && provider === 'simulator') return ok(null);
  const reader = readerId === null ? only(readers) : readers.find(({ id }) => id === readerId);
  return reader === undefined
    ? err({ code: 'READER_UNKNOWN', message: 'the store has no such reader in use' })
    : ok(reader);
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

interface Pursued extends Stored {
  readonly lines: Charge['lines'];
}

/** Makes the charge and puts it on its reader, as far as that was not done before. */
async function pursue(
  deps: PaymentDeps,
  { row, reader, lines }: Pursued,
): Promise<Result<PaymentView, CodedError>> {
  const asked = await askable(deps, row);
  if (!asked.ok) return asked;
  const { provider, scope, capture } = asked.value;
  const charge = { ...chargeOf(row, { reader, capture }), lines };
  const created = await provider.create(scope, charge);
  const known = await recordAnswer(deps, row, created);
  if (created.kind === 'refused') return giveUp(deps, row, created.reason);
  if (created.kind === 'lost' || created.value.status !== 'waiting') return ok(viewOf(known));
  const { providerId } = created.value;
  if (isFinal(known.state)) {
    // Closed meanwhile by another request: no customer is asked for it any more.
    const closed = await provider.cancel(scope, { ...charge, providerId });
    return ok(viewOf(await recordAnswer(deps, row, closed)));
  }
  const collected = await provider.collect(scope, { ...charge, providerId });
  if (collected.kind === 'refused') {
    const closed = await provider.cancel(scope, { ...charge, providerId });
    const after = await recordAnswer(deps, row, closed);
    return isFinal(after.state) && after.state !== 'approved'
      ? err(refusalError(collected.reason))
      : ok(viewOf(after));
  }
  return ok(viewOf(await recordAnswer(deps, row, collected)));
}

function isSame(row: PaymentRow, wanted: BeginPayment & Pick<StoreScope, 'storeId'>): boolean {
  return (
    row.storeId === wanted.storeId &&
    row.saleId === wanted.saleId &&
    row.amount === wanted.amount &&
    row.currency === wanted.currency
  );
}
