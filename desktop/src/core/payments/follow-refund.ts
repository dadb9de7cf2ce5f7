/** One step of a refund towards its end: sent, or asked about. */
import { refundViewSchema } from '@second-chance/shared/contract/card-payments.ts';
import type { StepOutcome } from '../sync/lane.ts';
import type { CardsDeps } from './follow-cards.ts';
import { type CardRefund, moveRefund } from './refund-rows.ts';
import { BEGIN_TIMEOUT_MS, bytesOf } from './request-body.ts';

export async function followRefund(
  deps: CardsDeps,
  refund: CardRefund,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { store, clock } = deps;
  const { refundId, paymentId, saleId, amount, state } = refund;
  const tell = (
    event: Parameters<typeof moveRefund>[2]['event'],
    problem: string | null = null,
  ) => {
    moveRefund(store, refundId, { event, at: clock(), problem });
    deps.changed();
  };
  if (state !== 'pending') tell({ kind: 'sending' });
  const answered = await deps.call(
    state === 'pending'
      ? { method: 'GET', path: `/sync/refunds/${refundId}`, timeoutMs: BEGIN_TIMEOUT_MS }
      : {
          method: 'POST',
          path: '/sync/refunds',
          body: bytesOf({ refundId, paymentId, saleId, amount }),
          timeoutMs: BEGIN_TIMEOUT_MS,
        },
    signal,
  );
  if (answered.ok) {
    const view = refundViewSchema.safeParse(answered.value);
    if (!view.success) return 'refused';
    const word = view.data.state;
    if (word === 'succeeded' || word === 'failed' || word === 'pending') {
      tell({ kind: 'provider', says: word }, word === 'failed' ? 'REFUND_FAILED' : null);
      return 'done';
    }
    tell({ kind: 'answer_lost' });
    return 'failed';
  }
  const { code } = answered.error;
  deps.log({ event: 'refund', code });
  if (code === 'REFUND_TOO_LARGE' || code === 'PAYMENT_NOT_POSSIBLE' || code === 'NOT_FOUND') {
    tell({ kind: 'provider', says: 'failed' }, code);
    return 'done';
  }
  tell({ kind: 'answer_lost' });
  return code === 'SERVER_UNREACHABLE' ? 'failed' : 'refused';
}
