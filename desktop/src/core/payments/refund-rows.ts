/** Refunds to cards on this till's disk: queued with the return, sent when there is a network. */
import type { PaymentId, RefundId, SaleId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  nextRefundState,
  type RefundEvent,
  type RefundState,
} from '@second-chance/shared/payments/refund-state.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';

export interface CardRefund {
  readonly refundId: RefundId;
  readonly paymentId: PaymentId;
  readonly saleId: SaleId;
  /** Above zero. */
  readonly amount: MinorUnits;
  readonly state: RefundState;
  readonly problem: string | null;
}

const COLUMNS = `refund_id as refundId, payment_id as paymentId, sale_id as saleId, amount, state,
  problem`;

/** What is not settled, the oldest first. */
export function openRefunds(store: Store): readonly CardRefund[] {
  return store
    .prepare(
      `select ${COLUMNS} from card_refund
       where state in ('queued', 'in_progress', 'unknown', 'pending') order by created_at`,
    )
    .all() as readonly CardRefund[];
}

/** Ids of a record's refunds that have not arrived yet, failed ones too. */
export function outstandingRefunds(store: Store, saleId: SaleId): readonly CardRefund[] {
  return store
    .prepare(`select ${COLUMNS} from card_refund where sale_id = ? and state <> 'succeeded'`)
    .all(saleId) as readonly CardRefund[];
}

/** Writes a refund that is to be sent. Belongs inside the transaction of what it belongs to. */
export function queueRefund(
  store: Store,
  refund: Pick<CardRefund, 'refundId' | 'paymentId' | 'saleId' | 'amount'>,
  at: EpochMs,
): void {
  store
    .prepare(
      `insert into card_refund (refund_id, payment_id, sale_id, amount, state, created_at,
         updated_at) values (?, ?, ?, ?, 'queued', ?, ?)`,
    )
    .run(refund.refundId, refund.paymentId, refund.saleId, refund.amount, at, at);
  insertEvent(store, refund.refundId, { event: 'created', state: 'queued', at });
}

/** Queues what a paid record gives back to cards. Belongs inside the record's transaction. */
export function queueRefundsOf(store: Store, record: SaleRecord, at: EpochMs): void {
  for (const tender of record.tenders) {
    if (tender.kind !== 'card' || tender.amount >= 0) continue;
    const refundId = tender.tenderId as string as RefundId;
    const amount = -tender.amount as MinorUnits;
    queueRefund(
      store,
      { refundId, paymentId: tender.paymentId, saleId: record.saleId, amount },
      at,
    );
  }
}

/** Moves a refund on, durably. An event that contradicts what is known changes nothing. */
export function moveRefund(
  store: Store,
  refundId: RefundId,
  {
    event,
    at,
    problem = null,
  }: {
    readonly event: RefundEvent;
    readonly at: EpochMs;
    readonly problem?: string | null;
  },
): void {
  store.transaction(() => {
    const before = store
      .prepare('select state from card_refund where refund_id = ?')
      .get(refundId) as { readonly state: RefundState };
    const next = nextRefundState(before.state, event);
    if (!next.ok || next.value === before.state) return;
    store
      .prepare('update card_refund set state = ?, problem = ?, updated_at = ? where refund_id = ?')
      .run(next.value, problem, at, refundId);
    const name = event.kind === 'provider' ? event.says : event.kind;
    insertEvent(store, refundId, { event: name, state: next.value, at });
  });
}

function insertEvent(
  store: Store,
  refundId: RefundId,
  { event, state, at }: { readonly event: string; readonly state: string; readonly at: EpochMs },
): void {
  store
    .prepare(
      `insert into card_refund_event (refund_id, position, event, state, at)
       select ?, count(*) + 1, ?, ?, ? from card_refund_event where refund_id = ?`,
    )
    .run(refundId, event, state, at, refundId);
}
