import type { ReturnableSale } from '@second-chance/shared/contract/till/views.ts';
import { ok } from '@second-chance/shared/result.ts';
import {
  formatReceiptNumber,
  parseReceiptNumber,
} from '@second-chance/shared/sale/receipt-number.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { saleRow } from '../receipts/list-sales.ts';
import { saleRecord, saleRowByNumber } from '../receipts/sale-rows.ts';
import type { Session } from '../till-context.ts';
import { isSoldLine, piecesComingBack } from './return-lines.ts';
import { returnRefusal } from './return-window.ts';
import { returnedPieces } from './returned-pieces.ts';

/**
 * A sale by its receipt number, scanned or typed, with how much of each line may still come back.
 * What is already on the open ticket as a return counts as back. Error: NOT_FOUND.
 */
export function returnableSale(
  session: Session,
  { receiptNumber }: { readonly receiptNumber: string },
): Outcome<ReturnableSale> {
  const { store } = session;
  const cart = session.carts.current();
  const parts = parseReceiptNumber(receiptNumber);
  const row = parts === null ? null : saleRowByNumber(store, formatReceiptNumber(parts));
  if (row === null) return refuse('NOT_FOUND', 'this till has no such receipt');

  const refusal = returnRefusal(session, row);
  const back = returnedPieces(store, row.saleId);
  const bought = saleRecord(store, row.saleId).lines.filter(isSoldLine);
  const lines = bought.map((line) => {
    const onTicket = piecesComingBack(cart, { saleId: row.saleId, lineNumber: line.lineNumber });
    const left = line.quantity - (back.get(line.lineNumber) ?? 0) - onTicket;
    return {
      lineNumber: line.lineNumber,
      name: line.name,
      sku: line.sku,
      quantity: line.quantity,
      returnable: refusal === null ? Math.max(left, 0) : 0,
      gross: line.gross,
    };
  });
  const none = lines.every((line) => line.returnable === 0);
  return ok({
    ...saleRow(session, row),
    lines,
    refusal: refusal ?? (none ? 'NOT_RETURNABLE' : null),
  });
}
