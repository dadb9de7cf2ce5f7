import type { SaleRow } from '@second-chance/shared/contract/till/views.ts';
import { Money } from '../text/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './sale-row-text.module.css';

/** One earlier sale in two lines: number and sum, then when, who, how much, and whether it was sent. */
export function SaleRowText({ row }: { readonly row: SaleRow }) {
  const t = useText();
  const format = useFormat();
  const items = t('sell.ticketItems', { count: row.pieces });
  return (
    <span className={styles.row}>
      <span className={styles.number}>
        {row.receiptNumber}
        {row.kind !== 'sale' && ` · ${t(`sales.kind.${row.kind}`)}`}
      </span>
      <span className={styles.sum}>
        <Money amount={row.gross} />
      </span>
      <span className={styles.facts}>
        {t('sales.row', { time: format.time(row.at), person: row.staff, items })}
      </span>
      <span className={row.sent ? styles.sent : styles.waiting}>
        {row.sent ? t('sales.sent') : `▲ ${t('sales.waiting')}`}
      </span>
    </span>
  );
}
