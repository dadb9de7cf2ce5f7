import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import type { StaffId } from '@second-chance/shared/ids.ts';
import { shiftTotals } from '@second-chance/shared/sale/shift-totals.ts';
import type { ShiftTotals } from '@second-chance/shared/sale/shift-totals-schema.ts';
import type { Store } from '../store/open-store.ts';
import type { Session } from '../till-context.ts';
import { cashRows, recordsOfShift, type ShiftRow, unsentSales } from './shift-rows.ts';

/** The figures of a shift as the journal has them by now. */
export function totalsOf(store: Store, shift: ShiftRow): ShiftTotals {
  const rows = cashRows(store, shift.shiftId);
  return shiftTotals({
    float: shift.float,
    records: recordsOfShift(store, shift.shiftId),
    cashMovements: rows.filter(({ amount }) => amount !== 0),
    drawerOpenings: rows.filter(({ amount }) => amount === 0).length,
  });
}

/** The X report of an open shift, or the Z report of a closed one as it was written then. */
export function shiftReport(
  { store, catalogue, registerCode }: Pick<Session, 'store' | 'catalogue' | 'registerCode'>,
  shift: ShiftRow,
): ShiftReport {
  const nameOf = (id: StaffId) => catalogue.staffById(id)?.displayName ?? '';
  return {
    shiftId: shift.shiftId,
    registerCode,
    zNumber: shift.closing?.zNumber ?? null,
    openedAt: shift.openedAt,
    openedBy: nameOf(shift.openedBy),
    closedAt: shift.closedAt,
    closedBy: shift.closedBy === null ? null : nameOf(shift.closedBy),
    businessDay: shift.businessDay,
    counted: shift.closing?.counted ?? null,
    difference: shift.closing?.difference ?? null,
    totals: shift.closing?.totals ?? totalsOf(store, shift),
    pieces: shift.closing?.pieces ?? null,
    unsentSales: unsentSales(store, shift.shiftId),
  };
}
