import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import { ok } from '@second-chance/shared/result.ts';
import { SALE_LINES_MAX } from '@second-chance/shared/sale/sale-record.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { unlessCardsHoldIt } from '../payments/ticket-cards.ts';
import type { Session } from '../till-context.ts';
import type { Cart } from './cart.ts';
import { cartOfDay } from './cart-day.ts';
import { cartView } from './cart-view.ts';
import { isCartPriceable } from './price-cart.ts';

/**
 * Makes `next` the open ticket, on disk before it answers, and shows it.
 * Errors: PAYMENT_OPEN while a card holds the ticket, CART_FULL with `details.max`, AMOUNT_INVALID where the ticket leaves the range of amounts.
 */
export function changeCart(session: Session, next: Cart): Outcome<CartView> {
  const free = unlessCardsHoldIt(session.store, session.carts.current().saleId);
  if (!free.ok) return free;
  if (next.lines.length > SALE_LINES_MAX) {
    return refuse('CART_FULL', 'a ticket has no room for more lines', { max: SALE_LINES_MAX });
  }
  const fresh = cartOfDay(session, next);
  if (!isCartPriceable(fresh)) {
    return refuse('AMOUNT_INVALID', 'the ticket comes to more than an amount can be');
  }
  return ok(cartView(session, session.carts.step(fresh)));
}
