/** Tickets that are set aside on this till. */
import type { ParkedSaleId, StaffId } from '@second-chance/shared/ids.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Store } from '../store/open-store.ts';
import type { Cart } from './cart.ts';

/** Whether the server has it: not, perhaps (an answer was lost), surely. */
export const SHARED = { no: 0, perhaps: 1, yes: 2 } as const;

export interface ParkedRow {
  readonly id: ParkedSaleId;
  readonly label: string;
  readonly parkedAt: EpochMs;
  readonly parkedBy: StaffId;
  readonly lineCount: number;
  readonly total: MinorUnits;
  readonly shared: 0 | 1 | 2;
}

const COLUMNS = `id, label, parked_at as parkedAt, parked_by as parkedBy, line_count as lineCount,
  total, shared`;

/** Those of the mode that the till is in, the latest first. */
export function parkedRows(store: Store): readonly ParkedRow[] {
  return store
    .prepare(
      `select ${COLUMNS} from parked_sale where chain = (select chain from till_mode)
       order by parked_at desc, id desc`,
    )
    .all() as readonly ParkedRow[];
}

export function parkedRow(store: Store, id: ParkedSaleId): ParkedRow | null {
  const row = store.prepare(`select ${COLUMNS} from parked_sale where id = ?`).get(id);
  return (row as ParkedRow | undefined) ?? null;
}

/** The ticket itself; null where it is not on this till. */
export function parkedTicket(store: Store, id: ParkedSaleId): Cart | null {
  const row = store.prepare('select cart_json as json from parked_sale where id = ?').get(id);
  return row === undefined ? null : (JSON.parse((row as { readonly json: string }).json) as Cart);
}

export function markShared(store: Store, id: ParkedSaleId, shared: ParkedRow['shared']): void {
  store.prepare('update parked_sale set shared = ? where id = ?').run(shared, id);
}

export function deleteParked(store: Store, id: ParkedSaleId): void {
  store.prepare('delete from parked_sale where id = ?').run(id);
}

/** Live tickets that the server surely does not have yet. */
export function unsharedTickets(store: Store): readonly ParkedRow[] {
  return store
    .prepare(
      `select ${COLUMNS} from parked_sale where chain = 'live' and shared < ? order by parked_at`,
    )
    .all(SHARED.yes) as readonly ParkedRow[];
}
