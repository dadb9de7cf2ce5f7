import { useText } from '../text/use-text.ts';
import styles from './start.module.css';

/** The second before core has said anything. */
export function Connecting() {
  const t = useText();
  return (
    <main className={styles.page}>
      <div className={styles.card} role="status">
        <p className={styles.brand}>{t('app.name')}</p>
        <h1 className={styles.title}>{t('start.connecting')}</h1>
        <p className={styles.lead}>{t('start.connectingHint')}</p>
      </div>
    </main>
  );
}
