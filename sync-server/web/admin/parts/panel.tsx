import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

/** A part of a page with what it is about; the figure that counts stands beside the title. */
export function Panel({
  title,
  figure,
  wide = false,
  children,
}: {
  readonly title: string;
  readonly figure?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.panel} data-wide={wide || undefined} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {figure !== undefined && <p className={styles.figure}>{figure}</p>}
      </header>
      {children}
    </section>
  );
}

/** Panels beside each other, as many as there is room for; scrolls as a whole. */
export function Panels({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too
    <div className={styles.scroller} tabIndex={0}>
      <div className={styles.panels}>{children}</div>
    </div>
  );
}
