import { isTaxExempt } from '@second-chance/shared/documents/customer.ts';
import { customerById } from '../documents/search-customers.ts';
import type { Session } from '../till-context.ts';
import type { Cart, CartLine, PricedItem } from './cart.ts';
import { pricedItem } from './priced-item.ts';

/**
 * The ticket as of today: one that was left open or parked over the end of a business day takes
 * the new day's markdowns and taxes. Tag prices stay what the customer was told.
 */
export function cartOfDay(session: Session, cart: Cart): Cart {
  const { today } = session;
  if (cart.lines.length === 0) return cart.day === null ? cart : { ...cart, day: null };
  if (cart.day === today) return cart;
  if (cart.day === null) return { ...cart, day: today };
  const lines = cart.lines.map((line) => lineOfDay(session, line));
  return { ...cart, day: today, lines, ...exemptionOfDay(session, cart) };
}

function lineOfDay(session: Session, line: CartLine): CartLine {
  return line.kind === 'return' ? line : { ...line, item: itemOfDay(session, line.item) };
}

/** Whether the ticket's customer is exempt today; nothing where there is no customer. */
export function exemptionOfDay(
  { store, today }: Pick<Session, 'store' | 'today'>,
  { customerId }: Pick<Cart, 'customerId'>,
): Pick<Cart, 'taxExempt'> {
  if (!customerId) return {};
  const customer = customerById(store, customerId);
  return { taxExempt: customer !== null && isTaxExempt(customer, today) };
}

function itemOfDay({ catalogue, today }: Session, item: PricedItem): PricedItem {
  const document = item.itemId === null ? null : catalogue.itemById(item.itemId);
  const fresh = document === null ? null : pricedItem(catalogue, document, today);
  if (fresh === null || !fresh.ok) return item;
  return { ...item, markdown: fresh.value.markdown, tax: fresh.value.tax };
}
