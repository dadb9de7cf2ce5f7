import { assert } from '../assert.ts';
import { type BasisPoints, type MinorUnits, minorUnits } from '../money/minor-units.ts';
import { splitInclusiveTax } from './inclusive-tax.ts';

/**
 * The tax on second-hand goods under the margin scheme: contained in what they were sold for above
 * what they were bought for, and never below zero.
 *
 * Units: `gross` is what the customer pays, `cost` what the shop paid, both for all pieces of the
 * line and not negative; returns are mirrored from their sale instead.
 * Promise: `net + tax === gross`. The tax is for the books: it never stands on a receipt.
 * Source: DOMAIN.md, "Margin scheme".
 */
export function marginTax({ gross, cost, rate }: MarginSale): MarginTax {
  const margin = marginOf({ gross, cost });
  const { tax } = splitInclusiveTax(margin, rate);
  return { margin, tax, net: minorUnits(gross - tax) };
}

/** What the shop earned on goods, never below zero; tax included. Units as in `marginTax`. */
export function marginOf({ gross, cost }: Omit<MarginSale, 'rate'>): MinorUnits {
  assert(gross >= 0 && cost >= 0, `negative margin sale: ${gross} for ${cost}`);
  return minorUnits(Math.max(0, gross - cost));
}

export interface MarginSale {
  readonly gross: MinorUnits;
  readonly cost: MinorUnits;
  readonly rate: BasisPoints;
}

export interface MarginTax {
  readonly margin: MinorUnits;
  readonly net: MinorUnits;
  readonly tax: MinorUnits;
}
