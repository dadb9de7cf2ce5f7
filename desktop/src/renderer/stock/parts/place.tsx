/** The frame of every place: its name, what it counts, the one thing to do. */
import type { ReactNode } from 'react';
import styles from './parts.module.css';

export function Place({
  title,
  lead,
  actions,
  children,
}: {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.place} aria-label={title}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** What scrolls below the head of a place. */
export function PlaceBody({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
    <div className={styles.body} tabIndex={0}>
      {children}
    </div>
  );
}
