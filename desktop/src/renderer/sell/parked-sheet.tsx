import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import rowStyles from '../receipts/sale-row-text.module.css';
import { useCart, usePort, useTillState } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './forms.module.css';
import { useSell } from './sell-context.ts';

/** Tickets that wait for their customers. */
export function ParkedSheet() {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const format = useFormat();
  const cart = useCart();
  const call = useCall();
  const { parkedCount } = useTillState();
  const parked = useQuery({
    queryKey: ['parked', parkedCount],
    queryFn: () => port.parkedTickets.list({}),
    gcTime: 0,
  });
  const open = cart !== null && cart.lines.length > 0;
  const rows = parked.data?.tickets ?? [];
  return (
    <Sheet title={t('park.title')} closeLabel={t('app.back')} onClose={model.close}>
      <div className={styles.stack}>
        {open && rows.length > 0 && <p className={styles.lead}>{t('park.notEmpty')}</p>}
        {call.error !== null && <Failure error={call.error} />}
        {parked.data?.complete === false && (
          <p className={styles.lead} role="status">
            {t('park.onlyHere')}
          </p>
        )}
        {parked.isSuccess && rows.length === 0 && (
          <EmptyState title={t('park.none')}>{t('park.noneHint')}</EmptyState>
        )}
        <div className={styles.list}>
          {rows.map((row) => (
            <TouchKey
              key={row.id}
              wide
              layout="start"
              disabled={open || call.busy}
              onPress={() =>
                void call
                  .run(() => port.parkedTickets.recall({ id: row.id }))
                  .then((view) => {
                    if (view === null) return;
                    model.acceptCart(view);
                    model.chosen.set(view.lastLineId);
                    model.close();
                  })
              }
            >
              <span className={rowStyles.row}>
                <span>{row.label === '' ? t('park.unnamed') : row.label}</span>
                <span className={rowStyles.sum}>
                  <Money amount={row.total} />
                </span>
                <span className={rowStyles.facts}>
                  {t('park.row', {
                    time: format.time(row.parkedAt),
                    person: `${row.parkedBy} (${row.registerCode})`,
                    items: t('sell.ticketItems', { count: row.lineCount }),
                  })}
                </span>
              </span>
            </TouchKey>
          ))}
        </div>
      </div>
    </Sheet>
  );
}
