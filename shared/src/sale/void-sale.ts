import { assert } from '../assert.ts';
import type { SaleId, ShiftId, TenderId } from '../ids.ts';
import { minorUnits, ZERO } from '../money/minor-units.ts';
import { totalsOf } from './price-sale.ts';
import { mirrorLine, negateLine } from './return-line.ts';
import type { SaleLine, SaleRecord, Tender } from './sale-record.ts';

export interface Void {
  readonly saleId: SaleId;
  readonly receiptNumber: string;
  readonly shiftId: ShiftId;
  readonly reason: string;
  /** One for each tender of the record that is undone. */
  readonly tenderIds: readonly TenderId[];
}

/**
 * The record that undoes another one: every line and tender the other way round.
 *
 * A line that sold comes back by its own number; a line that took goods back is negated and keeps
 * the line it refers to, so that `−Σ quantity` over all lines that refer to a sold line is always
 * what is back of it. Money goes the way it came; the caller decides whether it can.
 */
export function mirrorSale(record: SaleRecord, undo: Void): SaleRecord {
  assert(record.kind !== 'void', 'a void is not undone');
  assert(undo.tenderIds.length === record.tenders.length, 'one id for each tender');
  const lines = record.lines.map((line) => mirrorWholeLine(line, record.saleId));
  return {
    saleId: undo.saleId,
    receiptNumber: undo.receiptNumber,
    kind: 'void',
    shiftId: undo.shiftId,
    currency: record.currency,
    pricesIncludeTax: record.pricesIncludeTax,
    taxRounding: record.taxRounding,
    customerId: record.customerId,
    voids: record.saleId,
    reason: undo.reason,
    lines,
    cartDiscount: null,
    ...totalsOf(lines),
    cashRounding: minorUnits(-record.cashRounding),
    tenders: record.tenders.map((tender, index) => {
      const tenderId = undo.tenderIds[index];
      assert(tenderId !== undefined, 'one id for each tender');
      return mirrorTender(tender, tenderId);
    }),
  };
}

function mirrorWholeLine(line: SaleLine, saleId: SaleId): SaleLine {
  if (line.returnOf !== null) return negateLine(line);
  return mirrorLine(line, {
    saleId,
    lineNumber: line.lineNumber,
    quantity: line.quantity,
    alreadyReturned: 0,
    reason: 'other',
    note: '',
    restock: true,
  });
}

function mirrorTender(tender: Tender, tenderId: TenderId): Tender {
  const amount = minorUnits(-tender.amount);
  if (tender.kind !== 'cash') return { ...tender, tenderId, amount };
  return amount < 0
    ? { kind: 'cash', tenderId, amount, tendered: ZERO, change: minorUnits(-amount) }
    : { kind: 'cash', tenderId, amount, tendered: amount, change: ZERO };
}
