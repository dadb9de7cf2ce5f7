import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useEffect, useRef, useState } from 'react';
import { isRemappable, takeNextKey } from '../keys/keyboard.ts';
import { keyOnTill, tillSetup, withKey } from '../keys/till-setup.ts';
import { useSell } from '../sell/sell-context.ts';
import { useSource } from '../state/source.ts';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { type TextKey, useText } from '../text/use-text.ts';
import styles from './frame.module.css';
import { ACTION_KEYS, FIXED_KEYS } from './key-list.ts';

const ACTIONS = ACTION_KEYS.map(([key]) => key);

/** Every key and what it does; a touch on one gives its action another key on this till. */
export function KeysHelp() {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const call = useCall();
  const setup = useSource(tillSetup);
  const [moving, setMoving] = useState<string | null>(null);
  const save = (keys: typeof setup.keys) =>
    void call
      .run(() => port.setup.save({ ...setup, keys }))
      .then((saved) => saved !== null && tillSetup.set(saved));
  useNextKey(moving !== null, (own) => {
    if (moving !== null && own !== null)
      save(withKey(setup.keys, { house: moving, own, actions: ACTIONS }));
    setMoving(null);
  });
  return (
    <Sheet
      title={t('keys.title')}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <TouchKey
          disabled={call.busy || Object.keys(setup.keys).length === 0}
          onPress={() => save({})}
        >
          {t('keys.standard')}
        </TouchKey>
      }
    >
      <p className={styles.lead} role="status">
        {moving === null ? t('keys.moveHint') : t('keys.moveNow')}
      </p>
      {call.error !== null && <Failure error={call.error} />}
      <dl className={styles.keys}>
        {FIXED_KEYS.map(([key, what]) => (
          <div key={what} className={styles.keyRow}>
            <dt>
              <kbd className={styles.kbd}>{key.includes('.') ? t(key as TextKey) : key}</kbd>
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
        {ACTION_KEYS.map(([key, what]) => {
          const shown = moving === key ? '…' : keyOnTill(setup, key);
          return (
            <div key={what} className={styles.keyRow}>
              <dt>
                <button
                  type="button"
                  className={styles.moveKey}
                  aria-pressed={moving === key}
                  aria-label={`${shown} ${t('keys.move', { what: t(what) })}`}
                  onClick={() => setMoving(moving === key ? null : key)}
                >
                  {shown}
                </button>
              </dt>
              <dd>{t(what)}</dd>
            </div>
          );
        })}
      </dl>
    </Sheet>
  );
}

/** Hands over the next key that can have an action; null for Esc, which keeps the key as it is. */
function useNextKey(waiting: boolean, take: (name: string | null) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    if (!waiting) return;
    return takeNextKey((name) => {
      if (name === 'Esc') latest.current(null);
      else if (isRemappable(name)) latest.current(name);
      else return false;
      return true;
    });
  }, [waiting]);
}
