import type { StoredValueId } from '@second-chance/shared/ids.ts';
import { type MinorUnits, minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { saleRecord } from '../receipts/sale-rows.ts';
import type { Cart } from '../sell/cart.ts';
import type { Store } from '../store/open-store.ts';
import { returnsOf } from './returned-pieces.ts';

export interface RefundableGiftCard {
  readonly accountId: StoredValueId;
  readonly hint: string;
  /** What it paid, less what went back to it. */
  readonly left: MinorUnits;
}

/** The gift cards that paid what comes back on this ticket, with what is left of each. */
export function refundableGiftCards(store: Store, { lines }: Cart): readonly RefundableGiftCard[] {
  const sales = new Set(lines.flatMap((line) => (line.kind === 'return' ? [line.saleId] : [])));
  const cards = new Map<StoredValueId, RefundableGiftCard>();
  for (const saleId of sales) {
    for (const { tenders } of [saleRecord(store, saleId), ...returnsOf(store, saleId)]) {
      for (const tender of tenders) {
        if (tender.kind !== 'gift_card') continue;
        const { accountId, hint, amount } = tender;
        const left = minorUnits((cards.get(accountId)?.left ?? 0) + amount);
        cards.set(accountId, { accountId, hint, left });
      }
    }
  }
  return [...cards.values()].filter(({ left }) => left > 0);
}
