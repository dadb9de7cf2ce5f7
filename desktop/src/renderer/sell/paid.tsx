import type { CompletedSale } from '@second-chance/shared/contract/till/views.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { Money } from '../text/money.tsx';
import { sizeOf } from '../text/size-of.ts';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './paid.module.css';
import { useSell } from './sell-context.ts';

/** The change, large, until the next scan. There is nothing to close. */
export function Paid({ sale }: { readonly sale: CompletedSale }) {
  const t = useText();
  const format = useFormat();
  const model = useSell();
  const back = sale.gross < 0;
  const credited = back && sale.change === 0;
  const even = !back && sale.change === 0;
  return (
    <div className={styles.paid}>
      <div className={styles.figure} role="status">
        {even ? (
          <p className={styles.even}>{t('pay.noChange')}</p>
        ) : (
          <>
            <p className={styles.word}>
              {t(credited ? 'pay.credit' : back ? 'pay.handBackNow' : 'pay.change')}
            </p>
            <Money amount={credited ? sizeOf(sale.gross) : sale.change} size="due" />
          </>
        )}
        <p className={styles.receipt}>
          {!back && `${t('pay.paid', { amount: format.amount(sale.gross) })} · `}
          <span className={styles.number}>{sale.receiptNumber}</span>
        </p>
      </div>
      <TouchKey hint="F6" onPress={() => model.open({ kind: 'sales', saleId: sale.saleId })}>
        {t('pay.receipt')}
      </TouchKey>
      <p className={styles.hint}>{t('pay.nextScan')}</p>
    </div>
  );
}
