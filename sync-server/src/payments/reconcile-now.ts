/** Comparing the books when somebody asks, and what may go back without a till. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { PaymentId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { sql } from 'kysely';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { PaymentDeps } from './payment-deps.ts';
import { findPayment, type StoreScope } from './payment-repository.ts';
import { NO_SUCH_PAYMENT } from './payment-view.ts';
import { reconcile } from './reconcile.ts';

const DAY_MS = 24 * 3_600_000;
/** A payment of a moment ago has no sale yet, without anything being wrong. */
const YOUNGEST_MS = 60_000;

/** Compares the last days now. Error: UNAVAILABLE where the provider does not answer. */
export async function reconcileDays(deps: PaymentDeps, store: StoreScope, days: number) {
  const now = deps.clock();
  const span = { since: (now - days * DAY_MS) as EpochMs, until: (now - YOUNGEST_MS) as EpochMs };
  try {
    const { charges, differences } = await reconcile(deps, store, span);
    return ok({
      ...span,
      charges,
      differences: differences.map(({ kind, amount, proposed, ...about }) => ({
        kind,
        proposed,
        amount: minorUnits(amount),
        about: 'paymentId' in about ? about.paymentId : about.providerId,
      })),
    });
  } catch (error) {
    deps.logger.warn({ err: error }, 'the books could not be compared');
    return err<CodedError>({ code: 'UNAVAILABLE', message: 'the provider does not answer' });
  }
}

/**
 * Lets money go back without a till only where no paid record says otherwise: what a sale brought
 * goes back by a return, so that goods and money stay together. Errors: NOT_FOUND, PAYMENT_NOT_POSSIBLE.
 */
export async function mayGiveBack(
  tx: TenantTransaction,
  store: StoreScope,
  id: PaymentId,
): Promise<Result<true, CodedError>> {
  const payment = await findPayment(tx, store, { id });
  if (payment === null || payment.storeId !== store.storeId) return err(NO_SUCH_PAYMENT);
  if (payment.saleId === null) return ok(true);
  const { rows } = await sql`
    select 1 from sale where organization_id = ${store.organizationId}
      and store_id = ${store.storeId} and id = ${payment.saleId}`.execute(tx);
  return rows.length === 0
    ? ok(true)
    : err({ code: 'PAYMENT_NOT_POSSIBLE', message: 'A sale stands for it: take the goods back.' });
}
