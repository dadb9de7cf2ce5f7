import { assert } from '../assert.ts';
import type { TaxRateDocument } from '../documents/reference-data.ts';
import type { BasisPoints } from '../money/minor-units.ts';
import type { BusinessDay } from '../time/time.ts';

/**
 * The rate in force on a day: the last that has begun. Before any has begun it is the first, so
 * that a till with a wrong clock charges some tax rather than none.
 */
export function taxRateOn(rate: Pick<TaxRateDocument, 'rates'>, day: BusinessDay): BasisPoints {
  const [first] = rate.rates;
  assert(first !== undefined, 'a tax rate has at least one rate');
  // Days are written so that the order of the text is the order of time.
  let inForce = first;
  for (const candidate of rate.rates) if (candidate.validFrom <= day) inForce = candidate;
  return inForce.basisPoints;
}
