/** What a cashier does to a ticket beside its goods: customer, notes, unlisted things, undo. */
import { taxRateOn } from '@second-chance/shared/catalogue/tax-on.ts';
import type { CartView, SaleRow } from '@second-chance/shared/contract/till/views.ts';
import type { CategoryId, CustomerId, ItemId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { ok } from '@second-chance/shared/result.ts';
import { customerById } from '../documents/search-customers.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { unlessCardsHoldIt } from '../payments/ticket-cards.ts';
import { authorize } from '../people/authorize.ts';
import { saleRow } from '../receipts/list-sales.ts';
import { salesOfCustomer, salesOfItem } from '../receipts/sales-of-customer.ts';
import type { Session } from '../till-context.ts';
import { lineOf, NO_FACTS, withLine, withNewLine } from './cart.ts';
import { exemptionOfDay } from './cart-day.ts';
import { cartView } from './cart-view.ts';
import { changeCart } from './change-cart.ts';
import { unknownLine } from './edit-cart.ts';

/**
 * Puts a customer on the ticket, or with null takes them off. The journal gets the id alone.
 * Errors: NOT_FOUND, those of `authorize`.
 */
export function setCustomer(
  session: Session,
  { customerId }: { readonly customerId: CustomerId | null },
): Outcome<CartView> {
  const permission = authorize(session, 'use_customers', undefined);
  if (!permission.ok) return permission;
  if (customerId !== null && customerById(session.store, customerId) === null) {
    return refuse('NOT_FOUND', 'no such customer');
  }
  const { taxExempt = false } = exemptionOfDay(session, { customerId });
  return changeCart(session, { ...session.carts.current(), customerId, taxExempt });
}

/** A customer's sales and returns as far as this till knows them, the latest first. */
export function customerHistory(
  session: Session,
  { customerId, limit }: { readonly customerId: CustomerId; readonly limit: number },
): Outcome<SaleRow[]> {
  const permission = authorize(session, 'use_customers', undefined);
  if (!permission.ok) return permission;
  const rows = salesOfCustomer(session.store, { customerId, limit });
  return ok(rows.map((row) => saleRow(session, row)));
}

/** Where an item was sold, for goods that come back without a number in hand; the latest first. */
export function itemHistory(
  session: Session,
  input: { readonly itemId: ItemId; readonly limit: number },
): Outcome<SaleRow[]> {
  const permission = authorize(session, 'return_by_receipt', undefined);
  if (!permission.ok) return permission;
  return ok(salesOfItem(session.store, input).map((row) => saleRow(session, row)));
}

/** Notes something on a line, or on the ticket where no line is named. Error: LINE_UNKNOWN. */
export function setNote(
  session: Session,
  { lineId, note }: { readonly lineId: string | null; readonly note: string },
): Outcome<CartView> {
  const cart = session.carts.current();
  if (lineId === null) return changeCart(session, { ...cart, note: note.trim() });
  const line = lineOf(cart, lineId);
  if (line === undefined) return unknownLine(lineId);
  return changeCart(session, withLine(cart, { ...line, note: note.trim() }));
}

export interface UnlistedItem {
  readonly categoryId: CategoryId;
  /** Of one piece; with tax where the store's prices include it. */
  readonly price: MinorUnits;
  readonly quantity: number;
  readonly name: string;
}

/**
 * Sells a thing that nobody has entered: taxed by its category, outside of stock.
 * Errors: NOT_FOUND (category), CATALOGUE_NOT_READY (its tax is not here), those of changeCart.
 */
export function addUnlisted(
  session: Session,
  { categoryId, price, quantity, name }: UnlistedItem,
): Outcome<CartView> {
  const { catalogue, today } = session;
  const permission = authorize(session, 'sell', undefined);
  if (!permission.ok) return permission;
  const category = catalogue.category(categoryId);
  if (category === null) return refuse('NOT_FOUND', 'no such category');
  const rate = catalogue.taxRate(category.taxRateId);
  if (rate === null) return refuse('CATALOGUE_NOT_READY', 'the tax of this category is not here');
  const basisPoints = taxRateOn(rate, today);
  return changeCart(
    session,
    withNewLine(session.carts.current(), {
      kind: 'goods',
      item: {
        itemId: null,
        kind: 'stocked',
        sku: '',
        name: name.trim() === '' ? category.name : name.trim(),
        tagPrice: price,
        unitCost: null,
        markdown: null,
        tax: { taxRateId: rate.id, name: rate.name, basisPoints, scheme: 'standard' },
      },
      quantity,
      override: null,
      discount: null,
      facts: NO_FACTS,
    }),
  );
}

/** Takes the last step on the ticket back, also the one that threw it away. */
export function undoStep(session: Session): Outcome<CartView> {
  const free = unlessCardsHoldIt(session.store, session.carts.current().saleId);
  if (!free.ok) return free;
  const before = session.carts.undo();
  if (before === null) return refuse('NOTHING_TO_UNDO', 'there is no step to take back');
  return ok(cartView(session, before));
}
