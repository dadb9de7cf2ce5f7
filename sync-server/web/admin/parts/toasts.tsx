/** Short words about what was just done, with the way back where there is one. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { failureOf } from '../api/failure.ts';
import { useText } from '../text/use-text.ts';
import { Button } from './button.tsx';
import styles from './toasts.module.css';
import { useTimeout } from './use-timeout.ts';

export interface Toast {
  readonly text: string;
  /** Takes back what was done. */
  readonly undo?: (() => unknown) | undefined; // a promise that fails is told of
}

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** `show({ text, undo })`: it stays long enough to be read and to change one's mind. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

const SHOWN_MS = 8_000;

export function Toasts({ children }: { readonly children: ReactNode }) {
  const t = useText();
  const [toasts, setToasts] = useState<readonly (Toast & { readonly id: number })[]>([]);
  const show = useCallback((toast: Toast) => {
    setToasts((before) => [...before.slice(-2), { ...toast, id: (before.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const remove = useCallback(
    (id: number) => setToasts((before) => before.filter((toast) => toast.id !== id)),
    [],
  );
  const value = useMemo(() => show, [show]);
  return (
    <ToastContext value={value}>
      {children}
      <div className={styles.toasts} role="status">
        {toasts.map((toast) => (
          <UndoToast
            key={toast.id}
            toast={toast}
            onGone={() => remove(toast.id)}
            onFailed={(error) => show({ text: t(`error.${failureOf(error).code}`) })}
          />
        ))}
      </div>
    </ToastContext>
  );
}

function UndoToast({
  toast,
  onGone,
  onFailed,
}: {
  readonly toast: Toast;
  readonly onGone: () => void;
  readonly onFailed: (error: unknown) => void;
}) {
  const t = useText();
  useTimeout(onGone, SHOWN_MS);
  const { undo } = toast;
  return (
    <div className={styles.toast}>
      <p className={styles.text}>{toast.text}</p>
      {undo !== undefined && (
        <Button
          tone="quiet"
          icon="undo"
          onPress={() => {
            onGone();
            Promise.resolve(undo()).catch(onFailed);
          }}
        >
          {t('admin.undo')}
        </Button>
      )}
      <Button tone="quiet" icon="close" label={t('admin.close')} onPress={onGone} />
    </div>
  );
}
