import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useKeys } from '../../keys/keyboard.ts';
import { useText } from '../../text/use-text.ts';
import styles from './parts.module.css';

/**
 * A sheet beside the list for one thing of it. Takes the focus when it appears, gives it back when
 * it goes, and closes by Escape.
 */
export function SideSheet({
  title,
  onClose,
  children,
  foot,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}) {
  const t = useText();
  const titleId = useId();
  const sheet = useRef<HTMLElement>(null);
  useKeys({ Esc: onClose });
  useEffect(() => {
    const before = document.activeElement;
    const own = sheet.current;
    (own?.querySelector<HTMLElement>('[data-autofocus]') ?? own)?.focus({ preventScroll: true });
    return () => {
      const inside =
        own?.contains(document.activeElement) || document.activeElement === document.body;
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <section ref={sheet} className={styles.sheet} aria-labelledby={titleId} tabIndex={-1}>
      <header className={styles.sheetHead}>
        <h3 id={titleId} className={styles.sheetTitle}>
          {title}
        </h3>
        <TouchKey size="small" tone="quiet" hint="Esc" onPress={onClose}>
          {t('stock.close')}
        </TouchKey>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
      <div className={styles.sheetBody} tabIndex={0}>
        {children}
      </div>
      {foot !== undefined && <footer className={styles.sheetFoot}>{foot}</footer>}
    </section>
  );
}
