import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './status.module.css';

interface Props {
  readonly label: string;
  readonly tone: 'good' | 'waiting' | 'problem';
  /** One or two words: `Online`, `Offline 12 min`. Said together with a shape, never by colour alone. */
  readonly sign: string;
  readonly children?: ReactNode;
  /** At the far end: how far the catalogue is, which help there is. */
  readonly end?: ReactNode;
}

const SHAPES = { good: '●', waiting: '▲', problem: '■' } as const;

/** The bar at the foot of every screen of the till. */
export function StatusBar({ label, tone, sign, children, end }: Props) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: at the foot of the page it is contentinfo
    <footer className={classNames(styles.bar, styles[tone])} aria-label={label}>
      <span className={styles.sign} role={tone === 'problem' ? 'alert' : 'status'}>
        <span aria-hidden="true">{SHAPES[tone]}</span>
        {sign}
      </span>
      {children}
      {end !== undefined && <span className={styles.end}>{end}</span>}
    </footer>
  );
}

/** Across the whole width, for what a person must know before anything else. */
export function Notice({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.notice} role="alert">
      <strong>{title}</strong>
      <span>{children}</span>
    </div>
  );
}
