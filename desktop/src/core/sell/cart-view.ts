import { assert } from '@second-chance/shared/assert.ts';
import type { CartLineView, CartView } from '@second-chance/shared/contract/till/views.ts';
import { roundToIncrement } from '@second-chance/shared/money/cash-rounding.ts';
import { minorUnits, sum } from '@second-chance/shared/money/minor-units.ts';
import { quickCash } from '@second-chance/shared/money/quick-cash.ts';
import { kindOfLines } from '@second-chance/shared/sale/recompute-sale.ts';
import type { SaleLine } from '@second-chance/shared/sale/sale-record.ts';
import { customerById } from '../documents/search-customers.ts';
import { cardPaymentView } from '../payments/card-payment-view.ts';
import { paymentsOfTicket } from '../payments/payment-rows.ts';
import { leftToPay } from '../payments/ticket-cards.ts';
import { refundableCards } from '../returns/refundable-cards.ts';
import { refundableGiftCards } from '../returns/refundable-gift-cards.ts';
import type { Session } from '../till-context.ts';
import type { Cart, CartLine } from './cart.ts';
import { pricedCart, withoutGrant } from './price-cart.ts';

/** The ticket as the screens show it, with every number that they need. */
export function cartView(session: Session, cart: Cart): CartView {
  const { settings } = session;
  const priced = pricedCart(cart, settings);
  // As on the receipt: tax under the margin scheme is not shown.
  const taxTotals = priced.taxTotals.filter(({ tax }) => tax.scheme === 'standard');
  const taxAmount = sum(taxTotals.map((total) => total.taxAmount));
  const pieces = soldPieces(cart);
  const payments = paymentsOfTicket(session.store, cart.saleId);
  const { left, credits } = leftToPay(session, cart, priced.gross);
  const dueInCash = roundToIncrement(left, settings.cashIncrement);
  return {
    revision: cart.revision,
    saleId: cart.saleId,
    kind: kindOfLines(priced.lines),
    lines: cart.lines.map((line, index) => {
      const price = priced.lines[index];
      assert(price !== undefined, `line ${line.lineId} has a price`);
      return lineView(session, { line, price, pieces });
    }),
    pieces: cart.lines.reduce((all, line) => all + line.quantity, 0),
    lastLineId: cart.lastLineId,
    customer: customerOnTicket(session, cart),
    taxExempt: cart.taxExempt ?? false,
    note: cart.note ?? '',
    undoable: session.carts.undoable(),
    cartDiscount: cart.discount === null ? null : withoutGrant(cart.discount),
    net: minorUnits(priced.gross - taxAmount),
    taxAmount,
    gross: priced.gross,
    taxTotals,
    cards: payments.map(cardPaymentView),
    credits: credits.map(({ accountId, kind, hint, amount }) => ({
      accountId,
      kind,
      hint,
      amount,
    })),
    refundableGiftCards: [...refundableGiftCards(session.store, cart)],
    refundable: [...refundableCards(session.store, cart)],
    left,
    dueInCash,
    cashRounding: minorUnits(dueInCash - left),
    quickCash: [...quickCash(dueInCash, settings.cashNotes)],
  };
}

/** The customer on the ticket; null where there is none, or where they were forgotten meanwhile. */
function customerOnTicket({ store }: Session, { customerId }: Cart): CartView['customer'] {
  const customer = customerId ? customerById(store, customerId) : null;
  if (customer === null) return null;
  const { id, name, receiptChoice, email } = customer;
  return { id, name, receiptChoice, hasEmail: email !== '' };
}

/** Pieces that the ticket sells, by item, over all its lines. */
function soldPieces(cart: Cart): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  for (const line of cart.lines) {
    if (line.kind !== 'goods' || line.item.itemId === null) continue;
    const { itemId } = line.item;
    pieces.set(itemId, (pieces.get(itemId) ?? 0) + line.quantity);
  }
  return pieces;
}

interface PricedLine {
  readonly line: CartLine;
  readonly price: SaleLine;
  readonly pieces: ReadonlyMap<string, number>;
}

function lineView(session: Session, { line, price, pieces }: PricedLine): CartLineView {
  const { itemId } = price;
  const onHand = price.tracksStock && itemId !== null ? session.onHand.of(itemId) : null;
  const selling = line.kind === 'goods' && itemId !== null ? (pieces.get(itemId) ?? 0) : 0;
  return {
    lineId: line.lineId,
    itemId,
    sku: price.sku,
    name: price.name,
    ...line.facts,
    quantity: price.quantity,
    pricePath: price.pricePath,
    // Where its price path ends: margin goods are priced with their tax wherever they are sold.
    total: price.pricePath.at(-1)?.total ?? price.gross,
    returnOf: price.returnOf,
    onHand,
    note: line.note ?? '',
    giftCard:
      price.loads === undefined
        ? null
        : { code: line.kind === 'goods' ? (line.cardCode ?? null) : null },
    beyondStock: onHand !== null && selling > 0 && selling > onHand,
  };
}
