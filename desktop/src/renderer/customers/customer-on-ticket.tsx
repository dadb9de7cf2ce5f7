import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { SaleRowText } from '../receipts/sale-row-text.tsx';
import type { CallError } from '../rpc/call-error.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { Money } from '../text/money.tsx';
import { useText } from '../text/use-text.ts';

const HISTORY_MAX = 20;

interface Props {
  readonly customer: NonNullable<CartView['customer']>;
  readonly taxExempt: boolean;
  readonly busy: boolean;
  readonly error: CallError | null;
  readonly onTakeOff: () => void;
}

/** Who is on the ticket: their credit, what they bought here, and the way to take goods back. */
export function CustomerOnTicket({ customer, taxExempt, busy, error, onTakeOff }: Props) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const { id } = customer;
  const history = useQuery({
    queryKey: ['customer-history', id],
    queryFn: () => port.ticket.customerHistory({ customerId: id, limit: HISTORY_MAX }),
  });
  const credit = useQuery({
    queryKey: ['customer-credit', id],
    queryFn: () => port.storedValue.lookUp({ kind: 'customer', customerId: id }),
    gcTime: 0,
  });
  const rows = history.data ?? [];
  const balance = credit.data?.balance ?? null;
  return (
    <Sheet
      title={customer.name}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <TouchKey disabled={busy} onPress={onTakeOff}>
          {t('customer.takeOff')}
        </TouchKey>
      }
    >
      <div className={formStyles.stack}>
        {error !== null && <Failure error={error} />}
        {taxExempt && <p role="status">{t('customer.taxExempt')}</p>}
        {balance !== null && balance > 0 && (
          <TouchKey onPress={() => model.open({ kind: 'credit', code: null })}>
            {t('customer.credit')} <Money amount={balance} />
          </TouchKey>
        )}
        <h3 className={formStyles.heading}>{t('customer.history')}</h3>
        {history.isSuccess && rows.length === 0 && (
          <p className={formStyles.lead}>{t('customer.historyNone')}</p>
        )}
        <div className={formStyles.list}>
          {rows.map((row) => (
            <TouchKey
              key={row.saleId}
              wide
              layout="start"
              onPress={() => model.open({ kind: 'returns', receiptNumber: row.receiptNumber })}
            >
              <SaleRowText row={row} />
            </TouchKey>
          ))}
        </div>
      </div>
    </Sheet>
  );
}
