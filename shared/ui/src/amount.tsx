import { formatAmount, formatPlainAmount } from '@second-chance/shared/money/format-amount.ts';
import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import styles from './amount.module.css';
import { classNames } from './class-names.ts';

interface Props {
  readonly amount: MinorUnits;
  readonly currency: string;
  readonly locale: string;
  /** `plain` leaves the currency out, for columns that all share one. */
  readonly form?: 'full' | 'plain';
  /** `due`: the one large figure of a screen; a long one shrinks so that it stays whole. */
  readonly size?: 'text' | 'due';
}

/** An amount in its currency, with figures of one width so that columns do not jump. */
export function Amount({ amount, currency, locale, form = 'full', size = 'text' }: Props) {
  const write = form === 'plain' ? formatPlainAmount : formatAmount;
  // The minus sign of typography has the width of a figure; a hyphen is lost beside one.
  const text = write(amount, { currency, locale }).replace('-', '−');
  return (
    <span
      className={classNames(styles.amount, size === 'due' && styles.due)}
      data-long={text.length > LONG || undefined}
    >
      {text}
    </span>
  );
}

/** Characters of the due size that fit the ticket's column. */
const LONG = 12;
