import type { CardPaymentView } from '@second-chance/shared/contract/till/views.ts';
import type { CardPayment } from './payment-rows.ts';
import { isUnsettled } from './ticket-cards.ts';

/** A payment as the cashier sees it. */
export function cardPaymentView(payment: CardPayment): CardPaymentView {
  const { paymentId, state, amount, view, problem, createdAt } = payment;
  return {
    paymentId,
    state,
    amount,
    simulated: view?.provider === 'simulator',
    card: view?.card ?? null,
    declined: view?.declined ?? null,
    prompt: view?.prompt ?? null,
    problem,
    readerId: payment.readerId,
    clientSecret: view?.clientSecret ?? null,
    givingUp: payment.giveUp && isUnsettled(payment),
    since: createdAt,
  };
}
