import { parseReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import { EmptyState } from '@second-chance/ui/empty-state.tsx';
import { ErrorNote } from '@second-chance/ui/error-note.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useScan } from '../keys/keyboard.ts';
import { SaleRowText } from '../receipts/sale-row-text.tsx';
import { type CallError, callErrorOf } from '../rpc/call-error.ts';
import styles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { ChooseReturn } from './choose-return.tsx';
import { FindSale } from './find-sale.tsx';
import { ReturnWithoutReceipt } from './return-without-receipt.tsx';

const SHOWN = 6;

/** Goods come back: by the receipt's number, by who bought what, from the last sales, or without a receipt. */
export function ReturnsSheet({ receiptNumber }: { readonly receiptNumber: string | null }) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const [number, setNumber] = useState('');
  const [withoutReceipt, setWithoutReceipt] = useState(false);
  const find = (wanted: string) => {
    if (wanted.trim() !== '') model.open({ kind: 'returns', receiptNumber: wanted.trim() });
  };
  useScan((code) => (withoutReceipt ? void model.scan(code) : find(code)));

  const sale = useQuery({
    queryKey: ['returnable', receiptNumber],
    queryFn: () => port.sales.returnable({ receiptNumber: receiptNumber ?? '' }),
    enabled: receiptNumber !== null,
  });
  const recent = useQuery({
    queryKey: ['recent', SHOWN, 'returns'],
    queryFn: () => port.sales.recent({ limit: SHOWN, ofStore: true }),
  });
  if (withoutReceipt) return <ReturnWithoutReceipt onBack={() => setWithoutReceipt(false)} />;
  if (sale.isSuccess) return <ChooseReturn sale={sale.data} />;

  const words = parseReceiptNumber(number.trim()) === null ? number.trim() : '';
  const rows = (recent.data ?? []).filter(({ kind }) => kind === 'sale' || kind === 'exchange');
  return (
    <Sheet
      title={t('returns.title')}
      closeLabel={t('app.back')}
      onClose={model.close}
      foot={
        <TouchKey onPress={() => setWithoutReceipt(true)}>{t('returns.withoutReceipt')}</TouchKey>
      }
    >
      <div className={styles.stack}>
        <div className={styles.row}>
          <div className={styles.grow}>
            <TextField
              kind="code"
              autoFocus
              label={t('returns.number')}
              description={t('returns.numberHint')}
              maxLength={60}
              value={number}
              onChange={setNumber}
              onKeyDown={(event) => event.key === 'Enter' && find(number)}
            />
          </div>
          <TouchKey tone="primary" hint="Enter" onPress={() => find(number)}>
            {t('returns.find')}
          </TouchKey>
        </div>
        {sale.isError && <NotFound error={callErrorOf(sale.error)} />}
        {words === '' ? (
          <>
            <h3 className={styles.heading}>{t('returns.recent')}</h3>
            {recent.isSuccess && rows.length === 0 && (
              <EmptyState title={t('returns.noneRecent')}>{t('returns.noneRecentHint')}</EmptyState>
            )}
            <div className={styles.list}>
              {rows.map((row) => (
                <TouchKey
                  key={row.saleId}
                  wide
                  tone="quiet"
                  layout="start"
                  onPress={() => find(row.receiptNumber)}
                >
                  <SaleRowText row={row} />
                </TouchKey>
              ))}
            </div>
          </>
        ) : (
          <FindSale text={words} onFound={find} />
        )}
      </div>
    </Sheet>
  );
}

/** A number that this till does not know may well be a receipt of the store. */
function NotFound({ error }: { readonly error: CallError }) {
  const t = useText();
  if (error.code !== 'NOT_FOUND') return <Failure error={error} />;
  return (
    <ErrorNote happened={t('returns.unknown')} todo={t('returns.unknownTodo')} code={error.code} />
  );
}
