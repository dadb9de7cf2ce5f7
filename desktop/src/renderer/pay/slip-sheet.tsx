import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useSell } from '../sell/sell-context.ts';
import { useCart } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './pay.module.css';
import { usePayment } from './pay-context.ts';

/** A slip of a terminal that is not connected; what it does not cover is taken in cash. */
export function SlipSheet() {
  const t = useText();
  const model = useSell();
  const cart = useCart();
  const pay = usePayment();
  const format = useFormat();
  const [amountText, setAmountText] = useState('');
  const [lastFour, setLastFour] = useState('');
  const [approvalCode, setApprovalCode] = useState('');
  const [cashText, setCashText] = useState('');
  const [checked, setChecked] = useState(false);
  if (cart === null) return null;

  const amount = amountText.trim() === '' ? cart.gross : format.parse(amountText);
  const cash = cashText.trim() === '' ? null : format.parse(cashText);
  const cashWrong = cashText.trim() !== '' && (cash === null || cash < 0);
  const wrongAmount = t('app.amountInvalid', { example: format.example });
  const submit = () => {
    setChecked(true);
    const complete = /^[0-9]{4}$/.test(lastFour) && approvalCode.trim() !== '' && !cashWrong;
    if (!complete || amount === null || pay.phase !== 'ready') return;
    pay.slip({ amount, lastFour, approvalCode: approvalCode.trim() }, cash);
  };
  return (
    <Sheet
      title={t('pay.slipTitle')}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <TouchKey
          tone="primary"
          size="pay"
          wide
          hint="Enter"
          disabled={pay.phase !== 'ready'}
          onPress={submit}
        >
          {t('pay.slipSubmit')}
        </TouchKey>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className={styles.lead}>{t('pay.slipHint')}</p>
        <TextField
          kind="figures"
          inputMode="decimal"
          label={t('pay.slipAmount')}
          placeholder={format.amount(cart.gross)}
          value={amountText}
          onChange={setAmountText}
          error={checked && amount === null ? wrongAmount : undefined}
        />
        <TextField
          kind="code"
          inputMode="numeric"
          autoFocus
          maxLength={4}
          label={t('pay.slipLastFour')}
          value={lastFour}
          onChange={setLastFour}
          error={checked && !/^[0-9]{4}$/.test(lastFour) ? t('pay.slipLastFourInvalid') : undefined}
        />
        <TextField
          kind="code"
          maxLength={20}
          label={t('pay.slipApproval')}
          value={approvalCode}
          onChange={setApprovalCode}
          error={checked && approvalCode.trim() === '' ? t('pay.slipApprovalMissing') : undefined}
        />
        <TextField
          kind="figures"
          inputMode="decimal"
          label={t('pay.slipRestCash')}
          value={cashText}
          onChange={setCashText}
          error={checked && cashWrong ? wrongAmount : undefined}
        />
        {pay.error !== null && <Failure error={pay.error} />}
        <input type="submit" hidden />
      </form>
    </Sheet>
  );
}
