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
      `select line, -sum(quantity) as pieces from (
         select return_of_line as line, quantity from sale_line where return_of_sale = ?
         union all
         select return_of_line as line, quantity from receipt_return back
         where return_of_sale = ?
           and not exists (select 1 from sale own where own.sale_id = back.sale_id))
       group by line`,
    )
    .all(saleId, saleId) as readonly { readonly line: number; readonly pieces: number }[];
  return new Map(rows.map(({ line, pieces }) => [line, pieces]));
}

/** The records that took back something of a sale, or undid such a return. */
export function returnsOf(store: Store, saleId: SaleId): readonly SaleRecord[] {
  const rows = store
    .prepare(
      `select sale_id as saleId from sale_line where return_of_sale = ?
       union
       select sale_id as saleId from receipt_return where return_of_sale = ?`,
    )
    .all(saleId, saleId) as readonly { readonly saleId: SaleId }[];
  return rows.map((row) => saleRecord(store, row.saleId));
}
