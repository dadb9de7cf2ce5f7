/**
 * Amounts in the form in which Stripe counts them, which is not everywhere ISO 4217's.
 *
 * Source: Stripe's documentation, "Supported currencies": zero-decimal and three-decimal currencies,
 * and the special cases of ISK and UGX.
 */
import { decimalsOf } from '../money/currency.ts';
import type { CurrencyCode } from '../money/currency-code.ts';
import { type MinorUnits, minorUnits, mulDivHalfAway } from '../money/minor-units.ts';

const WHOLE_UNITS: ReadonlySet<string> = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'JPY',
  'KMF',
  'KRW',
  'MGA',
  'PYG',
  'RWF',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
/** Three decimals of which the last must be 0. */
const THOUSANDTHS: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
/** Without decimals, yet written with two that must be 00. */
const WHOLE_WRITTEN_WITH_TWO: ReadonlySet<string> = new Set(['ISK', 'UGX']);

/** Minor units as Stripe counts them; null where Stripe cannot charge this very amount. */
export function toStripeAmount(currency: CurrencyCode, amount: MinorUnits): number | null {
  const shift = stripeDecimals(currency) - decimalsOf(currency);
  const scaled = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift;
  if (!Number.isSafeInteger(scaled)) return null;
  if (THOUSANDTHS.has(currency) && scaled % 10 !== 0) return null;
  if (WHOLE_WRITTEN_WITH_TWO.has(currency) && scaled % 100 !== 0) return null;
  return scaled;
}

/** What Stripe says, in minor units. */
export function fromStripeAmount(currency: CurrencyCode, amount: number): MinorUnits {
  const shift = decimalsOf(currency) - stripeDecimals(currency);
  return shift >= 0 ? minorUnits(amount * 10 ** shift) : mulDivHalfAway(amount, 1, 10 ** -shift);
}

function stripeDecimals(currency: CurrencyCode): number {
  if (WHOLE_UNITS.has(currency)) return 0;
  return THOUSANDTHS.has(currency) ? 3 : 2;
}
