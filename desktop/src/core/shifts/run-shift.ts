/** Opening a drawer, moving cash, counting it: the use cases of a shift. */
import type { Approval, ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import { type CountedPieces, sumOfPieces } from '@second-chance/shared/money/denominations.ts';
import { type MinorUnits, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { EntryPlace } from '../journal/append-entry.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import type { Session } from '../till-context.ts';
import { shiftReport, totalsOf } from './shift-report.ts';
import {
  closedShifts,
  closeShiftRow,
  insertCashMovement,
  insertShift,
  lastZNumber,
  openShift,
  type ShiftRow,
  shiftById,
} from './shift-rows.ts';

/**
 * More than any drawer holds, in minor units of any currency. Refusing it early keeps a slip of the
 * finger from making a shift whose sums are out of range and that could never be closed.
 */
const DRAWER_MAX = 10_000_000_000;

function tooMuchCash() {
  return refuse('AMOUNT_INVALID', 'more than a drawer holds', { max: DRAWER_MAX });
}

/** The shift that is open. Error: NO_SHIFT. */
export function currentShift({ store }: Pick<Session, 'store'>): Outcome<ShiftRow> {
  const shift = openShift(store);
  return shift === null ? refuse('NO_SHIFT', 'no shift is open') : ok(shift);
}

export interface ShiftStart {
  readonly float: MinorUnits;
}

/** Opens the drawer for a shift with `float` in it. Errors: SHIFT_OPEN, AMOUNT_INVALID. */
export function beginShift(session: Session, { float }: ShiftStart): Outcome<ShiftRow> {
  const { store, me, now, today } = session;
  const permission = authorize(session, 'run_own_shift', undefined);
  if (!permission.ok) return permission;
  if (openShift(store) !== null) return refuse('SHIFT_OPEN', 'a shift is open');
  if (float > DRAWER_MAX) return tooMuchCash();

  const payload = { shiftId: session.newId<'Shift'>(), float };
  session.append(
    {
      type: 'shift_opened',
      payload: () => payload,
      staffId: me.id,
      approvedBy: null,
      at: now,
      businessDay: today,
    },
    () => insertShift(store, { payload, at: now, staffId: me.id, businessDay: today }),
  );
  return ok(shiftById(store, payload.shiftId));
}

export interface CashMove {
  readonly direction: 'in' | 'out';
  /** Above zero. */
  readonly amount: MinorUnits;
  readonly reason: string;
}

/** Puts cash into the drawer or takes it out. Errors: NO_SHIFT, AMOUNT_INVALID. */
export function moveCash(session: Session, move: CashMove): Outcome<ShiftReport> {
  const { store } = session;
  const permission = authorize(session, 'move_cash', undefined);
  if (!permission.ok) return permission;
  const shift = currentShift(session);
  if (!shift.ok) return shift;
  if (move.amount === 0) return refuse('AMOUNT_INVALID', 'a cash movement of nothing');
  if (move.amount > DRAWER_MAX) return tooMuchCash();

  const { shiftId } = shift.value;
  const amount = move.direction === 'in' ? move.amount : minorUnits(-move.amount);
  session.append(
    {
      type: 'cash_moved',
      payload: () => ({ shiftId, amount, reason: move.reason }),
      staffId: session.me.id,
      approvedBy: null,
      at: session.now,
      businessDay: session.today,
    },
    (place: EntryPlace) =>
      insertCashMovement(store, { place, shiftId, amount, reason: move.reason }),
  );
  return ok(shiftReport(session, shift.value));
}

export interface DrawerOpening {
  readonly reason: string;
  readonly approval?: Approval | undefined;
}

/** Opens the drawer without a sale. Errors: NO_SHIFT, those of `authorize`. */
export function openDrawer(session: Session, { reason, approval }: DrawerOpening): Outcome<true> {
  const { store } = session;
  const shift = currentShift(session);
  if (!shift.ok) return shift;
  const permission = authorize(session, 'open_drawer', approval);
  if (!permission.ok) return permission;

  const { shiftId } = shift.value;
  session.append(
    {
      type: 'drawer_opened',
      payload: () => ({ shiftId, reason }),
      staffId: session.me.id,
      approvedBy: permission.value.approvedBy,
      at: session.now,
      businessDay: session.today,
    },
    (place: EntryPlace) => insertCashMovement(store, { place, shiftId, amount: 0, reason }),
  );
  return ok(true);
}

/** The figures so far. Error: NO_SHIFT. */
export function xReport(session: Session): Outcome<ShiftReport> {
  const shift = currentShift(session);
  return shift.ok ? ok(shiftReport(session, shift.value)) : shift;
}

/**
 * Closes the shift with what was counted in the drawer: the Z report. Sales that the server does
 * not have yet do not hold it up. Errors: NO_SHIFT, CART_NOT_EMPTY while a ticket is open, AMOUNT_INVALID.
 */
export function closeShift(
  session: Session,
  {
    counted,
    pieces,
  }: { readonly counted: MinorUnits; readonly pieces?: readonly CountedPieces[] | undefined },
): Outcome<ShiftReport> {
  const { store, me, now } = session;
  const permission = authorize(session, 'run_own_shift', undefined);
  if (!permission.ok) return permission;
  const shift = currentShift(session);
  if (!shift.ok) return shift;
  if (session.carts.current().lines.length > 0) {
    return refuse('CART_NOT_EMPTY', 'park or clear the open ticket first');
  }
  if (counted > DRAWER_MAX) return tooMuchCash();
  if (pieces !== undefined && sumOfPieces(pieces) !== counted) {
    return refuse('AMOUNT_INVALID', 'the pieces do not come to what was counted');
  }

  const { shiftId } = shift.value;
  const totals = totalsOf(store, shift.value);
  const payload = {
    shiftId,
    zNumber: lastZNumber(store) + 1,
    counted,
    expected: totals.expectedCash,
    difference: minorUnits(counted - totals.expectedCash),
    totals,
    ...(pieces !== undefined && { pieces: [...pieces] }),
  };
  session.append(
    {
      type: 'shift_closed',
      payload: () => payload,
      staffId: me.id,
      approvedBy: null,
      at: now,
      businessDay: session.today,
    },
    () => closeShiftRow(store, { payload, at: now, staffId: me.id }),
  );
  return ok(shiftReport(session, shiftById(store, shiftId)));
}

/** Closed shifts of this till, the latest first. */
export function shiftHistory(
  session: Session,
  { limit }: { readonly limit: number },
): Outcome<ShiftReport[]> {
  return ok(closedShifts(session.store, limit).map((shift) => shiftReport(session, shift)));
}
