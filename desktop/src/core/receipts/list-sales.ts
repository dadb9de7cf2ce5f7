import type { SaleRow } from '@second-chance/shared/contract/till/views.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { Outcome } from '../outcome.ts';
import { openShift } from '../shifts/shift-rows.ts';
import type { Session } from '../till-context.ts';
import { recentSales, recentStoreSales, type SaleRowFacts, salesLike } from './sale-rows.ts';

export interface SalesWanted {
  readonly limit: number;
  readonly query?: string | undefined;
  /** Also those of the store's other tills. */
  readonly ofStore?: boolean | undefined;
}

/** The latest sales, or those whose receipt number matches what was typed. */
export function listSales(
  session: Session,
  { limit, query, ofStore = false }: SalesWanted,
): Outcome<SaleRow[]> {
  const typed = query?.trim() ?? '';
  const rows =
    typed === ''
      ? (ofStore ? recentStoreSales : recentSales)(session.store, limit)
      : salesLike(session.store, { query: typed, limit });
  return ok(rows.map((row) => saleRow(session, row)));
}

/** A sale as screens show it in lists. */
export function saleRow({ store, catalogue }: Session, row: SaleRowFacts): SaleRow {
  return {
    saleId: row.saleId,
    receiptNumber: row.receiptNumber,
    kind: row.kind,
    at: row.at,
    businessDay: row.businessDay,
    staff: catalogue.staffById(row.staffId)?.displayName ?? '',
    pieces: row.pieces,
    gross: row.gross,
    sent: row.sent === 1,
    voidable: isVoidable(row, openShift(store)?.shiftId ?? null),
  };
}

/**
 * A sale can be undone in its own shift, unless it is a void, was undone, or goods of it are back.
 * Returns of a line are undone from the last one on: each has its cents by what was back before it.
 */
export function isVoidable(row: SaleRowFacts, openShiftId: string | null): boolean {
  if (row.shiftId !== openShiftId || row.kind === 'void') return false;
  return row.voided === 0 && row.returned === 0 && row.followed === 0;
}
