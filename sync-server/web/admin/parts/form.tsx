import { type FormEvent, type ReactNode, useRef } from 'react';
import styles from './form.module.css';

/** A form that sends nothing by itself; Enter in a field submits it, and only once at a time. */
export function Form({
  onSubmit,
  children,
  id,
  label,
}: {
  readonly onSubmit: () => unknown;
  readonly children: ReactNode;
  readonly id?: string;
  readonly label?: string;
}) {
  const running = useRef(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (running.current) return;
    running.current = true;
    try {
      await onSubmit();
    } finally {
      running.current = false;
    }
  }
  return (
    <form id={id} className={styles.form} aria-label={label} noValidate onSubmit={submit}>
      {children}
      {/* With one submit key the browser takes Enter in any field for it; the visible one may stand outside. */}
      <button type="submit" hidden tabIndex={-1} aria-hidden="true" />
    </form>
  );
}

/** Fields beside each other where there is room. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** A part of a long form, with what it is about. */
export function FormSection({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className={styles.section}>
      <legend className={styles.title}>{title}</legend>
      {children}
    </fieldset>
  );
}
