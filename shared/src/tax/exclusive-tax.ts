import {
  type BasisPoints,
  type MinorUnits,
  minorUnits,
  mulDivHalfAway,
} from '../money/minor-units.ts';

/**
 * Adds tax to an amount that does not include it.
 *
 * Units: `net` in minor units, negative for a refund; `rate` in basis points.
 * Promise: `net + tax === gross`, and a refund is the exact mirror of its sale.
 * Rounding: tax is rounded half away from zero.
 */
export function addExclusiveTax(net: MinorUnits, rate: BasisPoints): TaxAdded {
  const tax = mulDivHalfAway(net, rate, 10_000);
  return { tax, gross: minorUnits(net + tax) };
}

export interface TaxAdded {
  readonly tax: MinorUnits;
  readonly gross: MinorUnits;
}
