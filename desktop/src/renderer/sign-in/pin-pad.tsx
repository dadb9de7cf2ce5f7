import { Keypad } from '@second-chance/ui/keypad.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useEffect, useState } from 'react';
import { type KeyActions, useKeys } from '../keys/keyboard.ts';
import type { CallError } from '../rpc/call-error.ts';
import { spanOfTime } from '../text/span-of-time.ts';
import { useText } from '../text/use-text.ts';
import styles from './pin-pad.module.css';

interface Props {
  readonly label: string;
  readonly submitLabel: string;
  readonly busy: boolean;
  readonly error: CallError | null;
  readonly onPin: (pin: string) => void;
}

/** A PIN by finger or by keyboard. Shows how many figures, never which; counts a lock down. */
export function PinPad({ label, submitLabel, busy, error, onPin }: Props) {
  const t = useText();
  const [pin, setPin] = useState('');
  const left = useLockLeft(error);
  const dead = busy || left > 0;
  const refused = error !== null && (left > 0 || !isLock(error));
  const type = (digit: string) => dead || setPin((before) => (before + digit).slice(0, PIN_MAX));
  const back = () => setPin((before) => before.slice(0, -1));
  const submit = () => {
    if (dead || pin.length < PIN_MIN) return;
    onPin(pin);
    setPin('');
  };
  const digits: KeyActions = Object.fromEntries(
    [...'0123456789'].map((digit) => [digit, () => void type(digit)]),
  );
  useKeys({ ...digits, Backspace: back, Enter: pin.length < PIN_MIN ? undefined : submit });

  return (
    <div className={styles.pad}>
      <p className={styles.label}>{label}</p>
      {refused && pin === '' ? (
        <p className={styles.refused} role="alert">
          <span aria-hidden="true">■ </span>
          <strong>{t(`error.${error.code}`)}</strong> {t(`todo.${error.code}`)}{' '}
          <small>{error.code}</small>
        </p>
      ) : (
        <div
          className={styles.dots}
          role="status"
          aria-label={t('signIn.pinEntered', { count: pin.length })}
        >
          {pin === '' ? (
            <span className={styles.hint}>{t('signIn.pinHint')}</span>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: dots have no identity but their place
            [...pin].map((_, at) => <span key={at} className={styles.dot} />)
          )}
        </div>
      )}
      <Keypad
        label={t('app.digits')}
        backspaceLabel={t('app.backspace')}
        extra={null}
        disabled={dead}
        onType={type}
        onBackspace={back}
      />
      <div className={styles.submit}>
        <TouchKey
          tone="primary"
          wide
          hint="Enter"
          disabled={dead || pin.length < PIN_MIN}
          onPress={submit}
        >
          {left > 0 ? t('signIn.locked', { time: spanOfTime(left, t) }) : submitLabel}
        </TouchKey>
      </div>
    </div>
  );
}

const PIN_MIN = 4;
const PIN_MAX = 8;

const isLock = (error: CallError) => error.code === 'PIN_LOCKED';

/** Milliseconds that are left of a lock, counted down by the second. */
function useLockLeft(error: CallError | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const wait = error?.details.retryAfterMs;
    if (typeof wait !== 'number' || wait <= 0) return setLeft(0);
    const until = performance.now() + wait;
    const tick = () => setLeft(Math.max(0, until - performance.now()));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [error]);
  return left;
}
