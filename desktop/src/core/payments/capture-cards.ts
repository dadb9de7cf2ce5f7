/** Takes what cards hold, once the sale that they paid is on disk. */
import { paymentViewSchema } from '@second-chance/shared/contract/card-payments.ts';
import type { ErrorCode } from '@second-chance/shared/contract/errors.ts';
import type { StepOutcome } from '../sync/lane.ts';
import type { CardsDeps } from './follow-cards.ts';
import { markCaptured, paymentsToCapture } from './payment-rows.ts';
import { BEGIN_TIMEOUT_MS, bytesOf } from './request-body.ts';

/** Nothing is held any more: the comparison of the books tells a person. */
const NOTHING_HELD: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'NOT_FOUND',
  'PAYMENT_DIFFERS',
  'PAYMENT_NOT_POSSIBLE',
]);

/** Asks the server to take the oldest payment that is only held. Repeating is harmless. */
export async function captureStep(
  { store, call, log }: Pick<CardsDeps, 'store' | 'call' | 'log'>,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const [payment] = paymentsToCapture(store);
  if (payment === undefined) return 'done';
  const { paymentId, amount } = payment;
  const answered = await call(
    {
      method: 'POST',
      path: `/sync/payments/${paymentId}/capture`,
      body: bytesOf({ amount }),
      timeoutMs: BEGIN_TIMEOUT_MS,
    },
    signal,
  );
  if (answered.ok) {
    const view = paymentViewSchema.safeParse(answered.value);
    if (!view.success || view.data.captured !== true) return 'failed';
    markCaptured(store, paymentId);
    return 'again';
  }
  const { code } = answered.error;
  log({ event: 'capture', code });
  if (!NOTHING_HELD.has(code)) return code === 'SERVER_UNREACHABLE' ? 'failed' : 'refused';
  markCaptured(store, paymentId);
  return 'again';
}
