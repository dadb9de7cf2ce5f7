import type { ShiftView } from '@second-chance/shared/contract/rest/reports.ts';
import type { ShiftId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { shiftTotals } from '@second-chance/shared/sale/shift-totals.ts';
import type { Scope } from '../db/document-repository.ts';
import { drawerEvents, findShift, lateRecords, recordsOfShift } from './shift-repository.ts';

/**
 * One shift with its report: the Z report as the till wrote it, or, while the shift is open, the X
 * report of what has arrived, computed by the code that the till uses. Null where there is none.
 */
export async function shiftView(scope: Scope, id: ShiftId): Promise<ShiftView | null> {
  const found = await findShift(scope, id);
  if (!found) return null;
  const { summary, closing } = found;
  const { organizationId } = scope;
  const key = { organizationId, storeId: summary.storeId, shiftId: id };
  const drawer = await drawerEvents(scope, key);
  const totals =
    found.totals ??
    shiftTotals({
      float: minorUnits(summary.float),
      records: await recordsOfShift(scope, key),
      cashMovements: drawer
        .filter(({ kind }) => kind === 'cash_moved')
        .map(({ amount }) => ({ amount: minorUnits(amount) })),
      drawerOpenings: drawer.filter(({ kind }) => kind === 'drawer_opened').length,
    });
  const late = await lateRecords(scope, key, closing);
  return { ...summary, totals, drawer: [...drawer], ...late };
}
