import type { SaleId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { buildReceipt } from '@second-chance/shared/sale/build-receipt.ts';
import type { Receipt } from '@second-chance/shared/sale/receipt.ts';
import { receiptHtml } from '@second-chance/shared/sale/receipt-html.ts';
import { parseReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import { receiptText } from '@second-chance/shared/sale/receipt-text.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { Session } from '../till-context.ts';
import { paidSale, saleRowById } from './sale-rows.ts';

/** Characters on a line of 80 mm paper in the usual font. */
const PAPER_COLUMNS = 42;
/** Hex digits of the entry's hash that stand on the receipt. */
const PROOF_DIGITS = 16;

export interface RenderedReceipt {
  readonly receipt: Receipt;
  readonly text: string;
  readonly html: string;
}

/** The receipt of a sale, from its journal entry; a copy says so. Error: NOT_FOUND. */
export function receiptOf(
  session: Session,
  { saleId, copy }: { readonly saleId: SaleId; readonly copy: boolean },
): Outcome<RenderedReceipt> {
  const { store, catalogue, settings } = session;
  const entry = paidSale(store, saleId);
  if (entry === null) return refuse('NOT_FOUND', 'this till has no such sale');
  const record = entry.payload;
  const cashier = entry.staffId === null ? null : catalogue.staffById(entry.staffId);
  const receipt = buildReceipt({
    record,
    settings,
    at: entry.at,
    // A receipt of another till names that one.
    registerCode: parseReceiptNumber(record.receiptNumber)?.registerCode ?? session.registerCode,
    cashier: cashier?.displayName ?? '',
    copy,
    training: entry.chain === 'training',
    proof: entry.hash.slice(0, PROOF_DIGITS),
    voidsReceiptNumber:
      record.voids === null ? null : (saleRowById(store, record.voids)?.receiptNumber ?? null),
  });
  const language = settings.locale.startsWith('de') ? 'de' : 'en';
  return ok({
    receipt,
    text: receiptText(receipt, { columns: PAPER_COLUMNS, language }),
    html: receiptHtml(receipt, { language }),
  });
}
