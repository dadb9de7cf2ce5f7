import { assert } from '../assert.ts';
import {
  type BasisPoints,
  type MinorUnits,
  minorUnits,
  mulDivHalfAway,
} from '../money/minor-units.ts';

/**
 * Splits a tax-inclusive amount into its net and tax parts.
 *
 * Units: `gross` in minor units, negative for a refund; `rate` in basis points.
 * Promise: `net + tax === gross`, and a refund is the exact mirror of its sale.
 * Rounding: net is rounded half away from zero; tax is what is left and is never rounded itself,
 * because two roundings could lose a cent between them.
 * Errors: none. An impossible amount or rate is a bug and asserts.
 */
export function splitInclusiveTax(gross: MinorUnits, rate: BasisPoints): TaxSplit {
  const net = mulDivHalfAway(gross, 10_000, 10_000 + rate);
  const tax = minorUnits(gross - net);
  assert(net + tax === gross, 'net and tax must add up to gross');
  return { net, tax };
}

export interface TaxSplit {
  readonly net: MinorUnits;
  readonly tax: MinorUnits;
}
