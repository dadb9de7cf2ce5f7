/** Checks a record that somebody else computed, by computing it again. */
import { priceAfterMarkdown } from '../catalogue/markdown.ts';
import type { SaleId } from '../ids.ts';
import { MINOR_UNITS_MAX } from '../money/minor-units.ts';
import { isPriceable, type SaleLineInput } from './line-input.ts';
import { isTaxContained } from './line-tax.ts';
import { priceSale, totalsOf } from './price-sale.ts';
import { mirrorLine, negateLine } from './return-line.ts';
import type { PriceStep, ReturnOf, SaleLine, SaleRecord, TaxTotal } from './sale-record.ts';

/** One number that does not follow from the others. */
export interface Discrepancy {
  /** Where it stands, for example `lines.3.gross`; lines go by their place from 1. */
  readonly path: string;
  readonly recorded: number | string | null;
  readonly expected: number | string | null;
}

/** Finds a line of an earlier record, or null where it is not known. */
export type FindLine = (saleId: SaleId, lineNumber: number) => SaleLine | null;

/**
 * Every number in a record that does not follow from its inputs; empty where all do.
 *
 * Lines that were sold are priced again from tag price, quantity and the parameters in their price
 * path. Lines that came back must be consistent in themselves, and with `originals` the exact mirror
 * of what they refer to, as far as that is known. Never throws for a record that passed its schema.
 */
export function checkSaleRecord(
  record: SaleRecord,
  { originals = () => null }: { readonly originals?: FindLine } = {},
): readonly Discrepancy[] {
  const found: Discrepancy[] = [];
  const expect: Expect = (path, recorded, expected) => {
    if (recorded !== expected) found.push({ path, recorded, expected });
  };
  checkKind(record, expect);
  checkSoldLines(record, expect);
  for (const [index, line] of record.lines.entries()) {
    expect(`lines.${index + 1}.lineNumber`, line.lineNumber, index + 1);
    if (line.returnOf !== null) {
      checkMirroredLine(
        { line, returnOf: line.returnOf, record, originals },
        `lines.${index + 1}`,
        expect,
      );
    }
  }
  checkTotals(record, expect);
  checkTenders(record, expect);
  return found;
}

type Value = number | string | null;
type Expect = (path: string, recorded: Value, expected: Value) => void;

function checkKind({ kind, voids, lines, cartDiscount }: SaleRecord, expect: Expect): void {
  if ((kind === 'void') !== (voids !== null)) {
    expect('voids', voids, kind === 'void' ? 'the record that it undoes' : null);
  }
  if (cartDiscount !== null && (kind === 'return' || kind === 'void')) {
    expect('cartDiscount', cartDiscount.value, null);
  }
  if (kind === 'void') {
    const sold = lines.findIndex(({ returnOf }) => returnOf === null);
    if (sold !== -1) expect(`lines.${sold + 1}.returnOf`, null, 'the line that it undoes');
    return;
  }
  for (const [index, { quantity, returnOf }] of lines.entries()) {
    const comesBack = returnOf !== null;
    if (quantity < 0 !== comesBack) expect(`lines.${index + 1}.quantity`, quantity, -quantity);
  }
  expect('kind', kind, kindOfLines(lines));
}

/** What a paid record is by its lines. A void is not told by them. */
export function kindOfLines(
  lines: readonly Pick<SaleLine, 'quantity'>[],
): 'sale' | 'return' | 'exchange' {
  if (lines.every(({ quantity }) => quantity > 0)) return 'sale';
  return lines.every(({ quantity }) => quantity < 0) ? 'return' : 'exchange';
}

/** Prices the lines that went out again, all together, and compares. */
function checkSoldLines(record: SaleRecord, expect: Expect): void {
  const sold = record.lines.flatMap((line, index) =>
    line.returnOf === null ? [{ line, path: `lines.${index + 1}` }] : [],
  );
  const inputs: SaleLineInput[] = [];
  for (const { line, path } of sold) {
    const input = inputOf(line);
    if (typeof input === 'string') {
      expect(path, input, 'a line that can be priced');
      return;
    }
    inputs.push(input);
  }
  if (!isPriceable(inputs)) {
    expect('lines', 'amounts out of range', null);
    return;
  }

  const { lines } = priceSale({
    settings: record,
    lines: inputs,
    cartDiscount: record.cartDiscount,
  });
  for (const [index, { line, path }] of sold.entries()) {
    const expected = lines[index];
    if (expected !== undefined) compareLines({ line, expected }, path, expect);
  }
}

