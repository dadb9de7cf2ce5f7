/** Fields of forms: label above, what is wrong below, tied together for whoever listens. */
import { classNames } from '@second-chance/ui/class-names.ts';
import { type ReactNode, type Ref, useId } from 'react';
import styles from './fields.module.css';

interface Common {
  readonly label: string;
  readonly description?: string | undefined;
  /** What is wrong with it, in words. */
  readonly error?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
}

export interface TextFieldProps extends Common {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'email' | 'password' | 'search' | 'url' | 'tel' | 'date' | 'time';
  /** `figures` for amounts and quantities, right-aligned; `code` for codes. */
  readonly kind?: 'text' | 'figures' | 'code';
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'email' | 'search';
  readonly autoComplete?: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** What stands behind the figure: `%`, `EUR`. */
  readonly unit?: string;
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const { type = 'text', kind = 'text', unit } = props;
  return (
    <Field {...props}>
      {(ids) => (
        <span className={styles.withUnit}>
          <input
            {...ids}
            ref={props.ref}
            type={type}
            className={classNames(styles.input, kind !== 'text' && styles[kind])}
            value={props.value}
            onChange={(event) => props.onChange(event.currentTarget.value)}
            autoComplete={props.autoComplete ?? 'off'}
            spellCheck={false}
            inputMode={props.inputMode}
            placeholder={props.placeholder}
            maxLength={props.maxLength}
            disabled={props.disabled}
            required={props.required}
            data-autofocus={props.autoFocus || undefined}
          />
          {unit !== undefined && <span className={styles.unit}>{unit}</span>}
        </span>
      )}
    </Field>
  );
}

export function TextArea(
  props: Common & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly rows?: number;
    readonly maxLength?: number;
  },
) {
  return (
    <Field {...props}>
      {(ids) => (
        <textarea
          {...ids}
          className={classNames(styles.input, styles.area)}
          rows={props.rows ?? 3}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
          maxLength={props.maxLength}
          disabled={props.disabled}
          data-autofocus={props.autoFocus || undefined}
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
          className={classNames(styles.input, styles.select)}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value as T)}
          disabled={props.disabled}
          data-autofocus={props.autoFocus || undefined}
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

/** One of a few, all in view. */
export function ChoiceField<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className={styles.choices} disabled={props.disabled}>
      <legend className={styles.label}>{props.label}</legend>
      <div className={styles.choiceRow}>
        {props.options.map(({ value, label }) => (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name={name}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function CheckField({
  label,
  description,
  checked,
  onChange,
  disabled,
}: {
  readonly label: string;
  readonly description?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}) {
  const id = useId();
  return (
    <div className={styles.check}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={description === undefined ? undefined : `${id}-description`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {description !== undefined && (
        <p id={`${id}-description`} className={styles.description}>
          {description}
        </p>
      )}
    </div>
  );
}

interface Ids {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** A label with whatever takes the input. */
export function Field({
  label,
  description,
  error,
  required,
  children,
}: Common & { readonly children: (ids: Ids) => ReactNode }) {
  const id = useId();
  const described = [
    description !== undefined && `${id}-description`,
    error !== undefined && `${id}-error`,
  ].filter((each) => each !== false);
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {required && (
          <span className={styles.required} aria-hidden="true">
            {' *'}
          </span>
        )}
      </label>
      {description !== undefined && (
        <p id={`${id}-description`} className={styles.description}>
          {description}
        </p>
      )}
      {children({
        id,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  );
}
