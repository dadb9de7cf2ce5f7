/** What is done about payments by the clock: following up what is open, and comparing the books. */
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { z } from 'zod';
import { inTenant } from '../db/tenant-transaction.ts';
import type { JobKind, Jobs } from '../jobs/jobs.ts';
import { captureHeld, followOpen } from './follow-open.ts';
import { closeLinkPayments } from './links/pay-link.ts';
import type { PaymentDeps } from './payment-deps.ts';
import { listOrganizationIds, listStoreIds } from './payment-places.ts';
import { reconcile } from './reconcile.ts';

const nothing = z.strictObject({});
const FOLLOW: JobKind<Record<string, never>> = {
  name: 'payments.follow',
  payload: nothing,
  retries: 0,
  retryWaitSecondsMax: 1,
  secondsMax: 300,
  atOnce: 1,
};
const RECONCILE: JobKind<Record<string, never>> = {
  name: 'payments.reconcile',
  payload: nothing,
  retries: 8,
  retryWaitSecondsMax: 3_600,
  secondsMax: 3_600,
  atOnce: 1,
};

const HOUR_MS = 3_600_000;
/** Every span is compared a few times, so that a night without the provider is made up for. */
const SPAN_MS = 72 * HOUR_MS;
/** Tills that have the network sent their sales long before. */
const YOUNGEST_MS = HOUR_MS;

/** Every minute what is open, every night the last three days. */
export async function handlePaymentJobs(
  deps: PaymentDeps & { readonly jobs: Jobs },
): Promise<void> {
  const { jobs } = deps;
  await jobs.handle(FOLLOW, async () => {
    for (const id of await listOrganizationIds(deps.db)) {
      await closeLinkPayments(deps, id);
      await followOpen(deps, id);
      await captureHeld(deps, id);
    }
  });
  await jobs.handle(RECONCILE, () => reconcileAll(deps));
  await jobs.repeat(FOLLOW, '* * * * *', {});
  await jobs.repeat(RECONCILE, '10 3 * * *', {});
}

/** Compares the last days of every store; what one provider refuses does not hinder the others. */
async function reconcileAll(deps: PaymentDeps): Promise<void> {
  const now = deps.clock();
  const span = { since: (now - SPAN_MS) as EpochMs, until: (now - YOUNGEST_MS) as EpochMs };
  const failed: unknown[] = [];
  for (const organizationId of await listOrganizationIds(deps.db)) {
    for (const storeId of await storesOf(deps, organizationId)) {
      await reconcile(deps, { organizationId, storeId }, span).catch((error: unknown) => {
        failed.push(error);
      });
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, 'some books could not be compared');
}

function storesOf({ db }: PaymentDeps, organizationId: OrganizationId) {
  return inTenant(db, organizationId, (tx) => listStoreIds(tx, organizationId));
}
