import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useEffect, useState } from 'react';
import { useScan } from '../keys/keyboard.ts';
import { tillSetup } from '../keys/till-setup.ts';
import type { KeyPress } from '../keys/wedge.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import styles from './scanner-sheet.module.css';
import { ScannerVerdict } from './scanner-verdict.tsx';

const KEYS_SHOWN = 40;

interface Pressed {
  readonly key: string;
  /** Milliseconds since the key before; null for the first. */
  readonly gap: number | null;
}

/** Shows what a scanner sends, key by key, and sets what is taken off before and after a code. */
export function ScannerSheet() {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const call = useCall();
  const [setup] = useState(() => tillSetup.get());
  const [prefix, setPrefix] = useState(setup.scanner.prefix);
  const [suffix, setSuffix] = useState(setup.scanner.suffix);
  const [length, setLength] = useState(String(setup.scanner.lengthMin));
  const [code, setCode] = useState<string | null>(null);
  const pressed = usePressed();
  const presses = pressesOf(pressed);
  useScan(setCode);
  const lengthMin = /^[1-9][0-9]?$/.test(length.trim()) ? Number(length) : null;
  const wrong = lengthMin === null || lengthMin > 20;
  const save = () => {
    if (wrong) return;
    const next = { ...tillSetup.get(), scanner: { prefix, suffix, lengthMin } };
    void call
      .run(() => port.setup.save(next))
      .then((saved) => {
        if (saved === null) return;
        tillSetup.set(saved);
        model.close();
      });
  };
  return (
    <Sheet
      title={t('scanner.title')}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <TouchKey tone="primary" wide disabled={call.busy} onPress={save}>
          {t('scanner.save')}
        </TouchKey>
      }
    >
      <div className={formStyles.stack}>
        <p className={formStyles.lead}>{t('scanner.hint')}</p>
        <div className={styles.result} role="status">
          <span className={formStyles.lead}>{t('scanner.code')}</span>
          <strong className={styles.code}>{code ?? t('scanner.nothing')}</strong>
          {presses.length >= VERDICT_FROM && (
            <ScannerVerdict
              presses={presses}
              scanner={{ prefix, suffix, lengthMin: lengthMin ?? setup.scanner.lengthMin }}
            />
          )}
        </div>
        <ol className={styles.pressed} aria-label={t('scanner.keys')}>
          {pressed.map(({ key, gap }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: keys come in order and never move
            <li key={at} className={styles.key}>
              <kbd>{key === ' ' ? '␣' : key}</kbd>
              <span className={styles.gap}>{gap === null ? '' : `${gap} ms`}</span>
            </li>
          ))}
        </ol>
        {call.error !== null && <Failure error={call.error} />}
        <div className={formStyles.row}>
          <TextField
            kind="code"
            label={t('scanner.prefix')}
            maxLength={10}
            value={prefix}
            onChange={setPrefix}
          />
          <TextField
            kind="code"
            label={t('scanner.suffix')}
            maxLength={10}
            value={suffix}
            onChange={setSuffix}
          />
          <TextField
            kind="figures"
            inputMode="numeric"
            label={t('scanner.lengthMin')}
            maxLength={2}
            value={length}
            onChange={setLength}
            error={wrong ? t('scanner.lengthWrong') : undefined}
          />
        </div>
      </div>
    </Sheet>
  );
}

/** The last keys as they came in, before anybody made a code of them. */
function usePressed(): readonly Pressed[] {
  const [pressed, setPressed] = useState<readonly Pressed[]>([]);
  useEffect(() => {
    let last: number | null = null;
    const onKey = (event: KeyboardEvent) => {
      const gap = last === null ? null : Math.round(event.timeStamp - last);
      last = event.timeStamp;
      const fresh = gap !== null && gap > NEW_SCAN_MS;
      setPressed((before) =>
        [...(fresh ? [] : before), { key: event.key, gap: fresh ? null : gap }].slice(-KEYS_SHOWN),
      );
    };
    window.addEventListener('keydown', onKey, { capture: true, passive: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return pressed;
}

/** So few keys say nothing of a scanner. */
const VERDICT_FROM = 3;

/** The keys with times counted from the first of them. */
function pressesOf(pressed: readonly Pressed[]): readonly KeyPress[] {
  let at = 0;
  return pressed.map(({ key, gap }) => {
    at += gap ?? 0;
    return { key, at, repeat: false };
  });
}

/** After so long a pause the next key begins another scan. */
const NEW_SCAN_MS = 600;
