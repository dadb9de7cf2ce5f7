import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { callErrorOf } from '../rpc/call-error.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { useCart, usePort } from '../state/till-context.tsx';
import { useCall } from '../state/use-call.ts';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { CustomerOnTicket } from './customer-on-ticket.tsx';
import { NewCustomer } from './new-customer.tsx';

const FOUND_MAX = 8;

/** Who buys: found by a word, a number or an address, or written down now. */
export function CustomerSheet() {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const cart = useCart();
  const call = useCall();
  const [text, setText] = useState('');
  const [adding, setAdding] = useState(false);
  const wanted = { text: text.trim(), limit: FOUND_MAX };
  const found = useQuery({
    queryKey: ['customers', wanted],
    queryFn: () => port.customers.search(wanted),
    placeholderData: keepPreviousData,
  });
  const done = (view: CartView | null) => {
    if (view === null) return;
    model.acceptCart(view);
    model.close();
  };
  const choose = (customerId: NonNullable<CartView['customer']>['id'] | null) =>
    void call.run(() => port.ticket.setCustomer({ customerId })).then(done);

  if (cart?.customer) {
    return (
      <CustomerOnTicket
        customer={cart.customer}
        taxExempt={cart.taxExempt}
        busy={call.busy}
        error={call.error}
        onTakeOff={() => choose(null)}
      />
    );
  }
  if (adding) return <NewCustomer name={text} onBack={() => setAdding(false)} onMade={choose} />;
  const customers = found.data ?? [];
  return (
    <Sheet
      title={t('customer.title')}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={<TouchKey onPress={() => setAdding(true)}>{t('customer.new')}</TouchKey>}
    >
      <div className={formStyles.stack}>
        <TextField
          autoFocus
          label={t('customer.find')}
          description={t('customer.findHint')}
          maxLength={200}
          value={text}
          onChange={setText}
          onKeyDown={(event) => {
            const [only] = customers;
            if (event.key === 'Enter' && customers.length === 1 && only) choose(only.id);
          }}
        />
        {call.error !== null && <Failure error={call.error} />}
        {found.isError && <Failure error={callErrorOf(found.error)} />}
        {found.isSuccess && customers.length === 0 && (
          <p className={formStyles.lead} role="status">
            {t(text === '' ? 'customer.none' : 'customer.notFound', { text })}
          </p>
        )}
        <div className={formStyles.list}>
          {customers.map(({ id, name, phone, email, addressLines }) => (
            <TouchKey key={id} wide layout="start" disabled={call.busy} onPress={() => choose(id)}>
              <span>
                {name}
                <span className={formStyles.facts}>
                  {[phone, email, addressLines.join(', ')].filter(Boolean).join(' · ')}
                </span>
              </span>
            </TouchKey>
          ))}
        </div>
      </div>
    </Sheet>
  );
}
