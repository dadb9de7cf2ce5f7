/**
 * Receipts of the store that are not in this till's own journal: of its other tills, and of this
 * register before it got a new device. They come down with the feed and serve without a network.
 */
import type { ReceiptDocument } from '@second-chance/shared/documents/receipt.ts';
import type { SaleId } from '@second-chance/shared/ids.ts';
import type { SaleLine } from '@second-chance/shared/sale/sale-record.ts';
import { documentOf, tableOf } from '../documents/collection-tables.ts';
import type { Store } from '../store/open-store.ts';

const FOREIGN = `select doc from ${tableOf('receipts')} receipt
  where deleted = 0 and (select chain from till_mode) = 'live'
    and not exists (select 1 from sale where sale.sale_id = receipt.id)`;

export function storeReceipt(store: Store, saleId: SaleId): ReceiptDocument | null {
  return documents(store.prepare(`${FOREIGN} and id = ?`).all(saleId))[0] ?? null;
}

export function storeReceiptByNumber(store: Store, receiptNumber: string): ReceiptDocument | null {
  const found = store.prepare(`${FOREIGN} and receipt_number = ?`).all(receiptNumber);
  return documents(found)[0] ?? null;
}

/** The latest first. */
export function latestStoreReceipts(store: Store, limit: number): readonly ReceiptDocument[] {
  return documents(
    store.prepare(`${FOREIGN} order by business_day desc, doc ->> '$.at' desc limit ?`).all(limit),
  );
}

/** Whether a receipt of the store undoes the sale. */
export function isVoidedInStore(store: Store, saleId: SaleId): boolean {
  return store.prepare(`${FOREIGN} and voids = ?`).get(saleId) !== undefined;
}

/** Pieces that went over the counter, either way. */
export function piecesOf(lines: readonly Pick<SaleLine, 'quantity'>[]): number {
  return lines.reduce((pieces, { quantity }) => pieces + Math.abs(quantity), 0);
}

function documents(rows: readonly unknown[]): readonly ReceiptDocument[] {
  return (rows as readonly { readonly doc: string }[]).map(({ doc }) => documentOf(doc));
}
