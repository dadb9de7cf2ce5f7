/** What a provider tells by itself: stored once, then taken as a reason to ask it. */
import type { ErrorCode } from '@second-chance/shared/contract/errors.ts';
import type { OrganizationId, PaymentId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { recordChanges } from '../audit/record-change.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import { asWork, type TenantWork } from '../db/tenant-work.ts';
import { followRefund } from './card-refunds.ts';
import { followPayment } from './follow-payment.ts';
import type { PaymentDeps } from './payment-deps.ts';
import { findPayment, refundsOf } from './payment-repository.ts';
import { markProcessed, storeProviderEvent } from './provider-event-repository.ts';

export interface ProviderEvent {
  readonly organizationId: OrganizationId;
  readonly provider: 'stripe';
  readonly eventId: string;
  readonly type: string;
  /** What it is about, where it is one of ours. */
  readonly paymentId: PaymentId | null;
  /** As it came, for a replay. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: EpochMs;
}

/**
 * Stores an event once under its own id and acts on it. The same one again, and any order of them,
 * is harmless: nothing is believed that the provider does not say when it is asked. One that a
 * program died over is acted on when the provider tells it again.
 */
export async function takeProviderEvent(deps: PaymentDeps, event: ProviderEvent): Promise<void> {
  const isToDo = await inTenant(deps.db, event.organizationId, (tx) =>
    storeProviderEvent(tx, event),
  );
  if (isToDo) await processProviderEvent(deps, event);
}

/**
 * Acts on a stored event again because a person wants it, and notes who in the audit log before
 * anything is done.
 */
export async function replayProviderEvent(
  deps: PaymentDeps,
  who: Omit<TenantWork, 'tx'>,
  event: Pick<ProviderEvent, 'provider' | 'eventId' | 'type' | 'paymentId'> & {
    /** What went wrong the last time; null: nothing. */
    readonly problem: string | null;
  },
): Promise<void> {
  const { organizationId } = who;
  const { provider, eventId, type, paymentId, problem } = event;
  await asWork(deps.db, who, async (work) => {
    const payment =
      paymentId === null ? null : await findPayment(work.tx, { organizationId }, { id: paymentId });
    const line = { storeId: payment?.storeId ?? null, subject: eventId };
    const after = { provider, type, paymentId, problem };
    await recordChanges(work, [{ ...line, action: 'provider_event.replay', before: null, after }]);
  });
  await processProviderEvent(deps, { organizationId, provider, eventId, paymentId });
}

/** Acts on a stored event, now or again. What went wrong is kept with it. */
export async function processProviderEvent(
  deps: PaymentDeps,
  { organizationId, provider, eventId, paymentId }: Omit<ProviderEvent, 'payload' | 'at' | 'type'>,
): Promise<void> {
  const problem = paymentId === null ? null : await follow(deps, { organizationId, paymentId });
  await inTenant(deps.db, organizationId, (tx) =>
    markProcessed(tx, { organizationId, provider, eventId, problem, at: deps.clock() }),
  );
}

async function follow(
  deps: PaymentDeps,
  {
    organizationId,
    paymentId,
  }: Pick<ProviderEvent, 'organizationId'> & { readonly paymentId: PaymentId },
): Promise<string | null> {
  const payment = await inTenant(deps.db, organizationId, (tx) =>
    findPayment(tx, { organizationId }, { id: paymentId }),
  );
  if (payment === null) return 'NOT_FOUND';
  const followed = await followPayment(deps, payment, paymentId);
  if (!followed.ok) return followed.error.code;
  if (followed.value.state === 'unknown') return NO_ANSWER;
  const refunds = await inTenant(deps.db, organizationId, (tx) => refundsOf(tx, payment));
  for (const refund of refunds) {
    const after = await followRefund(deps, payment, refund.id, { told: true });
    if (!after.ok) return after.error.code;
    if (after.value.state === 'unknown') return NO_ANSWER;
  }
  return null;
}

/** The provider was asked and nothing came back: acting on the event again may help. */
const NO_ANSWER = 'UNAVAILABLE' satisfies ErrorCode;
