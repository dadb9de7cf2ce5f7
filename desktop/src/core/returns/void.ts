import type { CompletedSale } from '@second-chance/shared/contract/till/views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { SaleId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { mirrorSale } from '@second-chance/shared/sale/void-sale.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { isVoidable } from '../receipts/list-sales.ts';
import { saleRecord, saleRowById } from '../receipts/sale-rows.ts';
import { completedSale } from '../sell/completed-sale.ts';
import { writeSale } from '../sell/write-sale.ts';
import { currentShift } from '../shifts/run-shift.ts';
import type { Session } from '../till-context.ts';

export interface VoidRequest {
  readonly saleId: SaleId;
  readonly reason: string;
  readonly approval?: Approval | undefined;
}

/**
 * Undoes a record of the open shift by a new one that mirrors it; money goes the way it came.
 * The open ticket stays. Errors: NOT_FOUND, NO_SHIFT, VOID_NOT_POSSIBLE (another shift, a void,
 * undone before, goods of it or more of what it took back came back), those of `authorize`.
 */
export function voidSale(session: Session, request: VoidRequest): Outcome<CompletedSale> {
  const { store } = session;
  const row = saleRowById(store, request.saleId);
  if (row === null) return refuse('NOT_FOUND', 'this till has no such sale');
  const shift = currentShift(session);
  if (!shift.ok) return shift;
  const { shiftId } = shift.value;
  if (!isVoidable(row, shiftId)) {
    return refuse('VOID_NOT_POSSIBLE', `${row.receiptNumber} can no longer be undone`);
  }
  const permission = authorize(session, 'void_sale', request.approval);
  if (!permission.ok) return permission;

  const original = saleRecord(store, request.saleId);
  const undo = {
    saleId: session.newId<'Sale'>(),
    shiftId,
    reason: request.reason,
    tenderIds: original.tenders.map(() => session.newId<'Tender'>()),
  };
  const record = writeSale(session, {
    record: (receiptNumber) => mirrorSale(original, { ...undo, receiptNumber }),
    approvedBy: permission.value.approvedBy,
    nextCart: null,
  });
  return ok(completedSale(session, record));
}
