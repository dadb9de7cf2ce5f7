import { type MinorUnits, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { Amount } from '@second-chance/ui/amount.tsx';
import { useFormat } from '../text/use-format.ts';

/** An amount in minor units, as the chosen store writes it. */
export function Money({
  amount,
  currency,
  form = 'full',
}: {
  readonly amount: number;
  readonly currency: string;
  readonly form?: 'full' | 'plain';
}) {
  const { locale } = useFormat();
  const units: MinorUnits = minorUnits(amount);
  return <Amount amount={units} currency={currency} locale={locale} form={form} />;
}
