import { decimalSign } from '@second-chance/ui/decimal-sign.ts';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useSell } from '../sell/sell-context.ts';
import { useCart } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './pay.module.css';
import { usePayment } from './pay-context.ts';

/** Cash: what is due, one touch for each likely amount, a keypad for any other. */
export function CashSheet() {
  const t = useText();
  const model = useSell();
  const cart = useCart();
  const pay = usePayment();
  const format = useFormat();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const dead = pay.phase !== 'ready' || cart === null || cart.gross <= 0;
  if (cart === null) return null;

  const take = () => {
    if (dead) return;
    if (text.trim() === '') return pay.cash(cart.dueInCash);
    const tendered = format.parse(text);
    if (tendered === null || tendered < 0) return setWrong(true);
    pay.cash(tendered);
  };
  return (
    <Sheet title={t('pay.cash')} closeLabel={t('app.back')} onClose={model.close}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <div>
            <p className={styles.word}>{t('pay.due')}</p>
            <Money amount={cart.dueInCash} size="due" />
          </div>
          <fieldset className={styles.quick} aria-label={t('pay.quick')}>
            {cart.quickCash.map((amount) => (
              <TouchKey key={amount} size="pay" disabled={dead} onPress={() => pay.cash(amount)}>
                <Money amount={amount} form="plain" />
              </TouchKey>
            ))}
          </fieldset>
          <TouchKey tone="primary" size="pay" wide hint="Enter" disabled={dead} onPress={take}>
            {t('pay.take')}
          </TouchKey>
          {pay.error !== null && <Failure error={pay.error} />}
        </div>
        <div className={styles.column}>
          <FigureEntry
            label={t('pay.handedOver')}
            keypadLabel={t('app.digits')}
            backspaceLabel={t('app.backspace')}
            extra={decimalSign(format)}
            value={text}
            onChange={(next) => {
              setText(next);
              setWrong(false);
              pay.clearError();
            }}
            onEnter={take}
            placeholder={format.amount(cart.dueInCash)}
            error={wrong ? t('app.amountInvalid', { example: format.example }) : undefined}
          />
        </div>
      </div>
    </Sheet>
  );
}
