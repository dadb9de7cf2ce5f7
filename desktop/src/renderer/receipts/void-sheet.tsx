import type { SaleRow } from '@second-chance/shared/contract/till/views.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { ReasonForm } from '../approval/reason-form.tsx';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import styles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort } from '../state/till-context.tsx';
import { useText } from '../text/use-text.ts';
import { SaleRowText } from './sale-row-text.tsx';

/** Undoes a whole sale of this shift, with a reason. */
export function VoidSheet({
  sale,
  onBack,
}: {
  readonly sale: SaleRow;
  readonly onBack: () => void;
}) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const call = useGuardedCall();
  const queries = useQueryClient();
  const submit = async (reason: string) => {
    const { saleId } = sale;
    const done = await call.run((approval) => port.sales.void({ saleId, reason, approval }));
    if (done === null) return;
    model.till.cart.accept(done.cart);
    if (done.cart.lines.length === 0) model.completed.set(done);
    void queries.invalidateQueries();
    model.close();
  };
  return (
    <Sheet
      title={t('sales.voidTitle', { number: sale.receiptNumber })}
      closeLabel={t('app.back')}
      onClose={onBack}
    >
      <div className={styles.column}>
        <SaleRowText row={sale} />
        <p className={styles.lead}>{t('sales.voidHint')}</p>
        <ReasonForm
          label={t('sales.voidReason')}
          submitLabel={t('sales.voidSubmit')}
          tone="danger"
          call={call}
          onSubmit={(reason) => void submit(reason)}
        />
      </div>
    </Sheet>
  );
}
