import styles from './fields.module.css';
import { TouchKey } from './touch-key.tsx';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T | null;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly size?: 'touch' | 'small';
}

/** One of a few, all in view: a key for each, the chosen one pressed. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
  size = 'touch',
}: Props<T>) {
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.label}>{label}</legend>
      <div className={styles.choiceRow}>
        {options.map((option) => (
          <TouchKey
            key={option.value}
            size={size}
            pressed={option.value === value}
            onPress={() => onChange(option.value)}
          >
            {option.label}
          </TouchKey>
        ))}
      </div>
    </fieldset>
  );
}
