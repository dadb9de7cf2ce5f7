import type { PaymentView, SimulatedAct } from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { PaymentId } from '@second-chance/shared/ids.ts';
import { err, type Result } from '@second-chance/shared/result.ts';
import { inTenant } from '../../db/tenant-transaction.ts';
import { followPayment } from '../follow-payment.ts';
import type { PaymentDeps } from '../payment-deps.ts';
import { scopeOf } from '../payment-deps.ts';
import { findPayment, type StoreScope } from '../payment-repository.ts';

/**
 * Makes the simulated customer of an open payment act, as the panel at the till asks.
 * Errors: NOT_FOUND, PAYMENT_NOT_POSSIBLE for a payment that is no simulation.
 */
export async function simulateAct(
  deps: PaymentDeps,
  store: StoreScope,
  { paymentId, act }: { readonly paymentId: PaymentId; readonly act: SimulatedAct },
): Promise<Result<PaymentView, CodedError>> {
  const row = await inTenant(deps.db, store.organizationId, (tx) =>
    findPayment(tx, store, { id: paymentId }),
  );
  if (row === null || row.storeId !== store.storeId) {
    return err({ code: 'NOT_FOUND', message: 'There is no such payment.' });
  }
  if (row.provider !== 'simulator' || row.providerId === null) {
    return err({ code: 'PAYMENT_NOT_POSSIBLE', message: 'Only a simulated customer can be told.' });
  }
  const scope = scopeOf(row, { account: null, location: null });
  await deps.providers.simulator.act(scope, { paymentId, providerId: row.providerId }, act);
  return followPayment(deps, store, paymentId);
}
