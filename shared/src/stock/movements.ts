import type { ItemId } from '../ids.ts';
import type { SaleRecord } from '../sale/sale-record.ts';

/** What one line did to the stock of one item. */
export interface SaleMovement {
  readonly lineNumber: number;
  readonly itemId: ItemId;
  /** Signed: sold goods leave (negative), returned goods come back (positive). */
  readonly quantity: number;
  readonly kind: 'sold' | 'returned';
}

/**
 * The stock movements of a paid record: every line that tracks stock moves it by its quantity.
 * Goods that came back and were written off never enter stock, and the void of such a return takes
 * nothing out.
 */
export function movementsOfSale(record: Pick<SaleRecord, 'lines'>): readonly SaleMovement[] {
  const movements: SaleMovement[] = [];
  for (const { lineNumber, itemId, quantity, tracksStock, returnOf } of record.lines) {
    if (!tracksStock || itemId === null || returnOf?.restock === false) continue;
    const kind = quantity > 0 ? 'sold' : 'returned';
    movements.push({ lineNumber, itemId, quantity: -quantity, kind });
  }
  return movements;
}
