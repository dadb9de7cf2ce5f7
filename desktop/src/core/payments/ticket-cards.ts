/** What cards have to do with the open ticket: what they paid of it, and whether it may change. */
import type { SaleId } from '@second-chance/shared/ids.ts';
import { type MinorUnits, minorUnits, sum } from '@second-chance/shared/money/minor-units.ts';
import { isFinal } from '@second-chance/shared/payments/payment-state.ts';
import type { TenderInput } from '@second-chance/shared/sale/pay-sale.ts';
import { payWithCredits } from '@second-chance/shared/stored-value/pay-with-credits.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { Cart, TicketCredit } from '../sell/cart.ts';
import type { Store } from '../store/open-store.ts';
import type { NewId } from '../till-context.ts';
import { type CardPayment, paymentsOfTicket } from './payment-rows.ts';

/** Whether a payment is not settled, or only begun. */
export function isUnsettled({ state }: CardPayment): boolean {
  return !isFinal(state);
}

/** What cards have paid of a ticket so far. */
export function paidByCard(store: Store, saleId: SaleId): MinorUnits {
  const approved = paymentsOfTicket(store, saleId).filter(({ state }) => state === 'approved');
  return sum(approved.map(({ amount }) => amount));
}

/**
 * What is still to pay of a ticket after approved cards, and what gift cards and credits pay of it:
 * as much as they were told to, while there is something to pay.
 */
export function leftToPay(
  { store }: { readonly store: Store },
  { saleId, credits = [] }: Pick<Cart, 'saleId' | 'credits'>,
  gross: MinorUnits,
): { readonly left: MinorUnits; readonly credits: readonly TicketCredit[] } {
  const due = gross - paidByCard(store, saleId);
  const paying = payWithCredits(minorUnits(due), credits);
  return { left: minorUnits(due - sum(paying.map(({ amount }) => amount))), credits: paying };
}

/**
 * Lets a ticket change only while no card is being charged for it and none has paid a part.
 * Error: PAYMENT_OPEN, with `details.approved` where a card has paid.
 */
export function unlessCardsHoldIt(store: Store, saleId: SaleId): Outcome<true> {
  const holding = paymentsOfTicket(store, saleId).find(
    (payment) => payment.state === 'approved' || isUnsettled(payment),
  );
  if (holding === undefined) return { ok: true, value: true };
  return refuse('PAYMENT_OPEN', 'a card holds the ticket as it is', {
    approved: holding.state === 'approved',
    paymentId: holding.paymentId,
  });
}

/**
 * The tenders by which approved payments settle a ticket.
 * Error: PAYMENT_OPEN while one of them is not settled.
 */
export function cardTenders(
  store: Store,
  { saleId, newId }: { readonly saleId: SaleId; readonly newId: NewId },
): Outcome<readonly TenderInput[]> {
  const payments = paymentsOfTicket(store, saleId);
  const open = payments.find(isUnsettled);
  if (open !== undefined) {
    return refuse('PAYMENT_OPEN', 'a card payment is not settled', { paymentId: open.paymentId });
  }
  const tenders = payments.flatMap(({ state, view, paymentId, amount }): TenderInput[] => {
    if (state !== 'approved' || view === null) return [];
    const { provider, card } = view;
    const facts = card ?? { brand: '', lastFour: null, entry: '', approvalCode: '' };
    return [
      { kind: 'card', tenderId: newId<'Tender'>(), amount, paymentId, provider, card: facts },
    ];
  });
  return { ok: true, value: tenders };
}
