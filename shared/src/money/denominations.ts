import type { CurrencyCode } from './currency-code.ts';
import { type MinorUnits, minorUnits } from './minor-units.ts';

const EURO = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1];
const DOLLAR = [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 10, 5, 1];

/** Notes and coins in circulation, in minor units, the largest first (central banks, 2025). */
const DENOMINATIONS: Readonly<Record<string, readonly number[]>> = {
  EUR: EURO,
  USD: DOLLAR,
  CAD: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 25, 10, 5],
  AUD: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5],
  NZD: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10],
  GBP: [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  CHF: [100_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5],
  SEK: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100],
  NOK: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 100],
  DKK: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50],
  PLN: [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  CZK: [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100],
  JPY: [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1],
};

/** Notes and coins to count a drawer by, the largest first; empty for a currency not listed. */
export function denominationsOf(currency: CurrencyCode): readonly MinorUnits[] {
  return (DENOMINATIONS[currency] ?? []).map(minorUnits);
}

export interface CountedPieces {
  readonly value: MinorUnits;
  readonly count: number;
}

/** What counted notes and coins come to. */
export function sumOfPieces(pieces: readonly CountedPieces[]): MinorUnits {
  return minorUnits(pieces.reduce((sum, { value, count }) => sum + value * count, 0));
}
