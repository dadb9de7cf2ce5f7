/**
 * Reads the Online Retail layout (one row an invoice line) and decides how each invoice is rung up.
 *
 * The rules:
 * - Rows with one invoice number are one ticket, even where another invoice stands between them.
 * - Unit prices are rounded half away from zero to the penny before they are multiplied; this is the
 *   one rounding. Its effect on the whole is reported, never spread.
 * - Invoices that start with `C` are goods coming back without a receipt. A line of any other invoice
 *   with a negative price (a bad debt written off) is such a line too, of the same amount.
 * - Negative quantities at price 0 outside of `C` invoices are stock written off.
 * - Codes that differ by letter case are different items. Postage, fees, discounts and vouchers are
 *   services: they have no stock.
 * - An item is named by the first description that its code has anywhere in the file, else by its
 *   code, and its tag price is the first price it was sold at; every other price is an override.
 * - An item is received, before its first day, in the quantity that the file will sell and write off,
 *   because the file does not know what was delivered.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type MinorUnits, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { parse } from 'csv-parse/sync';

export interface ReplayItem {
  readonly code: string;
  readonly name: string;
  readonly kind: 'stocked' | 'service';
  readonly tagPrice: MinorUnits;
  /** Pieces received with it. */
  readonly openingQuantity: number;
}

export interface ReplayLine {
  readonly code: string;
  /** Above zero; the direction is the invoice's or the line's `goodsBack`. */
  readonly quantity: number;
  readonly unitPrice: MinorUnits;
  readonly goodsBack: boolean;
}

export interface ReplayInvoice {
  readonly number: string;
  /** `YYYY-MM-DD HH:MM:SS` on the shop's wall clock. */
  readonly localTime: string;
  readonly kind: 'ticket' | 'write_off';
  readonly lines: readonly ReplayLine[];
  /** What the tills must take for it. */
  readonly totalMinor: MinorUnits;
}

export interface ReplayDay {
  readonly day: string;
  /** Items that are first sold on this day, in order of appearance. */
  readonly newItems: readonly ReplayItem[];
  readonly invoices: readonly ReplayInvoice[];
}

export interface ReplayPlan {
  readonly days: readonly ReplayDay[];
  readonly invoiceCount: number;
  readonly lineCount: number;
  readonly totalMinor: number;
  /** The exact sum of quantity × price in thousandths of the currency's main unit. */
  readonly exactTotalMills: bigint;
  readonly exactByDay: ReadonlyMap<string, bigint>;
}

interface Row {
  readonly InvoiceNo: string;
  readonly StockCode: string;
  readonly Description: string;
  readonly Quantity: string;
  readonly InvoiceDate: string;
  readonly UnitPrice: string;
}

const COLUMNS = ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice'];
const SERVICES = new Set(
  ['POST', 'DOT', 'M', 'D', 'S', 'B', 'C2', 'CRUK', 'BANK CHARGES', 'AMAZONFEE', 'ADJUST'].map(
    (code) => code.toLowerCase(),
  ),
);

/** A file that is not in the Online Retail layout; nothing was rung up. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
}

/** Reads a plan from a `.csv` or `.csv.gz` file, up to `limit` invoices. Throws `LayoutError`. */
export function readPlan(file: string, limit = Number.POSITIVE_INFINITY): ReplayPlan {
  const bytes = readFileSync(file);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return planOf((isGzip ? gunzipSync(bytes) : bytes).toString('utf8'), limit);
}

/** The plan for a text in the Online Retail layout. */
export function planOf(csv: string, limit = Number.POSITIVE_INFINITY): ReplayPlan {
  const rows = rowsOf(csv);
  const byInvoice = new Map<string, Row[]>();
  for (const row of rows) {
    const known = byInvoice.get(row.InvoiceNo);
    if (known) known.push(row);
    else if (byInvoice.size < limit) byInvoice.set(row.InvoiceNo, [row]);
  }
  const taken = [...byInvoice.values()];
  const items = itemsOf(taken);
  const days = new Map<string, { newItems: ReplayItem[]; invoices: ReplayInvoice[] }>();
  const exactByDay = new Map<string, bigint>();
  const seen = new Set<string>();
  let totalMinor = 0;
  let lineCount = 0;
  for (const invoiceRows of taken) {
    const invoice = invoiceOf(invoiceRows);
    const dayName = invoice.localTime.slice(0, 10);
    let day = days.get(dayName);
    if (!day) {
      day = { newItems: [], invoices: [] };
      days.set(dayName, day);
    }
    day.invoices.push(invoice);
    totalMinor += invoice.totalMinor;
    lineCount += invoice.lines.length;
    for (const row of invoiceRows) {
      const exact = BigInt(wholeNumber(row.Quantity)) * mills(row.UnitPrice);
      exactByDay.set(dayName, (exactByDay.get(dayName) ?? 0n) + exact);
      const item = items.get(row.StockCode);
      if (item && !seen.has(row.StockCode)) {
        seen.add(row.StockCode);
        day.newItems.push(item);
      }
    }
  }
  return {
    days: [...days].map(([day, { newItems, invoices }]) => ({ day, newItems, invoices })),
    invoiceCount: taken.length,
    lineCount,
    totalMinor,
    exactTotalMills: [...exactByDay.values()].reduce((sum, day) => sum + day, 0n),
    exactByDay,
  };
}

