import type { StoredValueView } from '@second-chance/shared/contract/till/stored-value-calls.ts';
import { minorUnits, ZERO } from '@second-chance/shared/money/minor-units.ts';
import { decimalSign } from '@second-chance/ui/decimal-sign.ts';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { usePayment } from '../pay/pay-context.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { useCart, usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';

interface Props {
  readonly account: StoredValueView;
  readonly onDone: () => void;
}

/** What is known of a card or credit, and the key that lets it pay. */
export function SpendCredit({ account, onDone }: Props) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const cart = useCart();
  const pay = usePayment();
  const format = useFormat();
  const call = useCall();
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(false);
  const { accountId, balance, answeredAt, fresh, spendable } = account;
  const pays = cart?.credits.find((credit) => credit.accountId === accountId) ?? null;
  const due = cart === null || cart.lines.length === 0 ? ZERO : cart.left;
  const most = minorUnits(Math.max(Math.min(spendable, due), 0));
  const amount = text.trim() === '' ? most : format.parse(text);
  const wrong = amount === null || amount <= 0;

  const spend = (wanted: typeof most) =>
    void call
      .run(() => port.storedValue.spend({ accountId, amount: wanted }))
      .then((view) => {
        if (view === null) return;
        model.acceptCart(view);
        onDone();
        if (wanted === 0) return;
        model.close();
        if (view.left === 0) pay.finish();
      });
  const submit = () => {
    setChecked(true);
    if (!wrong && !call.busy) spend(amount);
  };
  return (
    <div className={formStyles.columns}>
      <div className={formStyles.column}>
        <p className={formStyles.heading}>
          {t(account.kind === 'gift_card' ? 'credit.giftCard' : 'credit.credit', {
            hint: account.hint,
          })}
        </p>
        {balance === null ? (
          <p className={formStyles.lead}>{t('credit.unknown')}</p>
        ) : (
          <p>
            {t('credit.balance')} <Money amount={balance} size="due" />
          </p>
        )}
        {!fresh && (
          <p role="status" className={formStyles.lead}>
            {answeredAt === null
              ? t('credit.offlineNever', { amount: format.amount(spendable) })
              : t('credit.offlineSince', {
                  time: format.time(answeredAt),
                  amount: format.amount(spendable),
                })}
          </p>
        )}
        {call.error !== null && <Failure error={call.error} />}
        {pays !== null && (
          <TouchKey disabled={call.busy} onPress={() => spend(ZERO)}>
            {t('credit.takeOff', { amount: format.amount(pays.amount) })}
          </TouchKey>
        )}
        {most > 0 && pays === null && (
          <TouchKey
            tone="primary"
            size="pay"
            wide
            hint="Enter"
            disabled={call.busy}
            onPress={submit}
          >
            {t('credit.pay', { amount: format.amount(amount ?? most) })}
          </TouchKey>
        )}
      </div>
      {most > 0 && pays === null && (
        <div className={formStyles.column}>
          <FigureEntry
            takesFocus
            label={t('credit.amount')}
            keypadLabel={t('app.digits')}
            backspaceLabel={t('app.backspace')}
            extra={decimalSign(format)}
            value={text}
            onChange={setText}
            onEnter={submit}
            placeholder={format.amount(most)}
            error={
              checked && wrong ? t('app.amountInvalid', { example: format.example }) : undefined
            }
          />
        </div>
      )}
    </div>
  );
}
