import type { ReceiptDocument } from '@second-chance/shared/documents/receipt.ts';
import type { Store } from '../store/open-store.ts';
import type { WrittenRow } from './write-versions.ts';

/** Keeps which lines of receipts take goods back, by what they take back. */
export function indexReceipts(store: Store, rows: readonly WrittenRow[]): void {
  for (const { id, now, before } of rows) {
    if (before !== null) store.prepare('delete from receipt_return where sale_id = ?').run(id);
    if (now._deleted) continue;
    for (const { lineNumber, quantity, returnOf } of (now as unknown as ReceiptDocument).sale
      .lines) {
      if (returnOf === null || returnOf.saleId === null || returnOf.lineNumber === null) continue;
      store
        .prepare(
          `insert into receipt_return (return_of_sale, return_of_line, sale_id, line_number, quantity)
           values (?, ?, ?, ?, ?)`,
        )
        .run(returnOf.saleId, returnOf.lineNumber, id, lineNumber, quantity);
    }
  }
}
