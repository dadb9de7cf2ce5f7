import { useTillState } from '../state/till-context.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './start.module.css';

/** The file did not pass its checks: what is known, and what a person does now. */
export function Damaged() {
  const t = useText();
  const format = useFormat();
  const { damage } = useTillState();
  return (
    <main className={styles.page}>
      <div className={`${styles.card} ${styles.wide} ${styles.alarm}`} role="alert">
        <h1 className={styles.title}>{t('damaged.title')}</h1>
        <p>{t('damaged.sellingStopped')}</p>
        <dl className={styles.facts}>
          <dt>{t('damaged.missing')}</dt>
          <dd>
            {damage?.message} <small>{damage?.code}</small>
          </dd>
          <dt>{t('damaged.backup')}</dt>
          <dd>
            {damage?.newestBackup == null
              ? t('damaged.noBackup')
              : format.dateTime(damage.newestBackup)}
          </dd>
        </dl>
        <h2>{t('damaged.todo')}</h2>
        <ol className={styles.steps}>
          <li>{t('damaged.step1')}</li>
          <li>{t('damaged.step2')}</li>
          <li>{t('damaged.step3')}</li>
        </ol>
      </div>
    </main>
  );
}
