import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import { TouchKey } from '@second-chance/ui/touch-key.tsx';
import { usePort } from '../state/till-context.tsx';
import { useText } from '../text/use-text.ts';
import { useSell } from './sell-context.ts';
import styles from './ticket-extras.module.css';

/** Below the ticket's head: who buys, a note on all of it, and the step back. */
export function TicketExtras({ cart }: { readonly cart: CartView }) {
  const t = useText();
  const model = useSell();
  const port = usePort();
  return (
    <div className={styles.extras}>
      <span className={styles.customer}>
        <TouchKey tone="quiet" hint="Alt C" onPress={() => model.open({ kind: 'customer' })}>
          {cart.customer === null ? t('customer.add') : cart.customer.name}
        </TouchKey>
      </span>
      {cart.taxExempt && <span className={styles.mark}>{t('customer.exemptMark')}</span>}
      {cart.undoable && (
        <TouchKey
          tone="quiet"
          hint="Alt Z"
          onPress={() => void port.ticket.undo({}).then(model.acceptCart, () => {})}
        >
          {t('sell.undo')}
        </TouchKey>
      )}
      {cart.note !== '' && (
        <button
          type="button"
          className={styles.note}
          onClick={() => model.open({ kind: 'note', lineId: null })}
        >
          {cart.note}
        </button>
      )}
    </div>
  );
}
