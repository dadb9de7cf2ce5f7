import { Choice } from '@second-chance/ui/choice.tsx';
import { decimalSign } from '@second-chance/ui/decimal-sign.ts';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { type ReactNode, useState } from 'react';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './forms.module.css';

export interface Discount {
  readonly kind: 'amount' | 'percent';
  /** Minor units for `amount`, basis points for `percent`. */
  readonly value: number;
  readonly reason: string;
}

interface Props {
  /** What stands above, where the form is one of several. */
  readonly head?: ReactNode;
  /** What stands below its keys. */
  readonly foot?: ReactNode;
  readonly busy: boolean;
  readonly submitLabel: string;
  /** Whether there is a discount that can be taken off again. */
  readonly removable: boolean;
  readonly onDiscount: (discount: Discount | null) => void;
}

/** A discount by percent or amount, on a line or on the whole ticket. */
export function DiscountForm({ head, foot, busy, submitLabel, removable, onDiscount }: Props) {
  const t = useText();
  const format = useFormat();
  const [kind, setKind] = useState<Discount['kind']>('percent');
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const value = kind === 'percent' ? format.parsePercent(text) : format.parse(text);
  const wrong = value === null || value < 0;
  const submit = () => {
    setChecked(true);
    if (!busy && !wrong) onDiscount({ kind, value, reason: reason.trim() });
  };
  const hint =
    kind === 'percent'
      ? t('app.percentInvalid')
      : t('app.amountInvalid', { example: format.example });
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        {head}
        <Choice
          label={t('line.discountKind')}
          value={kind}
          options={[
            { value: 'percent', label: t('line.discountPercent') },
            { value: 'amount', label: t('line.discountAmount') },
          ]}
          onChange={setKind}
        />
        <TextField
          label={t('line.reasonOptional')}
          maxLength={200}
          value={reason}
          onChange={setReason}
          onKeyDown={(event) => event.key === 'Enter' && submit()}
        />
        <TouchKey tone="primary" wide hint="Enter" disabled={busy} onPress={submit}>
          {submitLabel}
        </TouchKey>
        {removable && (
          <TouchKey tone="danger" disabled={busy} onPress={() => onDiscount(null)}>
            {t('line.takeDiscountOff')}
          </TouchKey>
        )}
        {foot}
      </div>
      <div className={styles.column}>
        <FigureEntry
          label={t('line.discountValue')}
          keypadLabel={t('app.digits')}
          backspaceLabel={t('app.backspace')}
          extra={
            kind === 'percent' ? decimalSign({ ...format, currency: 'EUR' }) : decimalSign(format)
          }
          value={text}
          onChange={setText}
          onEnter={submit}
          placeholder={kind === 'percent' ? format.percent(1_000) : format.example}
          error={checked && wrong ? hint : undefined}
        />
      </div>
    </div>
  );
}
