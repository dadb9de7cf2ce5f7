import { decimalSign } from '@second-chance/ui/decimal-sign.ts';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useScan } from '../keys/keyboard.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';

/** Sells a gift card, or loads one again: an amount, and the card if there is one to scan. */
export function GiftCardSheet() {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const format = useFormat();
  const call = useCall();
  const [code, setCode] = useState('');
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(false);
  useScan(setCode);
  const amount = format.parse(text);
  const wrong = amount === null || amount <= 0;
  const submit = () => {
    setChecked(true);
    if (wrong || call.busy) return;
    const card = code.trim() === '' ? null : code.trim();
    void call
      .run(() => port.storedValue.load({ code: card, amount }))
      .then((view) => {
        if (view === null) return;
        model.acceptCart(view);
        model.chosen.set(view.lastLineId);
        model.close();
      });
  };
  return (
    <Sheet title={t('giftCard.title')} closeLabel={t('app.back')} onClose={model.close}>
      <div className={formStyles.columns}>
        <div className={formStyles.column}>
          <p className={formStyles.lead}>{t('giftCard.hint')}</p>
          <TextField
            kind="code"
            label={t('giftCard.code')}
            description={t('giftCard.codeHint')}
            maxLength={60}
            value={code}
            onChange={setCode}
            onKeyDown={(event) => event.key === 'Enter' && submit()}
          />
          {call.error !== null && <Failure error={call.error} />}
          <TouchKey
            tone="primary"
            size="pay"
            wide
            hint="Enter"
            disabled={call.busy}
            onPress={submit}
          >
            {t('giftCard.submit')}
          </TouchKey>
        </div>
        <div className={formStyles.column}>
          <FigureEntry
            label={t('giftCard.amount')}
            keypadLabel={t('app.digits')}
            backspaceLabel={t('app.backspace')}
            extra={decimalSign(format)}
            value={text}
            onChange={setText}
            onEnter={submit}
            placeholder={format.example}
            error={
              checked && wrong ? t('app.amountInvalid', { example: format.example }) : undefined
            }
          />
        </div>
      </div>
    </Sheet>
  );
}
