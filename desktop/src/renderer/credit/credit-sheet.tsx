import type { StoredValueView } from '@second-chance/shared/contract/till/stored-value-calls.ts';
import { parseReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useEffect, useRef, useState } from 'react';
import { useScan } from '../keys/keyboard.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { useCart, usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { SpendCredit } from './spend-credit.tsx';

/** A gift card or credit: what is on it, and how much of the ticket it shall pay. */
export function CreditSheet({ code: first }: { readonly code: string | null }) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const cart = useCart();
  const call = useCall();
  const [code, setCode] = useState(first ?? '');
  const [account, setAccount] = useState<StoredValueView | null>(null);
  const customer = cart?.customer ?? null;

  const lookUp = (holder: Parameters<typeof port.storedValue.lookUp>[0]) => {
    setAccount(null);
    void call.run(() => port.storedValue.lookUp(holder)).then(setAccount);
  };
  const byCode = (typed: string) => {
    // The answer that is under way belongs to the code that is shown.
    if (call.busy) return;
    const text = typed.trim();
    setCode(text);
    if (text === '') return;
    lookUp(
      parseReceiptNumber(text) === null
        ? { kind: 'gift_card', code: text }
        : { kind: 'receipt', receiptNumber: text },
    );
  };
  useScan(byCode);
  const atOnce = useRef(first);
  useEffect(() => {
    if (atOnce.current === null) return;
    byCode(atOnce.current);
    atOnce.current = null;
  });

  return (
    <Sheet title={t('credit.title')} closeLabel={t('app.back')} onClose={model.close}>
      <div className={formStyles.stack}>
        <div className={formStyles.row}>
          <div className={formStyles.grow}>
            <TextField
              autoFocus
              kind="code"
              label={t('credit.code')}
              description={t('credit.codeHint')}
              maxLength={60}
              value={code}
              onChange={setCode}
              onKeyDown={(event) => event.key === 'Enter' && byCode(code)}
            />
          </div>
          <TouchKey hint="Enter" disabled={call.busy} onPress={() => byCode(code)}>
            {t('credit.find')}
          </TouchKey>
        </div>
        {customer !== null && (
          <TouchKey
            disabled={call.busy}
            onPress={() => lookUp({ kind: 'customer', customerId: customer.id })}
          >
            {t('credit.ofCustomer', { name: customer.name })}
          </TouchKey>
        )}
        {call.busy && <p role="status">{t('credit.asking')}</p>}
        {call.error !== null && <Failure error={call.error} />}
        {account !== null && (
          <SpendCredit key={account.accountId} account={account} onDone={() => setAccount(null)} />
        )}
      </div>
    </Sheet>
  );
}
