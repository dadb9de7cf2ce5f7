import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import type { ReactNode } from 'react';
import { useText } from '../text/use-text.ts';
import { Button } from './button.tsx';
import styles from './empty.module.css';
import { FailureNote } from './failure-note.tsx';

/** Where nothing is yet: what belongs here, and the way to it. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles.place}>
      <EmptyState title={title}>
        {children !== undefined && <div>{children}</div>}
        {action !== undefined && <div className={styles.action}>{action}</div>}
      </EmptyState>
    </div>
  );
}

/** What could not be read, and the way to try again. */
export function LoadFailed({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
}) {
  const t = useText();
  return (
    <div className={styles.failed}>
      <FailureNote error={error} />
      <Button icon="refresh" onPress={onRetry}>
        {t('admin.retry')}
      </Button>
    </div>
  );
}

/** Lines that stand for text on its way. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  const t = useText();
  return (
    <div className={styles.loading} role="status" aria-label={t('admin.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <span key={line} className={styles.line} />
      ))}
    </div>
  );
}
