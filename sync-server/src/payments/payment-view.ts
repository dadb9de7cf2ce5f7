import type { PaymentView } from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError, ErrorCode } from '@second-chance/shared/contract/errors.ts';
import type { SaleId } from '@second-chance/shared/ids.ts';
import type { PaymentRow } from './payment-repository.ts';
import type { RefusalReason } from './provider.ts';

/** How a payment stands, as its till is told. */
export function viewOf(row: PaymentRow): PaymentView {
  return {
    paymentId: row.id,
    saleId: row.saleId as SaleId,
    provider: row.provider,
    state: row.state,
    amount: row.amount,
    currency: row.currency,
    refunded: row.refunded,
    card: row.card,
    declined: row.declined,
    prompt: row.prompt,
    captured: row.captured,
    clientSecret: row.clientSecret,
    version: row.version,
    updatedAt: row.updatedAt,
  };
}

const CODE_BY_REASON: Readonly<Record<RefusalReason, ErrorCode>> = {
  amount_not_possible: 'PAYMENT_NOT_POSSIBLE',
  reader_busy: 'READER_BUSY',
  reader_offline: 'READER_OFFLINE',
  reader_unknown: 'READER_UNKNOWN',
  more_than_charged: 'REFUND_TOO_LARGE',
  too_late: 'PAYMENT_NOT_POSSIBLE',
  not_configured: 'UNAVAILABLE',
  other: 'PAYMENT_NOT_POSSIBLE',
};

/** A provider's refusal as the till is told. */
export function refusalError(reason: RefusalReason): CodedError {
  return { code: CODE_BY_REASON[reason], message: `the provider refused: ${reason}` };
}

export const NO_SUCH_PAYMENT: CodedError = {
  code: 'NOT_FOUND',
  message: 'There is no such payment.',
};
