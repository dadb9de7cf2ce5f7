/** Card payments on this till's disk: found, begun, and moved on by events that are kept. */

import type { BeginPayment } from '@second-chance/shared/contract/card-payments.ts';
import {
  type PaymentView,
  paymentViewSchema,
} from '@second-chance/shared/contract/card-payments.ts';
import type { PaymentId, ReaderId, SaleId, StaffId } from '@second-chance/shared/ids.ts';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  nextPaymentState,
  type PaymentEvent,
  type PaymentState,
} from '@second-chance/shared/payments/payment-state.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';

export interface CardPayment {
  readonly paymentId: PaymentId;
  readonly saleId: SaleId;
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
  readonly readerId: ReaderId | null;
  readonly lines: BeginPayment['lines'];
  readonly state: PaymentState;
  /** The server's last word; null while it has not spoken. */
  readonly view: PaymentView | null;
  readonly problem: string | null;
  readonly giveUp: boolean;
  readonly used: boolean;
  /** Simulated by the server, whatever the store takes. */
  readonly training: boolean;
  readonly staffId: StaffId;
  readonly createdAt: EpochMs;
  readonly updatedAt: EpochMs;
}

interface Row {
  readonly payment_id: PaymentId;
  readonly sale_id: SaleId;
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
  readonly reader_id: ReaderId | null;
  readonly lines_json: string;
  readonly state: PaymentState;
  readonly view_json: string | null;
  readonly problem: string | null;
  readonly give_up: number;
  readonly used: number;
  readonly training: number;
  readonly staff_id: StaffId;
  readonly created_at: EpochMs;
  readonly updated_at: EpochMs;
}

