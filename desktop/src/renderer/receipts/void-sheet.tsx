import type { SaleRow } from '@second-chance/shared/contract/till/views.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TextField } from '@second-chance/ui/text-field.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import styles from '../sell/forms.module.css';
import { useSell } from '../sell/sell-context.ts';
import { usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
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
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const missing = reason.trim() === '';
  const submit = async () => {
    setChecked(true);
    if (missing) return;
    const { saleId } = sale;
    const done = await call.run((approval) =>
      port.sales.void({ saleId, reason: reason.trim(), approval }),
    );
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
        <TextField
          autoFocus
          label={t('sales.voidReason')}
          maxLength={200}
          value={reason}
          onChange={setReason}
          error={checked && missing ? t('app.reasonNeeded') : undefined}
          onKeyDown={(event) => event.key === 'Enter' && void submit()}
        />
        {call.error !== null && <Failure error={call.error} />}
        <TouchKey
          tone="danger"
          size="pay"
          wide
          hint="Enter"
          disabled={call.busy}
          onPress={() => void submit()}
        >
          {t('sales.voidSubmit')}
        </TouchKey>
      </div>
    </Sheet>
  );
}
