import { type ReactNode, type Ref, use } from 'react';
import { classNames } from './class-names.ts';
import { KeyNames } from './key-names.ts';
import styles from './touch-key.module.css';

interface Props {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** `primary` is the one action of a screen. */
  readonly tone?: 'plain' | 'primary' | 'danger' | 'quiet';
  /** `touch` 64 px, `pay` 72 px; `small` 44 px, for places away from the counter's hurry. */
  readonly size?: 'touch' | 'pay' | 'small';
  readonly layout?: 'row' | 'stacked' | 'start';
  readonly wide?: boolean;
  readonly disabled?: boolean;
  /** Set on keys that stay pressed. */
  readonly pressed?: boolean;
  /** The key of the house that does the same: `F8`, `Alt D`. Shown as what it is called here. */
  readonly hint?: string | undefined;
  /** Only where the words on it do not say enough. */
  readonly label?: string;
  readonly submit?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** The one button: it owns size, pressed state and focus ring, so that no screen styles its own. */
export function TouchKey(props: Props) {
  const { tone = 'plain', size = 'touch', layout = 'row', submit = false } = props;
  const nameHere = use(KeyNames);
  const hint = props.hint === undefined ? undefined : nameHere(props.hint);
  return (
    <button
      ref={props.ref}
      type={submit ? 'submit' : 'button'}
      className={classNames(
        styles.key,
        styles[tone],
        size !== 'touch' && styles[size],
        layout !== 'row' && styles[layout],
        props.wide && styles.wide,
      )}
      disabled={props.disabled}
      aria-pressed={props.pressed}
      aria-label={props.label}
      aria-keyshortcuts={hint === undefined ? undefined : hint.replace(' ', '+')}
      onClick={submit ? undefined : props.onPress}
    >
      <span aria-hidden={props.label !== undefined || undefined}>{props.children}</span>
      {hint !== undefined && (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus; aria-keyshortcuts says it
        <kbd className={styles.hint} aria-hidden="true">
          {hint}
        </kbd>
      )}
    </button>
  );
}
