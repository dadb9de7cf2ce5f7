import type { CompletedSale } from '@second-chance/shared/contract/till/views.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import type { Session } from '../till-context.ts';
import { cartView } from './cart-view.ts';

/** What the cashier sees after paying: what was handed over and what to hand back. */
export function completedSale(session: Session, record: SaleRecord): CompletedSale {
  return {
    saleId: record.saleId,
    receiptNumber: record.receiptNumber,
    kind: record.kind,
    gross: record.gross,
    ...handedOver(record),
    cart: cartView(session, session.carts.current()),
  };
}

/** What the customer gave over all tenders, and what they get back in cash. */
export function handedOver({ tenders }: Pick<SaleRecord, 'tenders'>) {
  let tendered = 0;
  let change = 0;
  for (const tender of tenders) {
    tendered += tender.kind === 'cash' ? tender.tendered : Math.max(tender.amount, 0);
    if (tender.kind === 'cash') change += tender.change;
  }
  return { tendered: minorUnits(tendered), change: minorUnits(change) };
}
