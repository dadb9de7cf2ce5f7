/** Putting goods that come back on the ticket, with a receipt or without one. */

import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { ItemId, SaleId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { SaleLine } from '@second-chance/shared/sale/sale-record.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { saleRecord, saleRowById } from '../receipts/sale-rows.ts';
import {
  type Cart,
  type LineFacts,
  NO_FACTS,
  type ReturnLine,
  type ReturnTerms,
  withLine,
  withNewLine,
} from '../sell/cart.ts';
import { changeCart } from '../sell/change-cart.ts';
import { lineFacts, pricedItem } from '../sell/priced-item.ts';
import type { Session } from '../till-context.ts';
import { isSoldLine, piecesComingBack } from './return-lines.ts';
import { returnRefusal } from './return-window.ts';
import { returnedPieces } from './returned-pieces.ts';

export interface ReturnRequest {
  readonly saleId: SaleId;
  readonly lines: readonly (ReturnTerms & {
    readonly lineNumber: number;
    readonly quantity: number;
  })[];
}

/**
 * Adds goods that come back on a receipt; all lines, or none where one is refused.
 *
 * Errors: NOT_FOUND, NOT_RETURNABLE, RETURN_TOO_LATE, LINE_UNKNOWN for what was not bought, and
 * RETURN_EXCEEDS_SALE with `details.returnable`.
 */
export function addReturn(session: Session, request: ReturnRequest): Outcome<CartView> {
  const { store } = session;
  const permission = authorize(session, 'return_by_receipt', undefined);
  if (!permission.ok) return permission;
  const row = saleRowById(store, request.saleId);
  if (row === null) return refuse('NOT_FOUND', 'this till has no such sale');
  const refusal = returnRefusal(session, row);
  if (refusal !== null) return refuse(refusal, `nothing of ${row.receiptNumber} can come back`);

  const sold = saleRecord(store, request.saleId).lines.filter(isSoldLine);
  const back = returnedPieces(store, request.saleId);
  let cart = session.carts.current();
  for (const { lineNumber, quantity, ...terms } of request.lines) {
    const original = sold.find((line) => line.lineNumber === lineNumber);
    if (original === undefined) {
      return refuse('LINE_UNKNOWN', `line ${lineNumber} was not bought`, { lineNumber });
    }
    const returnedBefore = back.get(lineNumber) ?? 0;
    const onTicket = piecesComingBack(cart, { saleId: request.saleId, lineNumber });
    const returnable = original.quantity - returnedBefore - onTicket;
    if (quantity > returnable) {
      return refuse('RETURN_EXCEEDS_SALE', `only ${returnable} can come back`, {
        lineNumber,
        returnable,
      });
    }
    const facts = factsOf(session, original);
    const line = { saleId: request.saleId, original, returnedBefore, terms, quantity, facts };
    cart = withReturn(cart, { kind: 'return', ...line });
  }
  return changeCart(session, cart);
}

/** More of a line that comes back on the same terms joins it. */
function withReturn(cart: Cart, added: Omit<ReturnLine, 'lineId'>): Cart {
  const same = cart.lines.find(
    (line) =>
      line.kind === 'return' &&
      line.saleId === added.saleId &&
      line.original.lineNumber === added.original.lineNumber &&
      line.terms.reason === added.terms.reason &&
      line.terms.note === added.terms.note &&
      line.terms.restock === added.terms.restock,
  );
  if (same === undefined) return withNewLine(cart, added);
  return withLine(cart, { ...same, quantity: same.quantity + added.quantity });
}

function factsOf({ catalogue }: Session, line: SaleLine): LineFacts {
  const item = line.itemId === null ? null : catalogue.itemById(line.itemId);
  return item === null ? NO_FACTS : lineFacts(item);
}

export interface LooseReturnRequest extends ReturnTerms {
  readonly itemId: ItemId;
  readonly quantity: number;
  /** What one piece is taken back for; null is today's price of the item. */
  readonly unitPrice: MinorUnits | null;
  readonly approval?: Approval | undefined;
}

/**
 * Adds goods that come back without a receipt. Their worth can only become store credit or pay
 * for goods on the same ticket. Errors: NOT_FOUND, CATALOGUE_NOT_READY, those of `authorize`.
 */
export function addReturnWithoutReceipt(
  session: Session,
  { itemId, quantity, unitPrice, approval, ...terms }: LooseReturnRequest,
): Outcome<CartView> {
  const item = session.catalogue.itemById(itemId);
  if (item === null) return refuse('NOT_FOUND', `no item ${itemId}`);
  const priced = pricedItem(session.catalogue, item, session.today);
  if (!priced.ok) return priced;
  const permission = authorize(session, 'return_without_receipt', approval);
  if (!permission.ok) return permission;
  const { reason, note, restock } = terms;
  const cart = withNewLine(session.carts.current(), {
    kind: 'loose_return',
    item: priced.value,
    quantity,
    unitPrice,
    terms: { reason, note, restock },
    grantedBy: permission.value.grantedBy,
    facts: lineFacts(item),
  });
  return changeCart(session, cart);
}
