import { Sheet } from '@second-chance/ui/sheet.tsx';
import { useSell } from '../sell/sell-context.ts';
import { useTillState } from '../state/till-context.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './frame.module.css';
import { SaveUnsent } from './save-unsent.tsx';

/** What is on this till alone, that it is safe, and a copy of it to carry away. */
export function UnsentSheet() {
  const t = useText();
  const format = useFormat();
  const model = useSell();
  const { sync } = useTillState();
  return (
    <Sheet title={t('unsent.title')} closeLabel={t('app.back')} onClose={model.close}>
      <div className={styles.menu}>
        <p className={styles.figure}>
          {sync.waitingSales === 0
            ? t('unsent.none')
            : t('status.waiting', {
                count: sync.waitingSales,
                total: format.amount(sync.waitingTotal),
              })}
        </p>
        {sync.waitingSales > 0 && <p className={styles.lead}>{t('unsent.safe')}</p>}
        <p className={styles.lead}>{t('unsent.when')}</p>
        <SaveUnsent />
      </div>
    </Sheet>
  );
}
