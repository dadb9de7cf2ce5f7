import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useText } from '../text/use-text.ts';
import { Button } from './button.tsx';
import styles from './confirm-dialog.module.css';
import { FailureNote } from './failure-note.tsx';

interface Props {
  readonly title: string;
  /** What will happen, and what stays. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  /** `danger` for what cannot be undone. */
  readonly tone?: 'primary' | 'danger';
  readonly busy?: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before what cannot be undone. Everything behind it waits. */
export function ConfirmDialog(props: Props) {
  const t = useText();
  return (
    <Dialog
      title={props.title}
      onClose={props.onCancel}
      foot={
        <>
          <Button onPress={props.onCancel}>{t('admin.cancel')}</Button>
          <Button
            tone={props.tone ?? 'primary'}
            busy={props.busy ?? false}
            onPress={props.onConfirm}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      {props.children}
      {props.error != null && <FailureNote error={props.error} />}
    </Dialog>
  );
}

/** A window above everything, by the browser's own means: focus stays in it, Escape closes it. */
export function Dialog({
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
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const own = dialog.current;
    if (own === null || own.open) return;
    own.showModal();
    own.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => own.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <div className={styles.body}>{children}</div>
      {foot !== undefined && <div className={styles.foot}>{foot}</div>}
    </dialog>
  );
}
