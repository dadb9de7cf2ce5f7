import { type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../text/use-text.ts';
import { Button } from './button.tsx';
import styles from './side-sheet.module.css';

interface Props {
  readonly title: string;
  /** Below the title: a number, a state. */
  readonly lead?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Stays in view below what scrolls. */
  readonly foot?: ReactNode;
  readonly wide?: boolean;
}

/**
 * A sheet at the side for one thing of a list; the list stays in use beside it. Takes the focus when
 * it appears, gives it back when it goes, and closes by Escape.
 */
export function SideSheet({ title, lead, onClose, children, foot, wide = false }: Props) {
  const t = useText();
  const titleId = useId();
  const sheet = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const before = document.activeElement;
    const own = sheet.current;
    const first = own?.querySelector<HTMLElement>('[data-autofocus]') ?? own;
    first?.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      // A dialog above it is closed first, by the browser.
      if (document.querySelector('dialog[open]') !== null) return;
      // A dialog that asks before it closes would hear of this very key otherwise, and be gone.
      event.preventDefault();
      close.current();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      const inside =
        own?.contains(document.activeElement) || document.activeElement === document.body;
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // Outside of what may scroll or be covered; pages of the frame leave room for it.
  const place = document.getElementById('sheets') ?? document.body;
  return createPortal(
    <section
      ref={sheet}
      className={styles.sheet}
      data-wide={wide || undefined}
      aria-labelledby={titleId}
      tabIndex={-1}
    >
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {lead !== undefined && <div className={styles.lead}>{lead}</div>}
        </div>
        <Button tone="quiet" icon="close" label={t('admin.close')} onPress={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
      <div className={styles.body} tabIndex={0}>
        {children}
      </div>
      {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
    </section>,
    place,
  );
}
