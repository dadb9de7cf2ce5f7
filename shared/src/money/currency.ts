import { CURRENCY_TABLE } from './currency-table.ts';

export interface Currency {
  /** Digits after the decimal point: EUR 2, JPY 0, KWD 3. */
  readonly decimals: number;
  /** The smallest step that cash can pay, in minor units; 1 where cash is not rounded. */
  readonly cashIncrement: number;
}

/**
 * What ISO 4217 says of a currency, or null for a code that it does not list.
 *
 * `cashIncrement` is the usual one of the currency; a store sets its own, because countries that
 * share a currency differ (euro cents are rounded in Finland and not in Germany).
 */
export function currencyOf(code: string): Currency | null {
  return Object.hasOwn(CURRENCY_TABLE, code) ? (CURRENCY_TABLE[code] ?? null) : null;
}

/** Decimals of a currency; 2 for a code that ISO 4217 does not list. */
export function decimalsOf(code: string): number {
  return currencyOf(code)?.decimals ?? 2;
}
