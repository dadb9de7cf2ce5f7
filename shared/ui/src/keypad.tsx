import styles from './keypad.module.css';
import { TouchKey } from './touch-key.tsx';

interface Props {
  readonly label: string;
  /** What the lower left key types: a decimal sign, `00`, or nothing. */
  readonly extra: string | null;
  readonly backspaceLabel: string;
  readonly disabled?: boolean;
  /** A digit or the extra key. */
  readonly onType: (text: string) => void;
  readonly onBackspace: () => void;
}

/** Figures for fingers. Whoever shows it owns the text, so that a keyboard edits the same. */
export function Keypad(props: Props) {
  const { disabled = false, extra, onType } = props;
  return (
    <fieldset className={styles.keypad} aria-label={props.label} style={{ border: 0, padding: 0 }}>
      {DIGITS.map((digit) => (
        <TouchKey key={digit} disabled={disabled} onPress={() => onType(digit)}>
          {digit}
        </TouchKey>
      ))}
      {extra === null ? (
        <span />
      ) : (
        <TouchKey disabled={disabled} onPress={() => onType(extra)}>
          {extra}
        </TouchKey>
      )}
      <TouchKey disabled={disabled} onPress={() => onType('0')}>
        0
      </TouchKey>
      <TouchKey disabled={disabled} label={props.backspaceLabel} onPress={props.onBackspace}>
        ⌫
      </TouchKey>
    </fieldset>
  );
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
