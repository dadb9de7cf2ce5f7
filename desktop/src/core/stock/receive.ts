/** Goods that come into the store. */
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { DeliveryId, ItemId } from '@second-chance/shared/ids.ts';
import type { PayloadOf } from '@second-chance/shared/journal/entry.ts';
import { ok } from '@second-chance/shared/result.ts';
import { allOrNone } from '../editing/all-or-none.ts';
import { type EditSession, editDocument } from '../editing/edit-document.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import type { Session } from '../till-context.ts';
import { insertMovement } from './insert-movement.ts';
import { isEntered, noteEntered } from './stock-documents.ts';

export type Delivery = PayloadOf<'stock_received'> & { readonly approval?: Approval | undefined };

export interface MovedGoods {
  readonly pieces: number;
  readonly items: number;
}

/**
 * Adds a delivery to stock, and sets what its pieces cost. The same delivery twice is entered once.
 * Errors: NOT_FOUND, QUANTITY_INVALID for a service, those of `authorize`.
 */
export function receiveGoods(
  session: EditSession,
  { approval, ...delivery }: Delivery,
): Outcome<MovedGoods> {
  return allOrNone(session.store, () => {
    const allowed = authorize(session, 'adjust_stock', approval);
    if (!allowed.ok) return allowed;
    const { deliveryId, lines } = delivery;
    if (isEntered(session, deliveryId)) return ok(countPieces(lines));
    const wrong = firstWithoutStock(session, lines);
    if (wrong !== null) return wrong;
    for (const { itemId, unitCost } of lines) {
      const item = session.catalogue.itemById(itemId);
      if (unitCost === null || item?.unitCost === unitCost) continue;
      const edited = editDocument(session, 'items', { id: itemId, fields: { unitCost }, approval });
      if (!edited.ok) return edited;
    }
    enterDelivery(session, delivery, allowed.value.approvedBy);
    return ok(countPieces(lines));
  });
}

/** The entry and its movements, within a transaction that is open. */
export function enterDelivery(
  session: Session,
  delivery: PayloadOf<'stock_received'>,
  approvedBy: Session['me']['id'] | null,
): void {
  const { deliveryId, lines } = delivery;
  session.append(
    {
      type: 'stock_received',
      payload: () => delivery,
      staffId: session.me.id,
      approvedBy,
      at: session.now,
      businessDay: session.today,
    },
    (place) => {
      noteEntered(session, { id: deliveryId satisfies DeliveryId, kind: 'received', place });
      for (const [index, { itemId, quantity }] of lines.entries()) {
        const movement = { lineNumber: index + 1, itemId, quantity, kind: 'received' } as const;
        insertMovement(session.store, place, movement);
      }
    },
  );
  session.onHand.forget();
}

/** A refusal where a line names what is not here, or what has no stock. */
export function firstWithoutStock(
  { catalogue }: Session,
  lines: readonly { readonly itemId: ItemId }[],
): Outcome<never> | null {
  for (const { itemId } of lines) {
    const item = catalogue.itemById(itemId);
    if (item === null) return refuse('NOT_FOUND', `no item ${itemId}`, { itemId });
    if (item.kind === 'service') {
      return refuse('QUANTITY_INVALID', 'a service has no stock', { itemId });
    }
  }
  return null;
}

export function countPieces(
  lines: readonly { readonly itemId: ItemId; readonly quantity: number }[],
): MovedGoods {
  return {
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    items: new Set(lines.map(({ itemId }) => itemId)).size,
  };
}
