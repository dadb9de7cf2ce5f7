/** Which cards money of the open ticket can go back to, and how much to each. */
import type { RefundableCard } from '@second-chance/shared/contract/till/views.ts';
import type { PaymentId, SaleId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import type { Tender } from '@second-chance/shared/sale/sale-record.ts';
import { saleRecord } from '../receipts/sale-rows.ts';
import type { Cart } from '../sell/cart.ts';
import type { Store } from '../store/open-store.ts';
import { returnsOf } from './returned-pieces.ts';

type CardTender = Extract<Tender, { readonly kind: 'card' }>;

/** The cards that paid what comes back on this ticket, with what is left of each. */
export function refundableCards(store: Store, cart: Cart): readonly RefundableCard[] {
  const cards = new Map<PaymentId, { readonly tender: CardTender; left: number }>();
  for (const saleId of salesComingBack(cart)) {
    for (const { tenders } of [saleRecord(store, saleId), ...returnsOf(store, saleId)]) {
      for (const tender of tenders) {
        if (tender.kind !== 'card') continue;
        const known = cards.get(tender.paymentId);
        if (known === undefined) cards.set(tender.paymentId, { tender, left: tender.amount });
        else known.left += tender.amount;
      }
    }
  }
  return [...cards.values()].flatMap(({ tender, left }) =>
    left <= 0
      ? []
      : [
          {
            paymentId: tender.paymentId,
            card: tender.card,
            simulated: tender.provider === 'simulator',
            provider: tender.provider,
            left: minorUnits(left),
          },
        ],
  );
}

function salesComingBack({ lines }: Cart): ReadonlySet<SaleId> {
  return new Set(lines.flatMap((line) => (line.kind === 'return' ? [line.saleId] : [])));
}
