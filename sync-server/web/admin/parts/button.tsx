import { classNames } from '@second-chance/ui/class-names.ts';
import type { ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

interface Props {
  readonly children?: ReactNode;
  readonly onPress?: () => void;
  /** `primary` is the one action of a page. */
  readonly tone?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly icon?: IconName;
  /** What an icon alone does; it is read out and shown on hovering. */
  readonly label?: string;
  readonly submit?: boolean;
  /** Id of the form that it submits, where it stands outside of it. */
  readonly form?: string;
  /** Something is under way: it cannot be pressed again. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly wide?: boolean;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** The one button of the admin web: size, focus ring and states are its own. */
export function Button(props: Props) {
  const { tone = 'plain', submit = false, busy = false, label, icon, children } = props;
  return (
    <button
      ref={props.ref}
      type={submit ? 'submit' : 'button'}
      form={props.form}
      className={classNames(
        styles.button,
        styles[tone],
        children === undefined && styles.square,
        props.wide && styles.wide,
      )}
      disabled={(props.disabled ?? false) || busy}
      aria-busy={busy || undefined}
      aria-label={label}
      title={label}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      data-autofocus={props.autoFocus || undefined}
      onClick={props.onPress}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}