const STEP_ORDER: readonly PriceStep['step'][] = [
  'tag',
  'markdown',
  'override',
  'line_discount',
  'promotion',
  'cart_discount',
  'tax_exemption',
];

/** What a line was priced from, read back out of its price path; a text where that cannot be. */
function inputOf(line: SaleLine): SaleLineInput | string {
  const steps = line.pricePath.map(({ step }) => STEP_ORDER.indexOf(step));
  if (steps.some((order, index) => order <= (steps[index - 1] ?? -1))) return 'steps out of order';
  const [tag] = line.pricePath;
  if (tag?.step !== 'tag') return 'no tag price';
  if (line.quantity < 1) return 'nothing sold';
  const input: { -readonly [K in keyof SaleLineInput]: SaleLineInput[K] } = {
    lineNumber: line.lineNumber,
    itemId: line.itemId,
    sku: line.sku,
    name: line.name,
    quantity: line.quantity,
    tracksStock: line.tracksStock,
    tagPrice: tag.unitPrice,
    markdown: null,
    override: null,
    discount: null,
    promotion: null,
    tax: line.tax,
    unitCost: line.unitCost,
    note: line.note,
    ...(line.loads && { loads: line.loads }),
  };
  for (const step of line.pricePath) {
    if (step.step === 'markdown') input.markdown = step;
    if (step.step === 'override') input.override = step;
    if (step.step === 'tax_exemption') input.exemptFrom = step.basisPoints;
    if (step.step === 'line_discount') input.discount = step;
    if (step.step === 'promotion') {
      // A promotion's rule is not in the record, so what it took off counts as given.
      if (step.change > 0) return 'promotion above the price';
      input.promotion = { ...step, amount: -step.change as typeof step.change };
    }
  }
  return input;
}

interface Mirrored {
  readonly line: SaleLine;
  readonly returnOf: ReturnOf;
  readonly record: SaleRecord;
  readonly originals: FindLine;
}

function checkMirroredLine(mirrored: Mirrored, path: string, expect: Expect): void {
  const { line, record } = mirrored;
  checkOwnPath(line, path, expect);
  const sign = Math.sign(line.quantity);
  if (sign === 0) expect(`${path}.quantity`, 0, 'a number of pieces');
  for (const amount of ['taxAmount', 'gross'] as const) {
    if (line[amount] * sign < 0) expect(`${path}.${amount}`, line[amount], -line[amount]);
  }
  const last = line.pricePath.at(-1)?.total ?? 0;
  const end = isTaxContained(line.tax, record) ? 'gross' : 'net';
  expect(`${path}.${end}`, line[end], last);
  expect(`${path}.gross`, line.gross, line.net + line.taxAmount);

  const expected = exactMirror(mirrored);
  if (expected === 'too_many') expect(`${path}.quantity`, line.quantity, 'no more than was sold');
  else if (expected !== null) compareLines({ line, expected }, path, expect);
}

/** A returned line's path must add up; its prices by the piece are those of the sale. */
function checkOwnPath(line: SaleLine, path: string, expect: Expect): void {
  let before = 0;
  let tagPrice = 0;
  for (const [index, step] of line.pricePath.entries()) {
    const at = `${path}.pricePath.${step.step}`;
    if (index === 0) expect(`${path}.pricePath`, step.step, 'tag');
    expect(`${at}.total`, step.total, before + step.change);
    if (step.total * line.quantity < 0) expect(`${at}.total`, step.total, -step.total);
    if (step.step === 'tag') tagPrice = step.unitPrice;
    const unitPrice = unitPriceAfter(step, tagPrice);
    if (unitPrice !== null) expect(`${at}.total`, step.total, times(unitPrice, line.quantity));
    before = step.total;
  }
}

function times(unitPrice: number, quantity: number): Value {
  const total = unitPrice * quantity || 0;
  return Math.abs(total) <= MINOR_UNITS_MAX ? total : 'an amount in range';
}

function unitPriceAfter(step: PriceStep, tagPrice: number): number | null {
  if (step.step === 'tag' || step.step === 'override') return step.unitPrice;
  if (step.step !== 'markdown') return null;
  return priceAfterMarkdown(tagPrice as typeof step.total, step.basisPoints);
}

