import { classNames } from '@second-chance/ui/class-names.ts';
import type { ReactNode } from 'react';
import { useText } from '../text/use-text.ts';
import styles from './filter-chips.module.css';
import { Icon } from './icon.tsx';

/** The row above a table: what narrows it down. */
export function FilterBar({ children }: { readonly children: ReactNode }) {
  return <div className={styles.bar}>{children}</div>;
}

/** One of some values, as chips; pressing the chosen one again takes the filter off. */
export function FilterChips<T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
}) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.hidden}>{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={styles.chip}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value === value ? null : option.value)}
        >
          {option.value === value && <Icon name="check" />}
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}

/** A chip with many values: a list opens from it. */
export function FilterSelect<T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
}) {
  return (
    <select
      className={classNames(styles.chip, styles.select)}
      aria-label={label}
      data-set={value !== null || undefined}
      value={value ?? ''}
      onChange={(event) =>
        onChange(event.currentTarget.value === '' ? null : (event.currentTarget.value as T))
      }
    >
      <option value="">{label}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** Words to search a table by. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const t = useText();
  return (
    <span className={styles.search}>
      <Icon name="search" />
      <input
        type="search"
        className={styles.searchInput}
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {value !== '' && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('admin.clear')}
          title={t('admin.clear')}
          onClick={() => onChange('')}
        >
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}
