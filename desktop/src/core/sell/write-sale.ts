import type { StaffId } from '@second-chance/shared/ids.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import { settleCards } from '../payments/settle-cards.ts';
import type { Session } from '../till-context.ts';
import type { Cart } from './cart.ts';
import { projectSale } from './project-sale.ts';

export interface SaleToWrite {
  /** Makes the record once its receipt number is known. */
  readonly record: (receiptNumber: string) => SaleRecord;
  readonly approvedBy: StaffId | null;
  /** What the open ticket becomes in the same transaction; null leaves it alone. */
  readonly nextCart: Cart | null;
}

/**
 * Writes a paid record with the next receipt number, all that follows from it and the next ticket:
 * all on disk when it returns, or none of it and it throws.
 */
export function writeSale(session: Session, sale: SaleToWrite): SaleRecord {
  const { store, carts, me, now, today } = session;
  let settleCart = () => {};
  const entry = session.append(
    {
      type: 'sale_completed',
      payload: (nextReceiptNumber) => sale.record(nextReceiptNumber()),
      staffId: me.id,
      approvedBy: sale.approvedBy,
      at: now,
      businessDay: today,
    },
    (place, record) => {
      settleCards(store, record, now);
      projectSale(store, place, { record, at: now, businessDay: today, staffId: me.id });
      if (sale.nextCart !== null) settleCart = carts.saveWithin(sale.nextCart).settle;
    },
  );
  settleCart();
  session.onHand.forget();
  return entry.payload;
}
