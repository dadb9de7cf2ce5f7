import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import { isFinal } from '@second-chance/shared/payments/payment-state.ts';
import { Sheet } from '@second-chance/ui/sheet.tsx';
import { useEffect, useRef, useState } from 'react';
import { useSell } from '../sell/sell-context.ts';
import { useCart } from '../state/till-context.tsx';
import { useText } from '../text/use-text.ts';
import { CardCharge } from './card-charge.tsx';
import { CardProgress } from './card-progress.tsx';
import styles from './pay.module.css';
import { usePayment } from './pay-context.ts';

/** Paying by card: what to charge, and then what the card, the reader and the provider say. */
export function CardSheet() {
  const t = useText();
  const model = useSell();
  const cart = useCart();
  useCompletion(cart);
  const payment = cart?.cards.at(-1);
  if (cart === null) return null;
  const running = payment !== undefined && !isFinal(payment.state);
  return (
    <Sheet title={t('card.title')} closeLabel={t('app.back')} onClose={model.close}>
      <div className={styles.cardBody}>
        {payment !== undefined && <CardProgress payment={payment} />}
        {!running && cart.left > 0 && <CardCharge cart={cart} again={payment !== undefined} />}
      </div>
    </Sheet>
  );
}

/**
 * Shows the sale once the cards cover it. Core completes it by itself the moment the approval is on
 * its disk; asking for the same ticket again answers the sale that is there.
 */
function useCompletion(cart: CartView | null): void {
  const pay = usePayment();
  const complete = useRef(pay.complete);
  useEffect(() => {
    complete.current = pay.complete;
  });
  const [ticket] = useState(cart);
  const isPaid =
    ticket !== null &&
    cart !== null &&
    (cart.saleId !== ticket.saleId || (cart.left === 0 && cart.cards.length > 0));
  useEffect(() => {
    if (isPaid && ticket !== null) complete.current(ticket);
  }, [isPaid, ticket]);
}
