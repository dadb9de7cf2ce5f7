import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { Amount } from '@second-chance/ui/amount.tsx';
import { useFormat } from './use-format.ts';

interface Props {
  readonly amount: MinorUnits;
  readonly form?: 'full' | 'plain';
  readonly size?: 'text' | 'due';
}

/** An amount in the store's currency. */
export function Money(props: Props) {
  const { currency, locale } = useFormat();
  return <Amount {...props} currency={currency} locale={locale} />;
}