/** The mirror image of the line that a returned line refers to; null where that is not known. */
function exactMirror({ line, returnOf, originals }: Mirrored): SaleLine | 'too_many' | null {
  const { saleId, lineNumber, alreadyReturned } = returnOf;
  if (saleId === null || lineNumber === null) return null;
  const original = originals(saleId, lineNumber);
  const quantity = Math.abs(line.quantity);
  if (original === null || quantity === 0 || !isMirrorable(original)) return null;
  if (alreadyReturned + quantity > original.quantity) return 'too_many';
  const { reason, note, restock } = returnOf;
  const returned = { saleId, quantity, alreadyReturned, reason, note, restock };
  const mirror = mirrorLine(original, { ...returned, lineNumber: line.lineNumber });
  return line.quantity < 0 ? mirror : negateLine(mirror);
}

/** Whether a line was sold and its amounts are such that their mirror image is in range. */
function isMirrorable({ quantity, pricePath, taxAmount, gross }: SaleLine): boolean {
  const amounts = [taxAmount, gross, ...pricePath.map(({ total }) => total)];
  return quantity > 0 && amounts.every((amount) => 2 * Math.abs(amount) <= MINOR_UNITS_MAX);
}

function compareLines(
  { line, expected }: { readonly line: SaleLine; readonly expected: SaleLine },
  path: string,
  expect: Expect,
): void {
  expect(`${path}.quantity`, line.quantity, expected.quantity);
  expect(`${path}.pricePath`, stepNames(line), stepNames(expected));
  for (const [index, step] of line.pricePath.entries()) {
    const other = expected.pricePath[index];
    if (other?.step !== step.step) continue;
    expect(`${path}.pricePath.${step.step}.change`, step.change, other.change);
    expect(`${path}.pricePath.${step.step}.total`, step.total, other.total);
  }
  expect(`${path}.tax.basisPoints`, line.tax.basisPoints, expected.tax.basisPoints);
  expect(`${path}.unitCost`, line.unitCost, expected.unitCost);
  expect(`${path}.net`, line.net, expected.net);
  expect(`${path}.taxAmount`, line.taxAmount, expected.taxAmount);
  expect(`${path}.gross`, line.gross, expected.gross);
}

function stepNames({ pricePath }: SaleLine): string {
  return pricePath.map(({ step }) => step).join(', ');
}

function checkTotals(record: SaleRecord, expect: Expect): void {
  const most = record.lines.reduce((total, line) => {
    return total + Math.max(Math.abs(line.net), Math.abs(line.taxAmount), Math.abs(line.gross));
  }, 0);
  if (most > MINOR_UNITS_MAX) {
    expect('gross', 'amounts out of range', null);
    return;
  }

  const { taxTotals, ...totals } = totalsOf(record.lines);
  expect('net', record.net, totals.net);
  expect('taxAmount', record.taxAmount, totals.taxAmount);
  expect('gross', record.gross, totals.gross);
  expect('taxTotals', describeRates(record.taxTotals), describeRates(taxTotals));
  for (const [index, total] of record.taxTotals.entries()) {
    const expected = taxTotals[index];
    if (expected === undefined) continue;
    expect(`taxTotals.${index + 1}.net`, total.net, expected.net);
    expect(`taxTotals.${index + 1}.taxAmount`, total.taxAmount, expected.taxAmount);
    expect(`taxTotals.${index + 1}.gross`, total.gross, expected.gross);
  }
}

function describeRates(totals: readonly TaxTotal[]): string {
  return totals.map(({ tax }) => `${tax.taxRateId} ${tax.basisPoints} ${tax.scheme}`).join(', ');
}

function checkTenders({ tenders, gross, cashRounding }: SaleRecord, expect: Expect): void {
  const settled = tenders.reduce((total, { amount }) => total + amount, 0);
  expect('tenders', settled, gross + cashRounding);
  let hasCash = false;
  for (const [index, tender] of tenders.entries()) {
    if (tender.kind !== 'cash') continue;
    hasCash = true;
    expect(`tenders.${index + 1}.amount`, tender.amount, tender.tendered - tender.change);
    if (tender.tendered < 0) expect(`tenders.${index + 1}.tendered`, tender.tendered, 0);
  }
  if (!hasCash) expect('cashRounding', cashRounding, 0);
}
