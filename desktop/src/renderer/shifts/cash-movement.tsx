import type { ShiftReport } from '@second-chance/shared/contract/till-rpc.ts';
import { Choice } from '@second-chance/ui/choice.tsx';
import { decimalSign } from '@second-chance/ui/decimal-sign.ts';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import formStyles from '../sell/forms.module.css';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';

interface Props {
  readonly onBack: () => void;
  readonly onMoved: (report: ShiftReport) => void;
}

/** Change fetched, or money taken to the bank: into or out of the drawer, with a reason. */
export function CashMovement({ onBack, onMoved }: Props) {
  const t = useText();
  const port = usePort();
  const format = useFormat();
  const call = useCall();
  const [direction, setDirection] = useState<'in' | 'out'>('in');
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const amount = format.parse(text);
  const wrong = amount === null || amount <= 0;
  const noReason = reason.trim() === '';
  const submit = async () => {
    setChecked(true);
    if (wrong || noReason) return;
    const movement = { direction, amount, reason: reason.trim() };
    const report = await call.run(() => port.shifts.moveCash(movement));
    if (report !== null) onMoved(report);
  };
  return (
    <Sheet title={t('shift.cash')} closeLabel={t('app.back')} onClose={onBack}>
      <div className={formStyles.columns}>
        <div className={formStyles.column}>
          <Choice
            label={t('shift.direction')}
            value={direction}
            options={[
              { value: 'in', label: t('shift.in') },
              { value: 'out', label: t('shift.out') },
            ]}
            onChange={setDirection}
          />
          <TextField
            label={t('app.reason')}
            maxLength={200}
            value={reason}
            onChange={setReason}
            error={checked && noReason ? t('app.reasonNeeded') : undefined}
            onKeyDown={(event) => event.key === 'Enter' && void submit()}
          />
          {call.error !== null && <Failure error={call.error} />}
        </div>
        <div className={formStyles.column}>
          <FigureEntry
            label={t('shift.amount')}
            keypadLabel={t('app.digits')}
            backspaceLabel={t('app.backspace')}
            extra={decimalSign(format)}
            value={text}
            onChange={setText}
            onEnter={() => void submit()}
            placeholder={format.example}
            error={
              checked && wrong ? t('app.amountInvalid', { example: format.example }) : undefined
            }
          />
          <TouchKey
            tone="primary"
            wide
            hint="Enter"
            disabled={call.busy}
            onPress={() => void submit()}
          >
            {t('shift.moveSubmit')}
          </TouchKey>
        </div>
      </div>
    </Sheet>
  );
}
