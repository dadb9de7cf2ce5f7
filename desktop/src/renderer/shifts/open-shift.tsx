import { decimalSign } from '@second-chance/ui/decimal-sign.ts';
import { FigureEntry } from '@second-chance/ui/figure-entry.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useEffect, useRef, useState } from 'react';
import { StockKey } from '../frame/stock-key.tsx';
import startStyles from '../start/start.module.css';
import { useTill, useTillState } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import styles from './open-shift.module.css';

/** Before the first sale: the money in the drawer is counted. */
export function OpenShift() {
  const t = useText();
  const till = useTill();
  const format = useFormat();
  const { staff } = useTillState();
  const call = useCall();
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(false);
  const page = useRef<HTMLElement>(null);
  useEffect(() => page.current?.querySelector('input')?.focus(), []);
  const float = format.parse(text);
  const wrong = float === null || float < 0;
  const submit = () => {
    setChecked(true);
    if (float === null || wrong) return;
    void call.run(() => till.port.shifts.open({ float }).then(till.acceptState));
  };
  return (
    <main className={startStyles.page} ref={page}>
      <div className={styles.card}>
        <div className={styles.head}>
          <h1 className={startStyles.title}>{t('shift.openTitle')}</h1>
          <p className={startStyles.lead}>{t('shift.openBody')}</p>
        </div>
        <div className={styles.figure}>
          <FigureEntry
            label={t('shift.float')}
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
        <div className={styles.keys}>
          {call.error !== null && <Failure error={call.error} />}
          <TouchKey
            tone="primary"
            size="pay"
            wide
            hint="Enter"
            disabled={call.busy}
            onPress={submit}
          >
            {t('shift.openSubmit')}
          </TouchKey>
          <StockKey tone="quiet" />
          <TouchKey
            tone="quiet"
            onPress={() => void call.run(() => till.port.people.signOut({}).then(till.acceptState))}
          >
            {t('signIn.other')}{' '}
            {staff === null ? '' : `(${t('menu.signedIn', { name: staff.displayName })})`}
          </TouchKey>
        </div>
      </div>
    </main>
  );
}