function rowsOf(csv: string): readonly Row[] {
  let rows: readonly Row[];
  try {
    rows = parse(csv, { columns: true, bom: true, skip_empty_lines: true });
  } catch (cause) {
    throw new LayoutError(`The file is not readable as CSV: ${String(cause)}`, { cause });
  }
  const first = rows[0];
  if (!first) throw new LayoutError('The file has no invoice lines.');
  const missing = COLUMNS.filter((column) => !(column in first));
  if (missing.length > 0) throw new LayoutError(`Columns are missing: ${missing.join(', ')}.`);
  return rows;
}

function invoiceOf(rows: readonly Row[]): ReplayInvoice {
  const [first] = rows;
  if (!first) throw new LayoutError('An invoice without lines.');
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(first.InvoiceDate)) {
    throw new LayoutError(`Invoice ${first.InvoiceNo}: not a time: "${first.InvoiceDate}".`);
  }
  const isCancellation = first.InvoiceNo.startsWith('C');
  const writtenOff = rows.filter((row) => !isCancellation && wholeNumber(row.Quantity) < 0);
  if (writtenOff.length > 0) {
    if (writtenOff.length < rows.length || rows.some((row) => mills(row.UnitPrice) !== 0n)) {
      throw new LayoutError(
        `Invoice ${first.InvoiceNo}: negative quantities with a price outside of a cancellation.`,
      );
    }
  }
  const lines = rows.map((row): ReplayLine => {
    const quantity = wholeNumber(row.Quantity);
    if (quantity === 0) throw new LayoutError(`Invoice ${row.InvoiceNo}: a quantity of 0.`);
    const price = penniesHalfAway(mills(row.UnitPrice));
    return {
      code: row.StockCode,
      quantity: Math.abs(quantity),
      unitPrice: minorUnits(Math.abs(price)),
      goodsBack: quantity < 0 !== price < 0,
    };
  });
  const signed = lines.map((line) => (line.goodsBack ? -1 : 1) * line.quantity * line.unitPrice);
  return {
    number: first.InvoiceNo,
    localTime: first.InvoiceDate,
    kind: writtenOff.length > 0 ? 'write_off' : 'ticket',
    lines,
    totalMinor: minorUnits(signed.reduce((sum, amount) => sum + amount, 0)),
  };
}

function itemsOf(invoices: readonly (readonly Row[])[]): ReadonlyMap<string, ReplayItem> {
  const rowsByCode = new Map<string, Row[]>();
  for (const row of invoices.flat()) {
    const known = rowsByCode.get(row.StockCode);
    if (known) known.push(row);
    else rowsByCode.set(row.StockCode, [row]);
  }
  return new Map(
    [...rowsByCode].map(([code, rows]) => {
      const isService = SERVICES.has(code.toLowerCase()) || /^gift_/i.test(code);
      const leaving = rows
        .filter((row) => !row.InvoiceNo.startsWith('C'))
        .reduce((sum, row) => sum + Math.abs(wholeNumber(row.Quantity)), 0);
      const priced = rows.find((row) => mills(row.UnitPrice) > 0n);
      return [
        code,
        {
          code,
          name: rows.find((row) => row.Description !== '')?.Description ?? code,
          kind: isService ? 'service' : 'stocked',
          tagPrice: minorUnits(priced ? penniesHalfAway(mills(priced.UnitPrice)) : 0),
          openingQuantity: isService ? 0 : leaving,
        } as const,
      ];
    }),
  );
}

function wholeNumber(text: string): number {
  if (!/^-?\d{1,9}$/.test(text)) throw new LayoutError(`Not a whole number: "${text}".`);
  return Number(text);
}

/** A decimal price in thousandths, exactly. More decimals than three are refused. */
function mills(text: string): bigint {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,3})0*)?$/.exec(text);
  if (!match) throw new LayoutError(`Not a price with up to three decimals: "${text}".`);
  const size = BigInt(match[2] ?? '0') * 1000n + BigInt((match[3] ?? '').padEnd(3, '0'));
  return match[1] === '-' ? -size : size;
}

function penniesHalfAway(amountMills: bigint): number {
  const size = amountMills < 0n ? -amountMills : amountMills;
  const pennies = Number((size + 5n) / 10n);
  return amountMills < 0n ? -pennies : pennies;
}
