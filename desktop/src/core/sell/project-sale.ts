import type { StaffId } from '@second-chance/shared/ids.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import { movementsOfSale } from '@second-chance/shared/stock/movements.ts';
import { storedValueMovements } from '@second-chance/shared/stored-value/movements.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import type { EntryPlace } from '../journal/append-entry.ts';
import { insertMovement } from '../stock/insert-movement.ts';
import type { Store } from '../store/open-store.ts';
import { insertStoredValueMovements } from '../stored-value/stored-value-rows.ts';

export interface PaidSale {
  readonly record: SaleRecord;
  readonly at: EpochMs;
  readonly businessDay: BusinessDay;
  readonly staffId: StaffId;
}

/**
 * Writes what follows from a paid record: sale, lines, tenders and stock movements. Belongs inside
 * the transaction of its journal entry, so that both are there or neither.
 */
export function projectSale(store: Store, place: EntryPlace, sale: PaidSale): void {
  const { record, at, businessDay, staffId } = sale;
  const { saleId } = record;
  store
    .prepare(
      `insert into sale (sale_id, epoch, chain, seq, receipt_number, kind, shift_id, at,
         business_day, staff_id, pieces, gross, voids, customer_id)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      saleId,
      place.epoch,
      place.chain,
      place.seq,
      record.receiptNumber,
      record.kind,
      record.shiftId,
      at,
      businessDay,
      staffId,
      record.lines.reduce((pieces, line) => pieces + Math.abs(line.quantity), 0),
      record.gross,
      record.voids,
      record.customerId,
    );

  const insertLine = store.prepare(
    `insert into sale_line (sale_id, line_number, item_id, quantity, gross, return_of_sale,
       return_of_line) values (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const line of record.lines) {
    const { lineNumber, itemId, quantity, gross, returnOf } = line;
    const origin = [returnOf?.saleId ?? null, returnOf?.lineNumber ?? null];
    insertLine.run(saleId, lineNumber, itemId, quantity, gross, ...origin);
  }

  const insertTender = store.prepare(
    'insert into sale_tender (sale_id, position, kind, amount) values (?, ?, ?, ?)',
  );
  for (const [index, tender] of record.tenders.entries()) {
    insertTender.run(saleId, index + 1, tender.kind, tender.amount);
  }

  if (place.chain !== 'live') return;
  for (const movement of movementsOfSale(record)) insertMovement(store, place, movement);
  insertStoredValueMovements(store, place, storedValueMovements(record));
}
