import { TextInput } from '@mantine/core';
import type { KeyboardEvent, Ref } from 'react';
import { classNames } from './class-names.ts';
import styles from './fields.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** `figures` for amounts and quantities, `code` for numbers of receipts and cards. */
  readonly kind?: 'text' | 'figures' | 'code';
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'url' | 'search';
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text with its label, in the size of a finger. */
export function TextField(props: Props) {
  const { kind = 'text', description, error, placeholder, maxLength, inputMode } = props;
  return (
    <TextInput
      ref={props.ref}
      label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      autoComplete="off"
      spellCheck={false}
      error={error ?? null}
      data-autofocus={props.autoFocus || undefined}
      classNames={{
        input: classNames(styles.input, kind !== 'text' && styles[kind]),
        label: styles.label ?? '',
        description: styles.description ?? '',
        error: styles.error ?? '',
      }}
      {...(description === undefined ? {} : { description })}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(maxLength === undefined ? {} : { maxLength })}
      {...(inputMode === undefined ? {} : { inputMode })}
      {...(props.disabled === undefined ? {} : { disabled: props.disabled })}
      {...(props.onKeyDown === undefined ? {} : { onKeyDown: props.onKeyDown })}
    />
  );
}
