import { Sheet } from '@second-chance/ui/sheet.tsx';
import { useSell } from '../sell/sell-context.ts';
import { type TextKey, useText } from '../text/use-text.ts';
import styles from './frame.module.css';

/** Every key and what it does. */
export function KeysHelp() {
  const t = useText();
  const model = useSell();
  return (
    <Sheet title={t('keys.title')} closeLabel={t('app.back')} onClose={model.close}>
      <dl className={styles.keys}>
        {KEYS.map(([key, what]) => (
          <div key={what} className={styles.keyRow}>
            <dt>
              <kbd className={styles.kbd}>{key.includes('.') ? t(key as TextKey) : key}</kbd>
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}

const KEYS: readonly (readonly [string, TextKey])[] = [
  ['keys.scan', 'keys.scan.what'],
  ['keys.letters', 'keys.letters.what'],
  ['keys.times', 'keys.times.what'],
  ['Enter', 'keys.enter.what'],
  ['↑ ↓', 'keys.arrows.what'],
  ['F7', 'keys.f7.what'],
  ['F8', 'keys.f8.what'],
  ['F9', 'keys.f9.what'],
  ['Alt S', 'keys.altS.what'],
  ['F2', 'keys.f2.what'],
  ['F3', 'keys.f3.what'],
  ['F4', 'keys.f4.what'],
  ['F6', 'keys.f6.what'],
  ['F10', 'keys.f10.what'],
  ['Alt Q', 'keys.altQ.what'],
  ['Alt D', 'keys.altD.what'],
  ['Alt P', 'keys.altP.what'],
  ['Alt T', 'keys.altT.what'],
  ['Del', 'keys.del.what'],
  ['Alt M', 'keys.altM.what'],
  ['F1 · ?', 'keys.f1.what'],
  ['Esc', 'keys.esc.what'],
];
