import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './sheet.module.css';
import { TouchKey } from './touch-key.tsx';

interface Props {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Keys that stay in view below what scrolls. */
  readonly foot?: ReactNode;
}

/**
 * A sheet that lies over one part of the screen and leaves the rest in use: nothing is trapped,
 * nothing waits for it. Takes the focus when it appears and gives it back when it goes.
 */
export function Sheet({ title, closeLabel, onClose, children, foot }: Props) {
  const titleId = useId();
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const own = sheet.current;
    const first = own?.querySelector<HTMLElement>('[data-autofocus]') ?? own;
    first?.focus({ preventScroll: true });
    return () => {
      const inside =
        own?.contains(document.activeElement) || document.activeElement === document.body;
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <section ref={sheet} className={styles.sheet} aria-labelledby={titleId} tabIndex={-1}>
      <header className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        <TouchKey tone="quiet" hint="Esc" onPress={onClose}>
          {closeLabel}
        </TouchKey>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
      <div className={styles.body} tabIndex={0}>
        {children}
      </div>
      {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
    </section>
  );
}
