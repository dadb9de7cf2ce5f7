import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { useState } from 'react';
import { useGuardedCall } from '../approval/use-guarded-call.ts';
import { useCart, usePort } from '../state/till-context.tsx';
import { Failure } from '../text/failure.tsx';
import { useFormat } from '../text/use-format.ts';
import { useText } from '../text/use-text.ts';
import { DiscountForm } from './discount-form.tsx';
import styles from './forms.module.css';
import { useSell } from './sell-context.ts';

/** What concerns the whole ticket: a discount on it, or throwing it away. */
export function TicketSheet() {
  const t = useText();
  const model = useSell();
  const port = usePort();
  const cart = useCart();
  const format = useFormat();
  const call = useGuardedCall();
  const [sure, setSure] = useState(false);
  if (cart === null || cart.lines.length === 0) return null;
  const done = (view: CartView | null) => {
    if (view === null) return;
    model.acceptCart(view);
    model.close();
  };
  const items = t('sell.ticketItems', { count: cart.pieces });
  const clear = () => {
    if (sure) void call.run(() => port.cart.clear({})).then(done);
    else setSure(true);
  };
  return (
    <Sheet title={t('ticket.title')} closeLabel={t('app.back')} onClose={model.close}>
      <div className={styles.stack}>
        {call.error !== null && <Failure error={call.error} />}
        <DiscountForm
          busy={call.busy}
          submitLabel={t('line.setDiscount')}
          removable={cart.cartDiscount !== null}
          foot={
            <>
              <TouchKey onPress={() => model.open({ kind: 'note', lineId: null })}>
                {t('note.open')}
              </TouchKey>
              <TouchKey tone="danger" disabled={call.busy} onPress={clear}>
                {sure
                  ? t('ticket.clearSure', { items, total: format.amount(cart.gross) })
                  : t('ticket.clear')}
              </TouchKey>
              {sure && <p className={styles.lead}>{t('ticket.clearHint')}</p>}
            </>
          }
          onDiscount={(discount) =>
            void call.run((approval) => port.cart.discountCart({ discount, approval })).then(done)
          }
        />
      </div>
    </Sheet>
  );
}
