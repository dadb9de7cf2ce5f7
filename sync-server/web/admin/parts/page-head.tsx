import { type ReactNode, useEffect } from 'react';
import styles from './page-head.module.css';

interface Props {
  readonly title: string;
  /** One line below it: what this is, or for which store. */
  readonly lead?: ReactNode;
  /** How many there are, in words. */
  readonly count?: string | undefined;
  /** The one primary action, and what else belongs to the page as a whole (export, …). */
  readonly actions?: ReactNode;
}

/** The top of every page; its title is the document's, too. */
export function PageHead({ title, lead, count, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · Second Chance`;
  }, [title]);
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <h1 className={styles.title}>
          {title}
          {count !== undefined && <span className={styles.count}>{count}</span>}
        </h1>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
