import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { useSource } from '../state/source.ts';
import { useText } from '../text/use-text.ts';
import styles from './search-field.module.css';
import { useSell } from './sell-context.ts';
import { HIT_EVENT, type HitKey } from './shelf-keys.ts';

/** Words to search for, a code to type, or `3 *` before a scan. */
export function SearchField({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const t = useText();
  const model = useSell();
  const text = useSource(model.searchText);
  const times = useSource(model.times);
  const [trying, setTrying] = useState(false);

  const change = (next: string) => {
    const multiplied = /^\s*([1-9][0-9]{0,5})\s*[*×]\s*(.*)$/.exec(next);
    if (multiplied !== null) model.times.set(Number(multiplied[1]));
    model.searchText.set(multiplied === null ? next : (multiplied[2] ?? ''));
  };
  const pass = (key: HitKey) => {
    // The shelf answers whether it had a hit to move to or to take.
    return !window.dispatchEvent(new CustomEvent(HIT_EVENT, { detail: key, cancelable: true }));
  };
  const enter = async () => {
    const code = text.trim();
    if (code === '' || trying || pass('take')) return;
    // A word is no code: Enter marks its first hit, and once more takes it.
    if (!/[0-9]/.test(code) && pass('next')) return;
    setTrying(true);
    await model.scan(code);
    setTrying(false);
    // A miss stands in the tray; what is typed next begins afresh.
    model.searchText.set('');
  };
  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') void enter();
    else if (event.key === 'ArrowDown' && text !== '') pass('next');
    else if (event.key === 'ArrowUp' && text !== '') pass('previous');
    else if (event.key === 'Backspace' && text === '') model.times.set(null);
    else return;
    event.preventDefault();
  };
  return (
    <search className={styles.search}>
      {times !== null && (
        <span
          className={styles.times}
          role="status"
          title={t('sell.timesHint', { quantity: times })}
        >
          {t('sell.times', { quantity: times })}
        </span>
      )}
      <input
        ref={field}
        className={styles.input}
        type="text"
        inputMode="search"
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={keyDown}
        aria-label={t('sell.search')}
        aria-keyshortcuts="F2"
        placeholder={t('sell.searchPlaceholder')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
      />
      {text === '' ? (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus; aria-keyshortcuts says it
        <kbd className={styles.hint} aria-hidden="true">
          F2
        </kbd>
      ) : (
        <TouchKey
          tone="quiet"
          hint="Esc"
          onPress={() => {
            model.searchText.set('');
            field.current?.focus();
          }}
        >
          {t('sell.clearSearch')}
        </TouchKey>
      )}
    </search>
  );
}
