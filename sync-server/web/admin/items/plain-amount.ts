import { formatPlainAmount } from '@second-chance/shared/money/format-amount.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';

/** An amount as it stands in a field: without its currency and without grouping. */
export function plainAmount(
  amount: number,
  style: { readonly currency: string; readonly locale: string },
): string {
  const parts = new Intl.NumberFormat(style.locale).formatToParts(123_456_789);
  const group = parts.find(({ type }) => type === 'group')?.value ?? ' ';
  return formatPlainAmount(minorUnits(amount), style).replaceAll(group, '');
}
