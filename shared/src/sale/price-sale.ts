/** Prices a ticket: the one place where a sale's numbers come from. */
import { allocate } from '../money/allocate.ts';
import { type MinorUnits, sum, ZERO } from '../money/minor-units.ts';
import { isMirrored, type LineInput, type SaleLineInput } from './line-input.ts';
import { sumTaxTotals, type TaxedAmounts, type TaxRules, taxLines } from './line-tax.ts';
import {
  discountOn,
  pricePathBeforeCart,
  totalOf,
  withCartDiscount,
  withTaxExemption,
} from './price-path.ts';
import type { CartDiscount, PriceStep, SaleLine, SaleRecord, TaxTotal } from './sale-record.ts';

export interface PricingRules extends TaxRules {
  readonly currency: SaleRecord['currency'];
}

export interface Ticket {
  readonly settings: PricingRules;
  /** In the order of ringing up; numbered from 1 without gaps. */
  readonly lines: readonly LineInput[];
  readonly cartDiscount: CartDiscount | null;
}

export interface PricedSale {
  readonly lines: SaleLine[];
  readonly taxTotals: TaxTotal[];
  readonly net: MinorUnits;
  readonly taxAmount: MinorUnits;
  readonly gross: MinorUnits;
}

/**
 * Prices all lines of a ticket and sums them.
 *
 * Units: minor units of the store's currency. The cart discount is worked out on the sale lines
 * together and split over them in proportion to their totals; lines that come back keep the amounts
 * of their sale. Promises: lines sum to the tax totals and these to the totals, exactly; no line
 * that is sold is below zero.
 * Errors: none. A quantity below one or an amount out of range asserts (see `isPriceable`).
 */
export function priceSale({ settings, lines, cartDiscount }: Ticket): PricedSale {
  const sold = lines.filter((line): line is SaleLineInput => !isMirrored(line));
  const paths = discountCart(sold, cartDiscount).map((path, index) => {
    const exemptFrom = sold[index]?.exemptFrom ?? null;
    return exemptFrom === null ? path : withTaxExemption(path, exemptFrom);
  });
  const untaxed = sold.map(({ quantity, tax, unitCost }, index) => {
    return { total: totalOf(paths[index] ?? []), quantity, tax, unitCost };
  });
  const amounts = taxLines(untaxed, settings);

  let nextSold = 0;
  const priced = lines.map((line) => {
    if (isMirrored(line)) return line.mirrored;
    const index = nextSold;
    nextSold += 1;
    return saleLine(line, paths[index] ?? [], amounts[index] ?? NOTHING);
  });
  return { lines: priced, ...totalsOf(priced) };
}

/** The sums of a record's lines, by rate and in all. */
export function totalsOf(lines: readonly SaleLine[]): Omit<PricedSale, 'lines'> {
  const taxTotals = sumTaxTotals(lines);
  return {
    taxTotals,
    net: sum(taxTotals.map(({ net }) => net)),
    taxAmount: sum(taxTotals.map(({ taxAmount }) => taxAmount)),
    gross: sum(taxTotals.map(({ gross }) => gross)),
  };
}

const NOTHING: TaxedAmounts = { net: ZERO, taxAmount: ZERO, gross: ZERO };

/** Money paid into a gift card is no goods: nothing comes off it. */
function discountCart(
  lines: readonly SaleLineInput[],
  discount: CartDiscount | null,
): PriceStep[][] {
  const paths = lines.map(pricePathBeforeCart);
  if (discount === null || paths.length === 0) return paths;
  const totals = paths.map((path, index) =>
    lines[index]?.loads === undefined ? totalOf(path) : ZERO,
  );
  const shares = allocate(discountOn(sum(totals), discount), totals);
  return paths.map((path, index) => withCartDiscount(path, shares[index] ?? ZERO));
}

function saleLine(line: SaleLineInput, pricePath: PriceStep[], amounts: TaxedAmounts): SaleLine {
  return {
    lineNumber: line.lineNumber,
    itemId: line.itemId,
    sku: line.sku,
    name: line.name,
    quantity: line.quantity,
    tracksStock: line.tracksStock,
    pricePath,
    tax: line.tax,
    unitCost: line.unitCost,
    ...amounts,
    returnOf: null,
    note: line.note,
    ...(line.loads && { loads: line.loads }),
  };
}
