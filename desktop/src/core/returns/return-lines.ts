/** Return lines of a ticket: how many pieces may come back, and whether that still holds. */
import type { SaleId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { SaleLine } from '@second-chance/shared/sale/sale-record.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { saleRowById } from '../receipts/sale-rows.ts';
import type { Cart, ReturnLine } from '../sell/cart.ts';
import type { Session } from '../till-context.ts';
import { returnRefusal } from './return-window.ts';
import { returnedPieces } from './returned-pieces.ts';

interface SoldLine {
  readonly saleId: SaleId;
  readonly lineNumber: number;
}

/** Whether a line of a record is goods that went out, and so may come back. */
export function isSoldLine(line: SaleLine): boolean {
  // What is on a gift card is spent, or undone by a void; it is no goods that come back.
  return line.quantity > 0 && line.returnOf === null && line.loads === undefined;
}

/** Pieces of a sold line that a ticket takes back. */
export function piecesComingBack(cart: Cart, { saleId, lineNumber }: SoldLine): number {
  let pieces = 0;
  for (const line of cart.lines) {
    if (line.kind !== 'return' || line.saleId !== saleId) continue;
    if (line.original.lineNumber === lineNumber) pieces += line.quantity;
  }
  return pieces;
}

/**
 * The ticket with its return lines as they stand by now: other returns may have come in between,
 * and a receipt may have grown too old while the ticket was parked.
 * Errors: RETURN_EXCEEDS_SALE, RETURN_TOO_LATE, NOT_RETURNABLE, with the line in `details`.
 */
export function freshReturns(session: Session, cart: Cart): Outcome<Cart> {
  if (!cart.lines.some((line) => line.kind === 'return')) return ok(cart);
  let changed = false;
  const lines = [];
  for (const line of cart.lines) {
    if (line.kind !== 'return') {
      lines.push(line);
      continue;
    }
    const fresh = freshReturn(session, cart, line);
    if (!fresh.ok) return fresh;
    changed ||= fresh.value !== line;
    lines.push(fresh.value);
  }
  return ok(changed ? { ...cart, lines } : cart);
}

function freshReturn(session: Session, cart: Cart, line: ReturnLine): Outcome<ReturnLine> {
  const { saleId, original, lineId } = line;
  const { lineNumber } = original;
  const row = saleRowById(session.store, saleId);
  const refusal = row === null ? 'NOT_RETURNABLE' : returnRefusal(session, row);
  if (refusal !== null) return refuse(refusal, `${saleId} cannot come back`, { lineId });

  const returnedBefore = returnedPieces(session.store, saleId).get(lineNumber) ?? 0;
  const returnable = original.quantity - returnedBefore;
  if (piecesComingBack(cart, { saleId, lineNumber }) > returnable) {
    return refuse('RETURN_EXCEEDS_SALE', 'more comes back than was bought', { lineId, returnable });
  }
  return ok(returnedBefore === line.returnedBefore ? line : { ...line, returnedBefore });
}
