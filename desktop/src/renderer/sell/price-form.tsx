import type { MinorUnits } from '@second-chance/shared/money/minor-units.ts';
import { decimalSign } from '@second-chance/ui/decimal-sign.ts';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { type ReactNode, useRef, useState } from 'react';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './forms.module.css';

interface Props {
  /** What stands above, where the form is one of several. */
  readonly head?: ReactNode;
  readonly busy: boolean;
  /** Whether the tag price was changed before. */
  readonly removable: boolean;
  readonly onPrice: (
    override: { readonly unitPrice: MinorUnits; readonly reason: string } | null,
  ) => void;
}

/** Another price for one piece. Always with a reason: it stands on the receipt. */
export function PriceForm({ head, busy, removable, onPrice }: Props) {
  const t = useText();
  const format = useFormat();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const reasonField = useRef<HTMLInputElement>(null);
  const unitPrice = format.parse(text);
  const wrong = unitPrice === null || unitPrice < 0;
  const noReason = reason.trim() === '';
  const submit = () => {
    setChecked(true);
    if (busy || wrong) return;
    if (noReason) reasonField.current?.focus();
    else onPrice({ unitPrice, reason: reason.trim() });
  };
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        {head}
        <TextField
          ref={reasonField}
          label={t('app.reason')}
          maxLength={200}
          value={reason}
          onChange={setReason}
          error={checked && noReason ? t('app.reasonNeeded') : undefined}
          onKeyDown={(event) => event.key === 'Enter' && submit()}
        />
        <TouchKey tone="primary" wide hint="Enter" disabled={busy} onPress={submit}>
          {t('line.setPrice')}
        </TouchKey>
        {removable && (
          <TouchKey tone="danger" disabled={busy} onPress={() => onPrice(null)}>
            {t('line.takePriceOff')}
          </TouchKey>
        )}
      </div>
      <div className={styles.column}>
        <FigureEntry
          label={t('line.newPrice')}
          keypadLabel={t('app.digits')}
          backspaceLabel={t('app.backspace')}
          extra={decimalSign(format)}
          value={text}
          onChange={setText}
          onEnter={submit}
          placeholder={format.example}
          error={checked && wrong ? t('app.amountInvalid', { example: format.example }) : undefined}
        />
      </div>
    </div>
  );
}
