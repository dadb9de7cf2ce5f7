/**
 * Paid sales as this till knows them: its own by projection rows and journal entries, those of the
 * store's other tills by the receipts that came down. What is in both counts once, as its own.
 */
import { assert } from '@second-chance/shared/assert.ts';
import type { ReceiptDocument } from '@second-chance/shared/documents/receipt.ts';
import type { SaleId, ShiftId, StaffId } from '@second-chance/shared/ids.ts';
import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { formatReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import type { BusinessDay, EpochMs } from '@second-chance/shared/time/time.ts';
import { enrolments } from '../register/enrolment.ts';
import type { Store } from '../store/open-store.ts';
import {
  isVoidedInStore,
  latestStoreReceipts,
  piecesOf,
  storeReceipt,
  storeReceiptByNumber,
} from './store-receipts.ts';

export interface SaleRowFacts {
  readonly saleId: SaleId;
  readonly receiptNumber: string;
  readonly kind: SaleRecord['kind'];
  readonly shiftId: ShiftId;
  readonly at: EpochMs;
  readonly businessDay: BusinessDay;
  readonly staffId: StaffId;
  readonly pieces: number;
  readonly gross: MinorUnits;
  /** 1: the server has acknowledged it. */
  readonly sent: 0 | 1;
  /** 1: a void undoes it. */
  readonly voided: 0 | 1;
  /** 1: something of it is back, by a return that stands. */
  readonly returned: 0 | 1;
  /** 1: it took goods back, and a later return that stands has more pieces of the same line. */
  readonly followed: 0 | 1;
}

const SELECT = `select sale.sale_id as saleId, sale.receipt_number as receiptNumber, sale.kind,
    sale.shift_id as shiftId, sale.at, sale.business_day as businessDay, sale.staff_id as staffId,
    sale.pieces, sale.gross, sale.seq <= head.acked_seq as sent,
    exists (select 1 from sale other where other.voids = sale.sale_id) as voided,
    coalesce((select sum(back.quantity) from sale_line back
      where back.return_of_sale = sale.sale_id), 0)
    + coalesce((select sum(back.quantity) from receipt_return back
      where back.return_of_sale = sale.sale_id
        and not exists (select 1 from sale own where own.sale_id = back.sale_id)), 0)
      <> 0 as returned,
    sale.kind in ('return', 'exchange') and exists (
      select 1 from sale_line own where own.sale_id = sale.sale_id and 0 <> (
        select sum(later.quantity) from sale_line later join sale after using (sale_id)
        where later.return_of_sale = own.return_of_sale
          and later.return_of_line = own.return_of_line
          and (after.epoch, after.seq) > (sale.epoch, sale.seq))) as followed
  from sale join journal_head head using (epoch, chain)
  where sale.chain = (select chain from till_mode)`;

/** The latest sales first. */
export function recentSales(store: Store, limit: number): readonly SaleRowFacts[] {
  const latest = store.prepare(`${SELECT} and sale.epoch = ? order by sale.seq desc limit ?`);
  const rows: SaleRowFacts[] = [];
  for (const { epoch } of enrolments(store)) {
    if (rows.length < limit) rows.push(...rowsOf(latest.all(epoch, limit - rows.length)));
  }
  return rows;
}

/**
 * Sales whose receipt number begins with the text, in any case, or whose counter is the number
 * typed (`42` finds `A1-1-000042`); the latest first.
 */
export function salesLike(
  store: Store,
  { query, limit }: { readonly query: string; readonly limit: number },
): readonly SaleRowFacts[] {
  const text = query.trim().toUpperCase();
  if (!/^[A-Z0-9-]+$/.test(text)) return [];
  const byPrefix = store.prepare(
    `${SELECT} and sale.receipt_number >= ? and sale.receipt_number < ?
     order by sale.receipt_number desc limit ?`,
  );
  // `[` follows the last letter, so the range holds every number that begins with the text.
  const rows = [...byCounter(store, text), ...rowsOf(byPrefix.all(text, `${text}[`, limit))];
  return rows.slice(0, limit);
}

function byCounter(store: Store, text: string): readonly SaleRowFacts[] {
  const counter = /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
  if (counter === 0) return [];
  return enrolments(store).flatMap(({ registerCode, epoch }) => {
    const row = saleRowByNumber(store, formatReceiptNumber({ registerCode, epoch, counter }));
    return row === null ? [] : [row];
  });
}

function rowsOf(rows: readonly unknown[]): readonly SaleRowFacts[] {
  return rows as readonly SaleRowFacts[];
}

/** Of this till or of the store; null where neither is known. */
export function saleRowById(store: Store, saleId: SaleId): SaleRowFacts | null {
  const row = store.prepare(`${SELECT} and sale.sale_id = ?`).get(saleId);
  if (row !== undefined) return row as SaleRowFacts;
  return receiptRow(store, storeReceipt(store, saleId));
}

/** Of this till or of the store; null where neither is known. */
export function saleRowByNumber(store: Store, receiptNumber: string): SaleRowFacts | null {
  const row = store.prepare(`${SELECT} and sale.receipt_number = ?`).get(receiptNumber);
  if (row !== undefined) return row as SaleRowFacts;
  return receiptRow(store, storeReceiptByNumber(store, receiptNumber));
}

/** The latest sales of all tills of the store first, as far as they are here. */
export function recentStoreSales(store: Store, limit: number): readonly SaleRowFacts[] {
  const others = latestStoreReceipts(store, limit).flatMap(
    (receipt) => receiptRow(store, receipt) ?? [],
  );
  return [...recentSales(store, limit), ...others].toSorted((a, b) => b.at - a.at).slice(0, limit);
}

function receiptRow(store: Store, receipt: ReceiptDocument | null): SaleRowFacts | null {
  if (receipt === null) return null;
  const { id, at, businessDay, staffId, sale } = receipt;
  const back = store
    .prepare(
      `select coalesce((select sum(quantity) from sale_line where return_of_sale = ?), 0)
        + coalesce((select sum(quantity) from receipt_return back where return_of_sale = ?
          and not exists (select 1 from sale own where own.sale_id = back.sale_id)), 0) as pieces`,
    )
    .get(id, id) as { readonly pieces: number };
  return {
    saleId: id,
    receiptNumber: sale.receiptNumber,
    kind: sale.kind,
    shiftId: sale.shiftId,
    at,
    businessDay,
    staffId: staffId ?? ('' as StaffId),
    pieces: piecesOf(sale.lines),
    gross: sale.gross,
    sent: 1,
    voided: isVoidedInStore(store, id) ? 1 : 0,
    returned: back.pieces === 0 ? 0 : 1,
    followed: 0,
  };
}

/** What a receipt is printed from. */
export interface PaidSale {
  readonly chain: SignedEntry['chain'];
  readonly at: EpochMs;
  readonly staffId: StaffId | null;
  readonly hash: string;
  readonly payload: SaleRecord;
}

/** A sale with when and by whom, of this till or of the store; null where neither is known. */
export function paidSale(store: Store, saleId: SaleId): PaidSale | null {
  const entry = saleEntry(store, saleId);
  if (entry !== null) return entry;
  const receipt = storeReceipt(store, saleId);
  if (receipt === null) return null;
  const { at, staffId, hash, sale } = receipt;
  return { chain: 'live', at, staffId, hash, payload: sale };
}

export type SaleEntry = Omit<SignedEntry, 'payload'> & { readonly payload: SaleRecord };

/** The journal entry of a sale; null where this till has none. */
export function saleEntry(store: Store, saleId: SaleId): SaleEntry | null {
  const row = store
    .prepare(
      `select entry.entry_json as json from sale
       join journal_entry entry using (epoch, chain, seq) where sale.sale_id = ?`,
    )
    .get(saleId) as { readonly json: string } | undefined;
  return row === undefined ? null : (JSON.parse(row.json) as SaleEntry);
}

/** The record of a sale that a row names. */
export function saleRecord(store: Store, saleId: SaleId): SaleRecord {
  const sale = paidSale(store, saleId);
  assert(sale !== null, `neither journal entry nor receipt of sale ${saleId}`);
  return sale.payload;
}
