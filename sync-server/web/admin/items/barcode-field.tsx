import { parseBarcode } from '@second-chance/shared/catalogue/barcode.ts';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/fields.tsx';
import { Tag } from '../parts/tag.tsx';
import { useText } from '../text/use-text.ts';
import styles from './barcode-field.module.css';

const CODES_MAX = 20;

/** The codes that a scanner reads on the thing; the first is the one on labels. */
export function BarcodeField({
  codes,
  error,
  disabled,
  onChange,
}: {
  readonly codes: readonly string[];
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (codes: readonly string[]) => void;
}) {
  const t = useText();
  const [text, setText] = useState('');
  const typed = text.trim() === '' ? null : parseBarcode(text);
  const isThere = codes.includes(text.trim());
  const problem =
    typed !== null && !typed.ok
      ? t(
          typed.error === 'CHECK_DIGIT_WRONG'
            ? 'admin.problem.check_digit'
            : 'admin.problem.invalid',
        )
      : isThere
        ? t('admin.problem.repeated')
        : error;
  const canAdd = typed?.ok === true && !isThere && codes.length < CODES_MAX;
  function add() {
    if (!canAdd) return;
    onChange([...codes, text.trim()]);
    setText('');
  }
  return (
    <fieldset className={styles.group} disabled={disabled}>
      <legend className={styles.legend}>{t('admin.items.field.barcodes')}</legend>
      <ul className={styles.codes}>
        {codes.map((code, place) => {
          const parsed = parseBarcode(code);
          return (
            <li key={code} className={styles.code}>
              <span className={styles.text}>{code}</span>
              <Tag tone={parsed.ok ? 'good' : 'bad'}>
                {parsed.ok
                  ? t(parsed.value.kind === 'gtin' ? 'admin.items.gtin' : 'admin.items.shopCode')
                  : t('admin.items.wrongCode')}
              </Tag>
              {place === 0 ? (
                <span className={styles.first}>{t('admin.items.onLabel')}</span>
              ) : (
                <Button
                  tone="quiet"
                  icon="up"
                  label={t('admin.items.makeFirst', { code })}
                  onPress={() => onChange([code, ...codes.filter((each) => each !== code)])}
                />
              )}
              <Button
                tone="quiet"
                icon="close"
                label={t('admin.items.removeCode', { code })}
                onPress={() => onChange(codes.filter((each) => each !== code))}
              />
            </li>
          );
        })}
      </ul>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a scanner ends its code with Enter, which must not save */}
      <div
        className={styles.add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || text.trim() === '') return;
          event.preventDefault();
          add();
        }}
      >
        <TextField
          label={t('admin.items.addCode')}
          kind="code"
          value={text}
          onChange={setText}
          error={problem}
          maxLength={48}
          disabled={disabled}
        />
        <Button icon="plus" disabled={!canAdd} onPress={add}>
          {t('admin.items.add')}
        </Button>
      </div>
    </fieldset>
  );
}
