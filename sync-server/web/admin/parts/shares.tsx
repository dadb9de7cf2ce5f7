import type { ReactNode } from 'react';
import styles from './shares.module.css';

export interface Share {
  readonly key: string;
  readonly name: ReactNode;
  readonly note?: string;
  readonly value: number;
  readonly figure: ReactNode;
}

/** Parts of a whole, the largest first: name, figure, and a bar as long as its part of the largest. */
export function Shares({ rows }: { readonly rows: readonly Share[] }) {
  const most = Math.max(1, ...rows.map(({ value }) => Math.abs(value)));
  return (
    <ul className={styles.list}>
      {rows.map(({ key, name, note, value, figure }) => (
        <li key={key} className={styles.row}>
          <span className={styles.name}>
            {name}
            {note !== undefined && <span className={styles.note}>{note}</span>}
          </span>
          <span className={styles.figure}>{figure}</span>
          <span className={styles.track} aria-hidden="true">
            <span
              className={styles.bar}
              data-negative={value < 0 || undefined}
              style={{ inlineSize: `${(Math.abs(value) / most) * 100}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
