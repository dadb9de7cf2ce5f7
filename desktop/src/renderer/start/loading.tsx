import { Progress } from '@mantine/core';
import { useTillState } from '../state/till-context.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { percentLoaded } from './percent-loaded.ts';
import styles from './start.module.css';

/** Enrolled, and what selling needs is on its way. */
export function Loading() {
  const t = useText();
  const { locale } = useFormat();
  const { catalogue, sync, register } = useTillState();
  const percent = percentLoaded(catalogue);
  const number = new Intl.NumberFormat(locale);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <p className={styles.brand}>
          {t('app.name')} {register?.name}
        </p>
        <h1 className={styles.title}>{t('loading.title')}</h1>
        <p className={styles.lead}>{t('loading.body')}</p>
        <Progress
          value={percent}
          size={12}
          color="var(--sc-green)"
          aria-label={t('loading.progress', { percent })}
        />
        <p className={styles.figure} role="status">
          <strong>{t('loading.progress', { percent })}</strong>
          {catalogue.total > 0 &&
            ` · ${t('loading.count', {
              done: number.format(catalogue.documents),
              total: number.format(catalogue.total),
            })}`}
        </p>
        {!sync.online && <p role="alert">{t('loading.offline')}</p>}
      </div>
    </main>
  );
}
