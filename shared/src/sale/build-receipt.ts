import type { StoreSettingsDocument } from '../documents/reference-data.ts';
import { type MinorUnits, minorUnits, mulDivHalfAway, sum } from '../money/minor-units.ts';
import type { EpochMs } from '../time/time.ts';
import type { Receipt } from './receipt.ts';
import type { PriceStep, SaleLine, SaleRecord, Tender } from './sale-record.ts';

export interface ReceiptFacts {
  readonly record: SaleRecord;
  readonly settings: Pick<
    StoreSettingsDocument,
    'name' | 'addressLines' | 'receiptFooter' | 'timeZone' | 'locale'
  >;
  readonly at: EpochMs;
  readonly registerCode: string;
  readonly cashier: string;
  readonly copy: boolean;
  readonly training: boolean;
  /** Ids of tenders whose money is not back on its card yet; none where that is not known. */
  readonly pendingRefunds?: readonly string[];
  /** Codes of gift cards that were made for lines, by line number; none where they are not known. */
  readonly cardCodes?: ReadonlyMap<number, string>;
  /** First 16 hex digits of the journal entry's hash. */
  readonly proof: string;
  /** The number of the receipt that a void undoes, else null. */
  readonly voidsReceiptNumber: string | null;
}

/**
 * The receipt of a record. Tax under the margin scheme is left out of its tax and net, as the law
 * has it; what the customer pays stays whole.
 */
export function buildReceipt(facts: ReceiptFacts): Receipt {
  const { record, settings } = facts;
  const taxTotals = record.taxTotals.filter(({ tax }) => tax.scheme === 'standard');
  const taxAmount = sum(taxTotals.map((total) => total.taxAmount));
  return {
    saleId: record.saleId,
    store: {
      name: settings.name,
      addressLines: [...settings.addressLines],
      footer: settings.receiptFooter,
    },
    receiptNumber: record.receiptNumber,
    kind: record.kind,
    voidsReceiptNumber: facts.voidsReceiptNumber,
    at: facts.at,
    timeZone: settings.timeZone,
    locale: settings.locale,
    currency: record.currency,
    pricesIncludeTax: record.pricesIncludeTax,
    registerCode: facts.registerCode,
    cashier: facts.cashier,
    copy: facts.copy,
    training: facts.training,
    lines: record.lines.map((line) => receiptLine(line, facts.cardCodes?.get(line.lineNumber))),
    taxTotals,
    hasMarginGoods: record.lines.some(({ tax }) => tax.scheme === 'margin'),
    net: minorUnits(record.gross - taxAmount),
    taxAmount,
    gross: record.gross,
    cashRounding: record.cashRounding,
    toPay: minorUnits(record.gross + record.cashRounding),
    tenders: record.tenders,
    pendingRefunds: [...(facts.pendingRefunds ?? [])],
    change: sum(record.tenders.map(changeOf)),
    proof: facts.proof,
  };
}

function receiptLine(line: SaleLine, cardCode?: string): Receipt['lines'][number] {
  return {
    name: line.name,
    sku: line.sku,
    quantity: line.quantity,
    unitPrice: unitPriceOf(line),
    steps: line.pricePath.filter(({ step }) => step !== 'tag'),
    total: line.pricePath.at(-1)?.total ?? line.gross,
    returned: line.quantity < 0,
    ...(line.note !== '' && { note: line.note }),
    ...(cardCode !== undefined && { cardCode }),
  };
}

const BY_PIECE: readonly PriceStep['step'][] = ['tag', 'markdown', 'override'];

/** The price of one piece after markdown and override, before discounts on the line. */
export function unitPriceOf({
  pricePath,
  quantity,
}: Pick<SaleLine, 'pricePath' | 'quantity'>): MinorUnits {
  const last = pricePath.findLast(({ step }) => BY_PIECE.includes(step));
  return mulDivHalfAway((last?.total ?? 0) * Math.sign(quantity), 1, Math.abs(quantity) || 1);
}

function changeOf(tender: Tender): number {
  return tender.kind === 'cash' ? tender.change : 0;
}