function paymentOf(row: Row): CardPayment {
  return {
    paymentId: row.payment_id,
    saleId: row.sale_id,
    amount: row.amount,
    currency: row.currency,
    readerId: row.reader_id,
    lines: JSON.parse(row.lines_json) as BeginPayment['lines'],
    state: row.state,
    view: row.view_json === null ? null : paymentViewSchema.parse(JSON.parse(row.view_json)),
    problem: row.problem,
    giveUp: row.give_up === 1,
    used: row.used === 1,
    training: row.training === 1,
    staffId: row.staff_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The payments of a ticket that count for it: all but those whose money went back. */
export function paymentsOfTicket(store: Store, saleId: SaleId): readonly CardPayment[] {
  const rows = store
    .prepare('select * from card_payment where sale_id = ? and used = 0 order by payment_id')
    .all(saleId) as readonly Row[];
  return rows.map(paymentOf);
}

export function paymentById(store: Store, paymentId: PaymentId): CardPayment | null {
  const row = store.prepare('select * from card_payment where payment_id = ?').get(paymentId) as
    | Row
    | undefined;
  return row === undefined ? null : paymentOf(row);
}

/** What is not settled, the oldest first. */
export function openPayments(store: Store): readonly CardPayment[] {
  const rows = store
    .prepare(
      `select * from card_payment where state in ('created', 'in_progress', 'unknown')
       order by created_at`,
    )
    .all() as readonly Row[];
  return rows.map(paymentOf);
}

export type NewPayment = Pick<
  CardPayment,
  | 'paymentId'
  | 'saleId'
  | 'amount'
  | 'currency'
  | 'readerId'
  | 'lines'
  | 'training'
  | 'staffId'
  | 'createdAt'
>;

/** Writes a payment that nothing was sent of. Belongs inside a durable transaction. */
export function insertPayment(store: Store, payment: NewPayment): void {
  store
    .prepare(
      `insert into card_payment (payment_id, sale_id, amount, currency, reader_id, lines_json,
         training, state, staff_id, created_at, updated_at)
       values (?, ?, ?, ?, ?, ?, ?, 'created', ?, ?, ?)`,
    )
    .run(
      payment.paymentId,
      payment.saleId,
      payment.amount,
      payment.currency,
      payment.readerId,
      JSON.stringify(payment.lines),
      payment.training ? 1 : 0,
      payment.staffId,
      payment.createdAt,
      payment.createdAt,
    );
  insertEvent(store, payment.paymentId, {
    event: 'created',
    state: 'created',
    at: payment.createdAt,
  });
}

export interface PaymentNews {
  readonly event: PaymentEvent;
  readonly at: EpochMs;
  /** The server's word that brought it, if it did. */
  readonly view?: PaymentView | undefined;
  /** Replaces the code of what went wrong; left as it is where absent. */
  readonly problem?: string | null | undefined;
}

/**
 * Moves a payment on, durably, and answers it as it is then. An event that contradicts what is known
 * changes nothing: the server has raised an exception about it.
 */
export function movePayment(
  store: Store,
  paymentId: PaymentId,
  { event, at, view, problem }: PaymentNews,
): CardPayment {
  return store.transaction(() => {
    const before = mustFind(store, paymentId);
    const next = nextPaymentState(before.state, event);
    if (!next.ok) return before;
    const isNewer = view !== undefined && view.version > (before.view?.version ?? 0);
    const known = isNewer ? view : before.view;
    const told = problem === undefined ? before.problem : problem;
    if (next.value === before.state && known === before.view && told === before.problem) {
      return before;
    }
    store
      .prepare(
        `update card_payment set state = ?, view_json = ?, problem = ?, updated_at = ?
         where payment_id = ?`,
      )
      .run(next.value, known === null ? null : JSON.stringify(known), told, at, paymentId);
    if (next.value !== before.state) {
      const name = event.kind === 'provider' ? event.says.kind : event.kind;
      insertEvent(store, paymentId, { event: name, state: next.value, at });
    }
    return mustFind(store, paymentId);
  });
}

/** Notes that the cashier gave a payment up. Belongs inside a durable transaction. */
export function markGivenUp(store: Store, paymentId: PaymentId, problem: string | null): void {
  store
    .prepare(
      'update card_payment set give_up = 1, problem = coalesce(?, problem) where payment_id = ?',
    )
    .run(problem, paymentId);
}

/** Notes that a payment's money is on its way back. */
export function markUsed(store: Store, paymentId: PaymentId): void {
  store.prepare('update card_payment set used = 1 where payment_id = ?').run(paymentId);
}

/**
 * Notes that a payment stands in a paid sale, so that what is only held of it is taken. Belongs
 * inside the transaction of the sale: nothing is taken for a sale that is not on disk.
 */
export function markSold(store: Store, paymentId: PaymentId): void {
  const isHeld = paymentById(store, paymentId)?.view?.captured === false;
  store
    .prepare('update card_payment set used = 1, to_capture = ? where payment_id = ?')
    .run(isHeld ? 1 : 0, paymentId);
}

/** Payments whose money is held and to be taken, the oldest first. */
export function paymentsToCapture(store: Store): readonly CardPayment[] {
  const rows = store
    .prepare('select * from card_payment where to_capture = 1 order by created_at')
    .all() as readonly Row[];
  return rows.map(paymentOf);
}

/** Notes that nothing is left to take. */
export function markCaptured(store: Store, paymentId: PaymentId): void {
  store.transaction(() =>
    store.prepare('update card_payment set to_capture = 0 where payment_id = ?').run(paymentId),
  );
}

function mustFind(store: Store, paymentId: PaymentId): CardPayment {
  const found = paymentById(store, paymentId);
  if (found === null) throw new Error(`payment ${paymentId} is gone`);
  return found;
}

function insertEvent(
  store: Store,
  paymentId: PaymentId,
  { event, state, at }: { readonly event: string; readonly state: string; readonly at: EpochMs },
): void {
  store
    .prepare(
      `insert into card_payment_event (payment_id, position, event, state, at)
       select ?, count(*) + 1, ?, ?, ? from card_payment_event where payment_id = ?`,
    )
    .run(paymentId, event, state, at, paymentId);
}
