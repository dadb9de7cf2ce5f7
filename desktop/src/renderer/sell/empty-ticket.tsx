import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { SaleRowText } from '../receipts/sale-row-text.tsx';
import { usePort, useTillState } from '../state/till-context.tsx';
import { useText } from '../text/use-text.ts';
import styles from './empty-ticket.module.css';
import { useSell } from './sell-context.ts';

const SHOWN = 3;

/** What to do next, and what was done last. */
export function EmptyTicket() {
  const t = useText();
  const port = usePort();
  const model = useSell();
  const { parkedCount, sync } = useTillState();
  const recent = useQuery({
    queryKey: ['recent', SHOWN, '', sync.waitingSales],
    queryFn: () => port.sales.recent({ limit: SHOWN }),
    placeholderData: (before) => before,
  });
  const rows = recent.data ?? [];
  return (
    <div className={styles.empty}>
      <div className={styles.words}>
        <p className={styles.title}>{t('sell.ticketEmpty')}</p>
        <p className={styles.hint}>{t('sell.ticketEmptyHint')}</p>
      </div>
      {parkedCount > 0 && (
        <TouchKey wide layout="start" hint="F4" onPress={() => model.open({ kind: 'parked' })}>
          {t('sell.parkedCount', { count: parkedCount })}
        </TouchKey>
      )}
      {rows.length > 0 && (
        <div className={styles.recent}>
          <h3 className={styles.heading}>{t('sell.lastSales')}</h3>
          {rows.map((row) => (
            <TouchKey
              key={row.saleId}
              wide
              tone="quiet"
              layout="start"
              onPress={() => model.open({ kind: 'sales', saleId: row.saleId })}
            >
              <SaleRowText row={row} />
            </TouchKey>
          ))}
        </div>
      )}
    </div>
  );
}
