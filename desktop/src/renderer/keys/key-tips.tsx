import { useEffect, useState } from 'react';
import { useSource } from '../state/source.ts';
import { useText } from '../text/use-text.ts';
import styles from './key-tips.module.css';
import { takeNextKey, useKeys } from './keyboard.ts';
import { keyOnTill, tillSetup } from './till-setup.ts';
import { freeSigns, type Tip, tipsOf } from './tip-codes.ts';

/** The key of the house that shows a key on every button. */
export const TIPS_KEY = 'Alt K';

/**
 * A key for everything that can be pressed: with `TIPS_KEY` each button that has no key of its own
 * shows one, to be pressed with Alt. A scanner never sends Alt, so a scan meanwhile is a scan.
 */
export function KeyTips() {
  const [shown, setShown] = useState(false);
  useKeys({ [TIPS_KEY]: () => setShown(true) });
  return shown && <Tips onDone={() => setShown(false)} />;
}

function Tips({ onDone }: { readonly onDone: () => void }) {
  const t = useText();
  const again = keyOnTill(useSource(tillSetup), TIPS_KEY);
  const [buttons] = useState(buttonsInReach);
  const [signs] = useState(() => freeSigns(keysInUse(again)));
  const [round, setRound] = useState(0);
  const tips = tipsOf(buttons, signs, round);

  useEffect(
    () =>
      takeNextKey((name) => {
        if (name === 'Esc') onDone();
        else if (name === again) {
          if (tipsOf(buttons, signs, round + 1).length === 0) onDone();
          else setRound(round + 1);
        } else if (name.startsWith('Alt ')) {
          const tip = tips.find(({ sign }) => name === `Alt ${sign}`);
          // Alt alone comes before the sign; a key of its own does what it always does.
          if (tip === undefined) return false;
          onDone();
          press(tip.on);
        } else return false;
        return true;
      }),
    [again, buttons, signs, round, tips, onDone],
  );

  // What is pressed by hand, scrolled or made smaller is no longer where its key was put.
  useEffect(() => {
    const events = ['pointerdown', 'wheel', 'resize'] as const;
    for (const event of events) window.addEventListener(event, onDone);
    return () => {
      for (const event of events) window.removeEventListener(event, onDone);
    };
  }, [onDone]);

  return (
    <>
      <div aria-hidden="true">
        {tips.map((tip) => (
          <Sign key={tip.sign} tip={tip} />
        ))}
      </div>
      <p className={styles.words} role="status">
        {tips.length === 0 ? t('keys.tips.none') : t('keys.tips.shown', { key: again })}
      </p>
    </>
  );
}

function Sign({ tip: { sign, on } }: { readonly tip: Tip<HTMLElement> }) {
  const { left, top, width } = on.getBoundingClientRect();
  return (
    <kbd
      className={styles.sign}
      ref={(element) => {
        element?.style.setProperty('left', `${left + width}px`);
        element?.style.setProperty('top', `${top}px`);
      }}
    >
      {sign}
    </kbd>
  );
}

const PRESSABLE =
  'button, select, summary, a[href], [role=tab], [role=button], input[type=checkbox], input[type=radio]';

/** Everything that a finger could press now and that has no key of its own, in reading order. */
function buttonsInReach(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(PRESSABLE)].filter((element) => {
    if (element.hasAttribute('aria-keyshortcuts') || element.matches(':disabled')) return false;
    const { left, top, width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0) return false;
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
    return there !== null && (element.contains(there) || label?.contains(there) === true);
  });
}

/** Keys with Alt that have an action on what is shown, and the one that asked. */
function keysInUse(again: string): ReadonlySet<string> {
  const shown = [...document.querySelectorAll('[aria-keyshortcuts]')].map((element) =>
    (element.getAttribute('aria-keyshortcuts') ?? '').replace('+', ' '),
  );
  return new Set([again, ...shown]);
}

/** As a finger would: it has the focus afterwards, and a list to choose from opens. */
function press(element: HTMLElement): void {
  element.focus();
  if (element instanceof HTMLSelectElement) element.showPicker();
  else element.click();
}
