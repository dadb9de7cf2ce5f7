import { sum } from '@second-chance/shared/money/minor-units.ts';
import type Stripe from 'stripe';
import type { Charge } from '../provider.ts';
import { toStripeAmount } from './stripe-amount.ts';

/** The ticket as a reader shows it; null where it cannot: a part of it paid by card, or no lines. */
export function readerDisplay({
  lines,
  amount,
  currency,
}: Pick<
  Charge,
  'lines' | 'amount' | 'currency'
>): Stripe.Terminal.ReaderSetReaderDisplayParams | null {
  if (lines.length === 0 || sum(lines.map(({ total }) => total)) !== amount) return null;
  const shown = lines.map((line) => ({
    description: line.name.slice(0, 100),
    quantity: Math.abs(line.quantity) || 1,
    amount: toStripeAmount(currency, line.total as typeof amount),
  }));
  const total = toStripeAmount(currency, amount);
  if (total === null || shown.some((line) => line.amount === null)) return null;
  return {
    type: 'cart',
    cart: {
      currency: currency.toLowerCase(),
      line_items: shown.map((line) => ({ ...line, amount: line.amount ?? 0 })),
      total,
    },
  };
}
