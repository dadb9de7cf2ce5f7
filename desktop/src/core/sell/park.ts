/** Setting a ticket aside for later, and taking it back. */
import type { CartView, ParkedSale } from '@second-chance/shared/contract/till/views.ts';
import type { ParkedSaleId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { unlessCardsHoldIt } from '../payments/ticket-cards.ts';
import { authorize } from '../people/authorize.ts';
import { freshReturns } from '../returns/return-lines.ts';
import type { Store } from '../store/open-store.ts';
import { keepCardCodesOf } from '../stored-value/gift-card-lines.ts';
import type { Session } from '../till-context.ts';
import { type Cart, emptyCart } from './cart.ts';
import { cartOfDay } from './cart-day.ts';
import { cartView } from './cart-view.ts';
import { deleteParked, parkedRow, parkedRows, parkedTicket, SHARED } from './parked-rows.ts';
import { pricedCart } from './price-cart.ts';

/** Sets the ticket aside under a label and begins an empty one. Error: CART_EMPTY. */
export function parkCart(
  session: Session,
  { label }: { readonly label: string },
): Outcome<CartView> {
  const { store, carts, me, now } = session;
  const permission = authorize(session, 'park_sale', undefined);
  if (!permission.ok) return permission;
  const cart = carts.current();
  if (cart.lines.length === 0) return refuse('CART_EMPTY', 'nothing to park');
  const free = unlessCardsHoldIt(store, cart.saleId);
  if (!free.ok) return free;
  const total = pricedCart(cart, session.settings).gross;
  const next = emptyCart({ saleId: session.newId<'Sale'>(), revision: cart.revision });
  const saved = store.transaction(() => {
    store
      .prepare(
        `insert into parked_sale (id, label, parked_at, parked_by, line_count, total, cart_json, chain)
         values (?, ?, ?, ?, ?, ?, ?, (select chain from till_mode))`,
      )
      .run(
        session.newId<'ParkedSale'>(),
        label,
        now,
        me.id,
        cart.lines.length,
        total,
        JSON.stringify(cart),
      );
    return carts.saveWithin(next);
  });
  saved.settle();
  return ok(cartView(session, saved.cart));
}

/** What is set aside on this till, the latest first. */
export function parkedSales({ store, catalogue }: Session): Outcome<ParkedSale[]> {
  return ok(
    parkedRows(store).map(({ shared: _, ...row }) => ({
      ...row,
      parkedBy: catalogue.staffById(row.parkedBy)?.displayName ?? '',
    })),
  );
}

export function parkedCount(store: Store): number {
  const row = store
    .prepare(
      'select count(*) as parked from parked_sale where chain = (select chain from till_mode)',
    )
    .get();
  return (row as { readonly parked: number }).parked;
}

/**
 * Takes a parked sale of this till back as the ticket. Returns on it are checked again.
 * Errors: CART_NOT_EMPTY, NOT_FOUND, PARKED_ELSEWHERE for one that the server may have given to
 * another till (recalled by claiming it, parked-of-store.ts), those of freshReturns.
 */
export function recallCart(
  session: Session,
  { id }: { readonly id: ParkedSaleId },
): Outcome<CartView> {
  const { store } = session;
  const cart = parkedTicket(store, id);
  if (cart === null) return refuse('NOT_FOUND', 'nothing is parked under this id');
  if (parkedRow(store, id)?.shared !== SHARED.no) {
    return refuse('PARKED_ELSEWHERE', 'another till may have it by now');
  }
  return openParked(session, { id, cart });
}

/**
 * Makes a parked ticket the open one, and no longer has it set aside.
 * Errors: CART_NOT_EMPTY, those of freshReturns.
 */
export function openParked(
  session: Session,
  { id, cart }: { readonly id: ParkedSaleId; readonly cart: Cart },
): Outcome<CartView> {
  const { store, carts } = session;
  if (carts.current().lines.length > 0) {
    return refuse('CART_NOT_EMPTY', 'pay, park or clear the open ticket first');
  }
  const fresh = freshReturns(session, cart);
  if (!fresh.ok) return fresh;
  const next = cartOfDay(session, fresh.value);
  pricedCart(next, session.settings);
  const saved = store.transaction(() => {
    deleteParked(store, id);
    keepCardCodesOf(session, next);
    return carts.saveWithin(next);
  });
  saved.settle();
  return ok(cartView(session, saved.cart));
}
