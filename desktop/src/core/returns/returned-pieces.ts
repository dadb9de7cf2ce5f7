import type { SaleId } from '@second-chance/shared/ids.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import { saleRecord } from '../receipts/sale-rows.ts';
import type { Store } from '../store/open-store.ts';

/**
 * Pieces of each line of a sale that are back by now, over all returns that this till knows; a
 * return that was voided does not count. Lines without any are absent.
 */
export function returnedPieces(store: Store, saleId: SaleId): ReadonlyMap<number, number> {
  const rows = store
    .prepare(
      `select return_of_line as line, -sum(quantity) as pieces from sale_line
       where return_of_sale = ? group by return_of_line`,
    )
    .all(saleId) as readonly { readonly line: number; readonly pieces: number }[];
  return new Map(rows.map(({ line, pieces }) => [line, pieces]));
}

/** The records that took back something of a sale, or undid such a return. */
export function returnsOf(store: Store, saleId: SaleId): readonly SaleRecord[] {
  const rows = store
    .prepare('select distinct sale_id as saleId from sale_line where return_of_sale = ?')
    .all(saleId) as readonly { readonly saleId: SaleId }[];
  return rows.map((row) => saleRecord(store, row.saleId));
}
