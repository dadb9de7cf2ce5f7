import { decimalsOf } from '@second-chance/shared/money/currency.ts';
import { localeOrEnglish } from '@second-chance/shared/money/format-amount.ts';

/** What the keypad's extra key types: the locale's decimal sign, or `00` where there are no cents. */
export function decimalSign({
  currency,
  locale,
}: {
  readonly currency: string;
  readonly locale: string;
}) {
  if (decimalsOf(currency) === 0) return '00';
  const parts = new Intl.NumberFormat(localeOrEnglish(locale)).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}
