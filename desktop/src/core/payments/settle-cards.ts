import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';
import { markSold } from './payment-rows.ts';
import { queueRefundsOf } from './refund-rows.ts';

/**
 * What a paid record means for cards: payments in it are used up and to be captured, and what it gives back to cards is
 * queued to be sent. Belongs inside the transaction of the record.
 */
export function settleCards(store: Store, record: SaleRecord, at: EpochMs): void {
  for (const tender of record.tenders) {
    if (tender.kind === 'card' && tender.amount > 0) markSold(store, tender.paymentId);
  }
  queueRefundsOf(store, record, at);
}
