import { useEffect, useRef } from 'react';
import styles from './figure-entry.module.css';
import { Keypad } from './keypad.tsx';
import { TextField } from './text-field.tsx';

interface Props {
  readonly label: string;
  readonly keypadLabel: string;
  readonly backspaceLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter: () => void;
  readonly extra: string | null;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly maxLength?: number;
  /** Of an entry that comes into a sheet which is open already. */
  readonly takesFocus?: boolean;
}

/** A figure to type, by keyboard or by the keys below it; both edit the same text. */
export function FigureEntry(props: Props) {
  const { value, onChange, onEnter, description, error, placeholder, disabled = false } = props;
  const { takesFocus = false } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);
  // A finger on the keypad must not leave the field without focus: the next key may be a keyboard's.
  const edit = (text: string) => {
    onChange(text);
    input.current?.focus({ preventScroll: true });
  };
  return (
    <div className={styles.entry}>
      <TextField
        ref={input}
        kind="figures"
        inputMode="decimal"
        autoFocus
        label={props.label}
        value={value}
        onChange={onChange}
        error={error}
        disabled={disabled}
        maxLength={props.maxLength ?? 20}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
        }}
        {...(description === undefined ? {} : { description })}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      <Keypad
        label={props.keypadLabel}
        backspaceLabel={props.backspaceLabel}
        extra={props.extra}
        disabled={disabled}
        onType={(text) => edit(value + text)}
        onBackspace={() => edit(value.slice(0, -1))}
      />
    </div>
  );
}
