import { assert } from '@second-chance/shared/assert.ts';
import type { SaleId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { buildReceipt } from '@second-chance/shared/sale/build-receipt.ts';
import type { Receipt } from '@second-chance/shared/sale/receipt.ts';
import { receiptHtml } from '@second-chance/shared/sale/receipt-html.ts';
import { receiptAddress } from '@second-chance/shared/sale/receipt-link.ts';
import { parseReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import { receiptText } from '@second-chance/shared/sale/receipt-text.ts';
import { receiptLanguageOf } from '@second-chance/shared/sale/receipt-words.ts';
import type { SaleRecord } from '@second-chance/shared/sale/sale-record.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { outstandingRefunds } from '../payments/refund-rows.ts';
import { sealedCardCode } from '../stored-value/stored-value-rows.ts';
import type { Session, TillContext } from '../till-context.ts';
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

export interface WantedReceipt {
  readonly saleId: SaleId;
  readonly copy: boolean;
}

/** The receipt of a sale, from its journal entry; a copy says so. Error: NOT_FOUND. */
export function receiptOf(session: Session, wanted: WantedReceipt): Outcome<RenderedReceipt> {
  const found = findReceipt(session, wanted);
  if (found === null) return refuse('NOT_FOUND', 'this till has no such sale');
  const { receipt } = found;
  const language = receiptLanguageOf(receipt.locale);
  return ok({
    receipt,
    text: receiptText(receipt, { columns: PAPER_COLUMNS, language }),
    html: receiptHtml(receipt, { language }),
  });
}

/** What a receipt is read from. */
export type ReceiptPlace = Pick<TillContext, 'store' | 'catalogue' | 'enrolment' | 'sealer'>;

export interface FoundReceipt {
  readonly receipt: Receipt;
  /** Where it can be read once the server has it. */
  readonly address: string;
}

/** The receipt of a sale as data, whoever is at the till; null where this till has no such sale. */
export function findReceipt(
  { store, catalogue, enrolment, sealer }: ReceiptPlace,
  { saleId, copy }: WantedReceipt,
): FoundReceipt | null {
  const entry = paidSale(store, saleId);
  const settings = catalogue.settings();
  if (entry === null || settings === null) return null;
  const register = enrolment();
  assert(register !== null, 'a till with sales has a register');
  const record = entry.payload;
  const cashier = entry.staffId === null ? null : catalogue.staffById(entry.staffId);
  const receipt = buildReceipt({
    record,
    settings,
    at: entry.at,
    // A receipt of another till names that one.
    registerCode: parseReceiptNumber(record.receiptNumber)?.registerCode ?? register.registerCode,
    cashier: cashier?.displayName ?? '',
    copy,
    training: entry.chain === 'training',
    pendingRefunds: outstandingRefunds(store, saleId).map(({ refundId }) => refundId),
    cardCodes: cardCodesOf({ store, sealer }, record),
    proof: entry.hash.slice(0, PROOF_DIGITS),
    voidsReceiptNumber:
      record.voids === null ? null : (saleRowById(store, record.voids)?.receiptNumber ?? null),
  });
  const { organizationId, serverUrl } = register;
  const { receiptNumber } = record;
  const { hash } = entry;
  return {
    receipt,
    address: receiptAddress(serverUrl, { organizationId, saleId, receiptNumber, hash }),
  };
}

/** The codes of cards that this till made or sold. Other tills have theirs sealed for themselves. */
function cardCodesOf(
  { store, sealer }: Pick<TillContext, 'store' | 'sealer'>,
  { lines }: Pick<SaleRecord, 'lines'>,
): ReadonlyMap<number, string> {
  const codes = new Map<number, string>();
  for (const { loads, lineNumber, quantity } of lines) {
    const sealed = loads && quantity > 0 ? sealedCardCode(store, loads.accountId) : null;
    const code = sealed === null ? null : (sealer()?.open(sealed, loads?.accountId ?? '') ?? null);
    if (code !== null) codes.set(lineNumber, code);
  }
  return codes;
}
