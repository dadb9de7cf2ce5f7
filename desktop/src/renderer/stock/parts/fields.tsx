/** Fields of the stock screens: label above, what is wrong below, dense and still a finger high. */
import { classNames } from '@second-chance/ui/class-names.ts';
import { type KeyboardEvent, type ReactNode, type Ref, useId } from 'react';
import styles from './parts.module.css';

interface Common {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it, in words. */
  readonly error?: string | undefined;
  readonly disabled?: boolean | undefined;
}

interface Ids {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly disabled: boolean | undefined;
}

function Field({
  label,
  hint,
  error,
  disabled,
  children,
}: Common & { readonly children: (ids: Ids) => ReactNode }) {
  const id = useId();
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': about === '' ? undefined : about,
        'aria-invalid': error !== undefined || undefined,
        disabled,
      })}
      {hint !== undefined && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {error !== undefined && (
        <span id={`${id}-error`} className={styles.wrong}>
          {error}
        </span>
      )}
    </div>
  );
}

interface LineProps extends Common {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'date';
  readonly kind?: 'text' | 'figures' | 'code';
  readonly inputMode?: 'text' | 'decimal' | 'numeric';
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  /** Ids of a `datalist` of what others wrote before. */
  readonly list?: string;
}

export function LineField(props: LineProps) {
  const { kind = 'text', type = 'text', autoFocus = false } = props;
  return (
    <Field {...props}>
      {(ids) => (
        <input
          {...ids}
          ref={props.inputRef}
          type={type}
          className={classNames(styles.control, kind !== 'text' && styles[kind])}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
          onKeyDown={props.onKeyDown}
          inputMode={props.inputMode}
          maxLength={props.maxLength}
          placeholder={props.placeholder}
          list={props.list}
          autoComplete="off"
          spellCheck={false}
          data-autofocus={autoFocus || undefined}
        />
      )}
    </Field>
  );
}

export function AreaField(
  props: Common & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly maxLength?: number;
    readonly rows?: number;
  },
) {
  return (
    <Field {...props}>
      {(ids) => (
        <textarea
          {...ids}
          className={styles.control}
          rows={props.rows ?? 2}
          value={props.value}
          maxLength={props.maxLength}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

export function SelectField<T extends string>(
  props: Common & {
    readonly value: T;
    readonly options: readonly Option<T>[];
    readonly onChange: (value: T) => void;
  },
) {
  return (
    <Field {...props}>
      {(ids) => (
        <select
          {...ids}
          className={styles.control}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value as T)}
        >
          {props.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function CheckField({
  label,
  hint,
  checked,
  onChange,
  disabled,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {hint !== undefined && <small className={styles.hint}>{hint}</small>}
      </span>
    </label>
  );
}

export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className={styles.section}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

export function Row({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
