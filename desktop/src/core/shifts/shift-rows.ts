/** The shifts of this till as its projections hold them. */
import { assert } from '@second-chance/shared/assert.ts';
import type { ShiftId, StaffId } from '@second-chance/shared/ids.ts';
import type { PayloadOf } from '@second-chance/shared/journal/entry.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import type { EntryPlace } from '../journal/append-entry.ts';
import type { Store } from '../store/open-store.ts';

export interface ShiftRow {
  readonly shiftId: ShiftId;
  readonly openedAt: EpochMs;
  readonly openedBy: StaffId;
  readonly businessDay: BusinessDay;
  readonly float: MinorUnits;
  readonly closedAt: EpochMs | null;
  readonly closedBy: StaffId | null;
  /** The payload of its closing entry; null while it is open. */
  readonly closing: PayloadOf<'shift_closed'> | null;
}

interface RawShiftRow extends Omit<ShiftRow, 'closing'> {
  readonly closedJson: string | null;
}

const COLUMNS = `shift_id as shiftId, opened_at as openedAt, opened_by as openedBy,
  business_day as businessDay, float, closed_at as closedAt, closed_by as closedBy,
  closed_json as closedJson`;

function shiftRow({ closedJson, ...row }: RawShiftRow): ShiftRow {
  const closing = closedJson === null ? null : JSON.parse(closedJson);
  return { ...row, closing: closing as PayloadOf<'shift_closed'> | null };
}

/** The one shift that is open, if any. */
export function openShift(store: Store): ShiftRow | null {
  const row = store
    .prepare(
      `select ${COLUMNS} from shift where chain = (select chain from till_mode) and closed_at is null`,
    )
    .get() as RawShiftRow | undefined;
  return row === undefined ? null : shiftRow(row);
}

export function shiftById(store: Store, shiftId: ShiftId): ShiftRow {
  const row = store.prepare(`select ${COLUMNS} from shift where shift_id = ?`).get(shiftId) as
    | RawShiftRow
    | undefined;
  assert(row !== undefined, `no shift ${shiftId}`);
  return shiftRow(row);
}

/** Closed shifts, the latest first. */
export function closedShifts(store: Store, limit: number): readonly ShiftRow[] {
  const rows = store
    .prepare(
      `select ${COLUMNS} from shift where chain = (select chain from till_mode) and closed_at is not null
       order by z_number desc limit ?`,
    )
    .all(limit) as readonly RawShiftRow[];
  return rows.map(shiftRow);
}

/** The highest Z number that this file knows, over all epochs of the register; 0 before the first. */
export function lastZNumber(store: Store): number {
  const row = store
    .prepare(
      `select max(
         coalesce((select max(z_number) from shift where chain = mode.chain), 0),
         iif(mode.chain = 'live',
           coalesce((select z_number_base from enrolment order by epoch desc limit 1), 0), 0)
       ) as last from till_mode mode`,
    )
    .get() as { readonly last: number };
  return row.last;
}

/** Everything that was paid in a shift, in order. */
export function recordsOfShift(store: Store, shiftId: ShiftId): readonly SaleRecord[] {
  const rows = store
    .prepare(
      `select entry.entry_json as json from sale
       join journal_entry entry using (epoch, chain, seq)
       where sale.shift_id = ? order by sale.epoch, sale.seq`,
    )
    .all(shiftId) as readonly { readonly json: string }[];
  return rows.map(({ json }) => (JSON.parse(json) as { readonly payload: SaleRecord }).payload);
}

/** Sales of a shift that the server has not acknowledged. */
export function unsentSales(store: Store, shiftId: ShiftId): number {
  const row = store
    .prepare(
      `select count(*) as unsent from sale join journal_head head using (epoch, chain)
       where sale.shift_id = ? and sale.seq > head.acked_seq`,
    )
    .get(shiftId) as { readonly unsent: number };
  return row.unsent;
}

export interface CashRow {
  readonly amount: MinorUnits;
}

/** Cash put in and taken out in a shift; an amount of 0 is a drawer that was only opened. */
export function cashRows(store: Store, shiftId: ShiftId): readonly CashRow[] {
  return store
    .prepare('select amount from cash_movement where shift_id = ? order by epoch, seq')
    .all(shiftId) as readonly CashRow[];
}

export interface ShiftOpening {
  readonly payload: PayloadOf<'shift_opened'>;
  readonly at: EpochMs;
  readonly staffId: StaffId;
  readonly businessDay: BusinessDay;
}

export function insertShift(store: Store, { payload, at, staffId, businessDay }: ShiftOpening) {
  store
    .prepare(
      `insert into shift (shift_id, chain, opened_at, opened_by, business_day, float)
       values (?, (select chain from till_mode), ?, ?, ?, ?)`,
    )
    .run(payload.shiftId, at, staffId, businessDay, payload.float);
}

export interface CashMovement {
  readonly place: EntryPlace;
  readonly shiftId: ShiftId;
  readonly amount: number;
  readonly reason: string;
}

export function insertCashMovement(store: Store, { place, shiftId, amount, reason }: CashMovement) {
  store
    .prepare(
      `insert into cash_movement (epoch, chain, seq, shift_id, amount, reason)
       values (?, ?, ?, ?, ?, ?)`,
    )
    .run(place.epoch, place.chain, place.seq, shiftId, amount, reason);
}

export interface ShiftClosing {
  readonly payload: PayloadOf<'shift_closed'>;
  readonly at: EpochMs;
  readonly staffId: StaffId;
}

export function closeShiftRow(store: Store, { payload, at, staffId }: ShiftClosing): void {
  const { changes } = store
    .prepare(
      `update shift set closed_at = ?, closed_by = ?, z_number = ?, closed_json = ?
       where shift_id = ? and closed_at is null`,
    )
    .run(at, staffId, payload.zNumber, JSON.stringify(payload), payload.shiftId);
  assert(changes === 1, `shift ${payload.shiftId} was not open`);
}
