/** The ticket as one of Stripe's readers shows it, whoever drives the reader. */
import type { CurrencyCode } from '../money/currency-code.ts';
import { type MinorUnits, minorUnits, sum } from '../money/minor-units.ts';
import { toStripeAmount } from './stripe-amount.ts';

export interface ToPay {
  readonly currency: CurrencyCode;
  /** What the card is charged, in minor units. */
  readonly amount: MinorUnits;
  readonly lines: readonly {
    readonly name: string;
    readonly quantity: number;
    /** In minor units. */
    readonly total: number;
  }[];
}

/** Amounts as Stripe counts them. */
export interface ReaderCart {
  readonly currency: string;
  readonly line_items: { readonly description: string; quantity: number; amount: number }[];
  readonly total: number;
}

const DESCRIPTION_MAX = 100;

/**
 * The cart to show; null where none can be: no lines, lines that are not what is charged (a card
 * pays a part), or an amount that Stripe cannot write. The reader asks for the amount all the same.
 */
export function readerCart({ lines, amount, currency }: ToPay): ReaderCart | null {
  if (lines.length === 0 || sum(lines.map(({ total }) => minorUnits(total))) !== amount)
    return null;
  const total = toStripeAmount(currency, amount);
  const items = lines.flatMap((line) => {
    const written = toStripeAmount(currency, minorUnits(line.total));
    const description = line.name.slice(0, DESCRIPTION_MAX);
    return written === null
      ? []
      : [{ description, quantity: Math.abs(line.quantity) || 1, amount: written }];
  });
  if (total === null || items.length < lines.length) return null;
  return { currency: currency.toLowerCase(), line_items: items, total };
}
