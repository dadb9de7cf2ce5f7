import { useState } from 'react';
import { useSession } from '../frame/session-context.tsx';
import { Icon } from '../parts/icon.tsx';
import { useText } from '../text/use-text.ts';
import styles from './work.module.css';
import { isOpen, useWork } from './work-context.tsx';
import { WorkSheet } from './work-sheet.tsx';

/** In the top bar: whether something is being done, and the way to see what. */
export function WorkButton() {
  const t = useText();
  const session = useSession();
  const { tasks } = useWork();
  const [open, setOpen] = useState(false);
  if (!session.can('edit_catalogue')) return null;
  const running = tasks.filter(isOpen);
  const [first] = running;
  const share = first?.total ? Math.floor((100 * first.done) / first.total) : null;
  const label =
    running.length === 0
      ? t('admin.work.title')
      : t('admin.work.runningCount', { count: running.length });
  return (
    <>
      <button
        type="button"
        className={styles.button}
        aria-label={label}
        title={label}
        aria-expanded={open}
        data-busy={running.length > 0 || undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name="jobs" />
        {running.length > 0 && (
          <span className={styles.share}>{share === null ? '…' : `${share} %`}</span>
        )}
      </button>
      {open && <WorkSheet onClose={() => setOpen(false)} />}
    </>
  );
}
