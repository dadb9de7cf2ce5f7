import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useScan } from '../../keys/keyboard.ts';
import { useText } from '../../text/use-text.ts';
import { LineField } from '../parts/fields.tsx';
import { Icon } from '../parts/icon.tsx';
import parts from '../parts/parts.module.css';
import styles from './item-sheet.module.css';

/** Any number of codes; the first is printed. A scan adds one while the form is open. */
export function CodesField({
  codes,
  error,
  onChange,
}: {
  readonly codes: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (codes: readonly string[]) => void;
}) {
  const t = useText();
  const [text, setText] = useState('');
  const add = (code: string) => {
    const trimmed = code.trim();
    setText('');
    if (trimmed !== '' && !codes.includes(trimmed)) onChange([...codes, trimmed]);
  };
  useScan(add);
  return (
    <>
      <LineField
        label={t('stock.field.barcodes')}
        hint={t('stock.field.barcodesHint')}
        error={error}
        kind="code"
        value={text}
        maxLength={48}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add(text);
        }}
      />
      {text.trim() !== '' && (
        <div>
          <TouchKey size="small" onPress={() => add(text)}>
            {t('stock.addCode')}
          </TouchKey>
        </div>
      )}
      {codes.length > 0 && (
        <ul className={styles.codes}>
          {codes.map((code, place) => (
            <li key={code}>
              <button
                type="button"
                className={parts.chip}
                aria-label={t('stock.removeCode', { code })}
                onClick={() => onChange(codes.filter((other) => other !== code))}
              >
                <span className={parts.code}>{code}</span>
                {place === 0 && <span className={parts.soft}>{t('stock.printedCode')}</span>}
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
