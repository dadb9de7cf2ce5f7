import type { CompletedSale } from '@second-chance/shared/contract/till/views.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import type { Session } from '../till-context.ts';
import { cartView } from './cart-view.ts';

/** What the cashier sees after paying: what was handed over and what to hand back. */
export function completedSale(session: Session, record: SaleRecord): CompletedSale {
  let tendered = 0;
  let change = 0;
  for (const tender of record.tenders) {
    tendered += tender.kind === 'cash' ? tender.tendered : Math.max(tender.amount, 0);
    if (tender.kind === 'cash') change += tender.change;
  }
  return {
    saleId: record.saleId,
    receiptNumber: record.receiptNumber,
    kind: record.kind,
    gross: record.gross,
    tendered: minorUnits(tendered),
    change: minorUnits(change),
    cart: cartView(session, session.carts.current()),
  };
}
