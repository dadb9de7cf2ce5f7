/** The tax of lines, and their sums by rate. */
import { allocate } from '../money/allocate.ts';
import {
  type BasisPoints,
  MINOR_UNITS_MAX,
  type MinorUnits,
  minorUnits,
  sum,
  ZERO,
} from '../money/minor-units.ts';
import { addExclusiveTax } from '../tax/exclusive-tax.ts';
import { splitInclusiveTax } from '../tax/inclusive-tax.ts';
import { marginOf } from '../tax/margin-tax.ts';
import type { LineTax, SaleLine, TaxTotal } from './sale-record.ts';

export interface TaxRules {
  readonly pricesIncludeTax: boolean;
  readonly taxRounding: 'per_line' | 'per_rate';
}

/** A line at the end of its price path. */
export interface UntaxedLine {
  readonly total: MinorUnits;
  readonly quantity: number;
  readonly tax: LineTax;
  readonly unitCost: MinorUnits | null;
}

export type TaxedAmounts = Pick<SaleLine, 'net' | 'taxAmount' | 'gross'>;

/**
 * Taxes the lines that a sale prices.
 *
 * Where prices include tax, a line's total is its gross, else its net. Margin goods are always
 * priced with their tax, which may be neither shown nor added. Per line, each tax is rounded by
 * itself; per rate, the tax on the sum of a rate is rounded once and split over its lines.
 * Promise: `net + taxAmount === gross` on every line.
 */
export function taxLines(lines: readonly UntaxedLine[], rules: TaxRules): readonly TaxedAmounts[] {
  const bases = lines.map(taxBase);
  const taxes = lines.map((line, index) => taxOn(bases[index] ?? ZERO, line.tax, rules));
  if (rules.taxRounding === 'per_rate') {
    for (const places of placesByRate(lines)) {
      const first = lines[places[0] ?? 0];
      if (first === undefined) continue;
      const basesOfRate = places.map((place) => bases[place] ?? ZERO);
      const shares = allocate(taxOn(sum(basesOfRate), first.tax, rules), basesOfRate);
      for (const [index, place] of places.entries()) taxes[place] = shares[index] ?? ZERO;
    }
  }
  return lines.map((line, index) => {
    const taxAmount = taxes[index] ?? ZERO;
    return isTaxContained(line.tax, rules)
      ? { net: minorUnits(line.total - taxAmount), taxAmount, gross: line.total }
      : { net: line.total, taxAmount, gross: minorUnits(line.total + taxAmount) };
  });
}

/** Whether a line's total is what the customer pays for it. */
export function isTaxContained(
  tax: Pick<LineTax, 'scheme'>,
  { pricesIncludeTax }: Pick<TaxRules, 'pricesIncludeTax'>,
): boolean {
  return pricesIncludeTax || tax.scheme === 'margin';
}

/** What tax is due on: the total, or under the margin scheme what the shop earned. */
function taxBase({ total, quantity, tax, unitCost }: UntaxedLine): MinorUnits {
  if (tax.scheme === 'standard') return total;
  const cost = minorUnits(Math.min((unitCost ?? 0) * quantity, MINOR_UNITS_MAX));
  return marginOf({ gross: total, cost });
}

function taxOn(base: MinorUnits, tax: LineTax, rules: TaxRules): MinorUnits {
  const rate: BasisPoints = tax.basisPoints;
  return isTaxContained(tax, rules)
    ? splitInclusiveTax(base, rate).tax
    : addExclusiveTax(base, rate).tax;
}

/** Lines of one rate and scheme share a key; a rate that changed over time has two. */
function rateKey({ taxRateId, basisPoints, scheme }: LineTax): string {
  return `${taxRateId} ${basisPoints} ${scheme}`;
}

function placesByRate(lines: readonly UntaxedLine[]): Iterable<readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, { tax }] of lines.entries()) {
    const key = rateKey(tax);
    const known = places.get(key);
    if (known === undefined) places.set(key, [place]);
    else known.push(place);
  }
  return places.values();
}

/** Sums amounts by rate and scheme, in order of first appearance. */
export function sumTaxTotals(parts: Iterable<TaxTotal>): TaxTotal[] {
  const totals = new Map<string, TaxTotal>();
  for (const { tax, net, taxAmount, gross } of parts) {
    const key = rateKey(tax);
    const before = totals.get(key);
    totals.set(key, {
      tax: before?.tax ?? tax,
      net: minorUnits((before?.net ?? 0) + net),
      taxAmount: minorUnits((before?.taxAmount ?? 0) + taxAmount),
      gross: minorUnits((before?.gross ?? 0) + gross),
    });
  }
  return [...totals.values()];
}
