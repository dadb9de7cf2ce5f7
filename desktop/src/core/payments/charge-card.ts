/** Charging a card for the open ticket, giving that up, and giving its money back. */
import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import type { PaymentId, ReaderId, SaleId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { mayBeginPayment } from '@second-chance/shared/payments/payment-state.ts';
import { ok } from '@second-chance/shared/result.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { freshReturns } from '../returns/return-lines.ts';
import { cartView } from '../sell/cart-view.ts';
import { pricedCart } from '../sell/price-cart.ts';
import { currentShift } from '../shifts/run-shift.ts';
import type { Session } from '../till-context.ts';
import {
  insertPayment,
  markGivenUp,
  markUsed,
  paymentById,
  paymentsOfTicket,
} from './payment-rows.ts';
import { queueRefund } from './refund-rows.ts';
import { isUnsettled, leftToPay } from './ticket-cards.ts';

export interface CardCharge {
  readonly saleId: SaleId;
  /** The ticket's gross as the cashier saw it. */
  readonly gross: MinorUnits;
  /** What this card shall pay of it. */
  readonly amount: MinorUnits;
  readonly readerId: ReaderId | null;
}

/**
 * Begins a card payment: its id is on disk when this answers, and it is sent from then on. The
 * ticket stays as it is until the payment is settled.
 *
 * Errors: CARD_NEEDS_NETWORK where there is none, CART_EMPTY, NO_SHIFT, SALE_CHANGED with
 * `details.gross`, PAYMENT_OPEN while another one is not settled, TENDER_TOO_LARGE with
 * `details.over` for more than is left to pay, AMOUNT_INVALID, those of `freshReturns`.
 */
export function chargeCard(
  session: Session,
  { online, charge }: { readonly online: boolean; readonly charge: CardCharge },
): Outcome<CartView> {
  const { store, carts, me, now, settings } = session;
  const permission = authorize(session, 'sell', undefined);
  if (!permission.ok) return permission;
  const cart = carts.current();
  if (cart.lines.length === 0) return refuse('CART_EMPTY', 'nothing to pay');
  const shift = currentShift(session);
  if (!shift.ok) return shift;
  const returns = freshReturns(session, cart);
  if (!returns.ok) return returns;
  const priced = pricedCart(cart, settings);
  if (priced.gross !== charge.gross || cart.saleId !== charge.saleId) {
    return refuse('SALE_CHANGED', 'the ticket is another one by now', { gross: priced.gross });
  }
  const earlier = paymentsOfTicket(store, cart.saleId).map(({ state }) => state);
  if (!mayBeginPayment(earlier)) {
    return refuse('PAYMENT_OPEN', 'a card payment of this ticket is not settled');
  }
  const { left } = leftToPay(session, cart, priced.gross);
  if (charge.amount <= 0) return refuse('AMOUNT_INVALID', 'nothing to charge');
  if (charge.amount > left) {
    return refuse('TENDER_TOO_LARGE', 'more than is left to pay', { over: charge.amount - left });
  }
  if (!online) return refuse('CARD_NEEDS_NETWORK', 'the server cannot be reached');
  const training = session.chain() === 'training';
  store.transaction(() =>
    insertPayment(store, {
      paymentId: session.newId<'Payment'>(),
      saleId: cart.saleId,
      amount: charge.amount,
      currency: settings.currency,
      // In training no reader lights up: the server's simulated customer pays.
      readerId: training ? null : charge.readerId,
      training,
      lines: priced.lines.map(({ name, quantity, gross }) => ({ name, quantity, total: gross })),
      staffId: me.id,
      createdAt: now,
    }),
  );
  return ok(cartView(session, cart));
}

/**
 * Gives a payment up. It may turn out that the card was faster: then it is approved.
 * Errors: NOT_FOUND.
 */
export function giveUpPayment(
  session: Session,
  { paymentId }: { readonly paymentId: PaymentId },
): Outcome<CartView> {
  const { store, carts } = session;
  const payment = paymentById(store, paymentId);
  if (payment === null) return refuse('NOT_FOUND', 'this till has no such payment');
  if (isUnsettled(payment)) store.transaction(() => markGivenUp(store, paymentId, null));
  return ok(cartView(session, carts.current()));
}

/**
 * Gives back what a card paid of a ticket that is not paid in full, so that the ticket can change.
 * The money is on its way when this answers, and the payment counts no more.
 * Errors: NOT_FOUND, PAYMENT_NOT_POSSIBLE for one that is not approved or stands in a sale.
 */
export function giveMoneyBack(
  session: Session,
  { paymentId }: { readonly paymentId: PaymentId },
): Outcome<CartView> {
  const { store, carts, now } = session;
  const payment = paymentById(store, paymentId);
  if (payment === null) return refuse('NOT_FOUND', 'this till has no such payment');
  if (payment.state !== 'approved' || payment.used) {
    return refuse('PAYMENT_NOT_POSSIBLE', 'there is nothing to give back');
  }
  const { saleId, amount } = payment;
  store.transaction(() => {
    markUsed(store, paymentId);
    queueRefund(store, { refundId: session.newId<'Refund'>(), paymentId, saleId, amount }, now);
  });
  // A new revision makes every screen ask for the ticket again.
  return ok(cartView(session, carts.save({ ...carts.current() })));
}
