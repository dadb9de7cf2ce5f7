import type { SaleRow } from '@second-chance/shared/contract/till/views.ts';
import type { SaleId } from '@second-chance/shared/ids.ts';
import { ReceiptPaper } from '@second-chance/ui/receipt-paper.tsx';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQuery } from '@tanstack/react-query';
import { PrintKey } from '../devices/print-key.tsx';
import { callErrorOf } from '../rpc/call-error.ts';
import formStyles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useText } from '../text/use-text.ts';
import { ReceiptWays } from './receipt-ways.tsx';

interface Props {
  readonly saleId: SaleId;
  /** Null until the list around it is known. */
  readonly row: SaleRow | null;
  readonly onVoid: (row: SaleRow) => void;
  readonly onBack: () => void;
}

/** One receipt as it was printed; what is printed from here is marked as a copy. */
export function ReceiptSheet({ saleId, row, onVoid, onBack }: Props) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const receipt = useQuery({
    queryKey: ['receipt', saleId],
    queryFn: () => port.sales.receipt({ saleId, copy: true }),
  });
  const number = receipt.data?.receipt.receiptNumber ?? row?.receiptNumber ?? '';
  return (
    <Sheet
      title={t('sales.receipt', { number })}
      closeLabel={t('app.close')}
      onClose={model.close}
      foot={
        <>
          <TouchKey onPress={onBack}>{t('sales.title')}</TouchKey>
          {row !== null && (row.kind === 'sale' || row.kind === 'exchange') && (
            <TouchKey onPress={() => model.open({ kind: 'returns', receiptNumber: number })}>
              {t('sales.return')}
            </TouchKey>
          )}
          {row?.voidable === true && (
            <TouchKey tone="danger" onPress={() => onVoid(row)}>
              {t('sales.void')}
            </TouchKey>
          )}
          <PrintKey
            tone="primary"
            disabled={!receipt.isSuccess}
            print={() => port.devices.printReceipt({ saleId })}
          >
            {t('sales.print')}
          </PrintKey>
        </>
      }
    >
      {receipt.isError && <Failure error={callErrorOf(receipt.error)} />}
      <div className={formStyles.stack}>
        <ReceiptWays saleId={saleId} />
        {receipt.isSuccess && <ReceiptPaper label={t('sales.paper')} text={receipt.data.text} />}
      </div>
    </Sheet>
  );
}
