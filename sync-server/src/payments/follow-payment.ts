/** What becomes of a payment that was begun: asked for, given up, or captured. */
import {
  CUSTOMER_WAITS_MS,
  type PaymentView,
} from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { PaymentId, SaleId } from '@second-chance/shared/ids.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { isFinal } from '@second-chance/shared/payments/payment-state.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { inTenant, type TenantTransaction } from '../db/tenant-transaction.ts';
import {
  type AskingTill,
  askable,
  chargeOf,
  closeUnmade,
  giveUp,
  recordAnswer,
} from './ask-provider.ts';
import { type PaymentDeps, settingsOf } from './payment-deps.ts';
import {
  findPayment,
  insertPayment,
  type PaymentRow,
  type StoreScope,
} from './payment-repository.ts';
import { NO_SUCH_PAYMENT, viewOf } from './payment-view.ts';

/**
 * How a payment stands, after asking the provider where that is not settled. With `watched` a till
 * waits for it with its customer: what may never have come to the reader is put there again.
 * Errors: NOT_FOUND for what this store never began.
 */
export async function followPayment(
  deps: PaymentDeps,
  store: StoreScope,
  id: PaymentId,
  { watched = false }: { readonly watched?: boolean } = {},
): Promise<Result<PaymentView, CodedError>> {
  const row = await inTenant(deps.db, store.organizationId, (tx) => findPayment(tx, store, { id }));
  if (row === null || row.storeId !== store.storeId) return err(NO_SUCH_PAYMENT);
  if (isFinal(row.state)) return ok(viewOf(row));
  const asked = await askable(deps, row);
  if (!asked.ok) return asked;
  const { provider, scope, reader, capture } = asked.value;
  const charge = chargeOf(row, { reader, capture });
  const { providerId } = row;
  if (providerId === null) {
    const made = await provider.create(scope, charge);
    const after = await recordAnswer(deps, row, made);
    return ok(viewOf(made.kind === 'refused' ? await closeUnmade(deps, row) : after));
  }
  const isThere = watched && deps.clock() - row.createdAt < CUSTOMER_WAITS_MS;
  const answer =
    isThere && row.state === 'unknown'
      ? await provider.collect(scope, { ...charge, providerId })
      : await provider.lookUp(scope, { paymentId: id, providerId });
  return ok(viewOf(await recordAnswer(deps, row, answer)));
}

export interface ToCancel {
  readonly paymentId: PaymentId;
  readonly saleId: SaleId;
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
}

/**
 * Gives a payment up. What was never heard of is written down as canceled, so that a request which
 * comes late finds it closed. Answers `approved` where the customer was faster.
 */
export async function cancelPayment(
  deps: PaymentDeps,
  till: AskingTill,
  wanted: ToCancel,
): Promise<Result<PaymentView, CodedError>> {
  const row = await inTenant(deps.db, till.organizationId, (tx) =>
    findOrClose(deps, tx, { till, wanted }),
  );
  if (row === null || row.storeId !== till.storeId) return err(NO_SUCH_PAYMENT);
  if (isFinal(row.state)) return ok(viewOf(row));
  const asked = await askable(deps, row);
  if (!asked.ok) return asked;
  const { provider, scope, reader, capture } = asked.value;
  const charge = chargeOf(row, { reader, capture });
  // Making it again is how the provider's id is learned where its first answer was lost.
  const made =
    row.providerId === null
      ? await provider.create(scope, charge)
      : ({ kind: 'answered', value: { providerId: row.providerId } } as const);
  if (made.kind === 'refused') return giveUp(deps, row, made.reason);
  if (made.kind === 'lost') return ok(viewOf(await recordAnswer(deps, row, made)));
  const { providerId } = made.value;
  return ok(
    viewOf(await recordAnswer(deps, row, await provider.cancel(scope, { ...charge, providerId }))),
  );
}

async function findOrClose(
  { clock }: PaymentDeps,
  tx: TenantTransaction,
  { till, wanted }: { readonly till: AskingTill; readonly wanted: ToCancel },
): Promise<PaymentRow | null> {
  const { organizationId, storeId, registerId } = till;
  const { provider, account } = await settingsOf(tx, till);
  const at = clock();
  const { paymentId: id, saleId, amount, currency } = wanted;
  const closed = {
    ...{ organizationId, storeId, registerId, id, saleId, amount, currency, provider, account },
    ...({ readerId: null, state: 'canceled', createdAt: at, updatedAt: at } as const),
  };
  await insertPayment(tx, closed, { kind: 'dropped' });
  return findPayment(tx, till, { id });
}

/**
 * Takes what a card holds for the shop. Repeating is harmless.
 * Errors: NOT_FOUND, PAYMENT_DIFFERS for another amount, PAYMENT_NOT_POSSIBLE for what is not
 * approved.
 */
export async function capturePayment(
  deps: PaymentDeps,
  store: StoreScope,
  { paymentId, amount }: { readonly paymentId: PaymentId; readonly amount: MinorUnits },
): Promise<Result<PaymentView, CodedError>> {
  const row = await inTenant(deps.db, store.organizationId, (tx) =>
    findPayment(tx, store, { id: paymentId }),
  );
  if (row === null || row.storeId !== store.storeId) return err(NO_SUCH_PAYMENT);
  if (row.amount !== amount) return err({ code: 'PAYMENT_DIFFERS', message: 'another amount' });
  if (row.captured) return ok(viewOf(row));
  if (row.state !== 'approved' || row.providerId === null) {
    return err({ code: 'PAYMENT_NOT_POSSIBLE', message: 'nothing is held' });
  }
  const asked = await askable(deps, row);
  if (!asked.ok) return asked;
  const { provider, scope } = asked.value;
  const taken = await provider.capture(scope, { paymentId, providerId: row.providerId });
  return ok(viewOf(await recordAnswer(deps, row, taken)));
}
