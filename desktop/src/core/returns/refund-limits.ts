/** How money may go back: the way it came as far as that reaches, else as store credit. */
import type { SaleId } from '@second-chance/shared/ids.ts';
import type { SaleLine, SaleRecord, Tender } from '@second-chance/shared/sale/sale-record.ts';
import { saleRecord } from '../receipts/sale-rows.ts';
import type { Store } from '../store/open-store.ts';
import { returnsOf } from './returned-pieces.ts';

type Payment = Pick<SaleRecord, 'tenders' | 'cashRounding'>;

export interface Refund extends Payment {
  readonly lines: readonly SaleLine[];
}

/** `no_receipt`: must be store credit whoever asks. `other_tender`: a manager may allow it. */
export type RefundVerdict = 'fine' | 'other_tender' | 'no_receipt';

/**
 * Whether a payment gives money back only the way it came.
 *
 * Per means of payment no more may go back than the sales on the ticket were paid with, less what
 * their other returns already gave back; store credit may always be given. What came back without
 * a receipt is worth store credit alone. Cash is compared before rounding, so that many partial
 * returns of a rounded sale never run into the limit.
 */
export function judgeRefund(store: Store, refund: Refund): RefundVerdict {
  const cash = paidBack(refund, 'cash');
  const slip = paidBack(refund, 'external_card');
  const card = paidBack(refund, 'card');
  if (cash <= 0 && slip <= 0 && card <= 0) return 'fine';
  if (cash + slip + card > worthWithReceipt(refund.lines)) return 'no_receipt';

  const left = { cash: 0, external_card: 0, card: 0 };
  for (const saleId of salesComingBack(refund.lines)) {
    for (const payment of [saleRecord(store, saleId), ...returnsOf(store, saleId)]) {
      left.cash += paidIn(payment, 'cash');
      left.external_card += paidIn(payment, 'external_card');
      left.card += paidIn(payment, 'card');
    }
  }
  const asItCame = cash <= left.cash && slip <= left.external_card && card <= left.card;
  return asItCame ? 'fine' : 'other_tender';
}

function paidBack(payment: Payment, kind: Tender['kind']): number {
  return -paidIn(payment, kind);
}

/** What one means of payment settled of a record before rounding; negative where it paid back. */
function paidIn({ tenders, cashRounding }: Payment, kind: Tender['kind']): number {
  let paid = 0;
  for (const tender of tenders) if (tender.kind === kind) paid += tender.amount;
  return kind === 'cash' ? paid - cashRounding : paid;
}

function worthWithReceipt(lines: readonly SaleLine[]): number {
  let worth = 0;
  for (const { returnOf, gross } of lines) {
    if (returnOf !== null && returnOf.saleId !== null) worth -= gross;
  }
  return worth;
}

function salesComingBack(lines: readonly SaleLine[]): ReadonlySet<SaleId> {
  const sales = new Set<SaleId>();
  for (const { returnOf } of lines) {
    if (returnOf !== null && returnOf.saleId !== null) sales.add(returnOf.saleId);
  }
  return sales;
}
