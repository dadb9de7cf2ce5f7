import { useNow } from '../parts/use-timeout.ts';
import { useText } from '../text/use-text.ts';
import styles from './enrolment-code.module.css';

interface Props {
  readonly code: string;
  readonly expiresAt: number;
  /** A till enrolled since it was made. */
  readonly usedNow: boolean;
}

/** A one-time code, large enough to be read from the counter, and for how long it works. */
export function EnrolmentCode({ code, expiresAt, usedNow }: Props) {
  const t = useText();
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.ceil((expiresAt - now) / 1_000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const over = seconds === 0;
  return (
    <section className={styles.card} aria-label={t('admin.registers.codeTitle')}>
      {usedNow ? (
        <p role="status">{t('admin.registers.codeUsed')}</p>
      ) : (
        <>
          <p>{t('admin.registers.codeLead')}</p>
          <p className={styles.code} data-over={over || undefined}>
            {code}
          </p>
          <p className={styles.time} role="timer">
            {over ? t('admin.registers.codeOver') : t('admin.registers.codeTime', { time: clock })}
          </p>
        </>
      )}
    </section>
  );
}
