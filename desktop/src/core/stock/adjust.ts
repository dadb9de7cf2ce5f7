import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import type { PayloadOf } from '@second-chance/shared/journal/entry.ts';
import { ok } from '@second-chance/shared/result.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import type { Session } from '../till-context.ts';
import { insertMovement } from './insert-movement.ts';

export interface StockAdjustment {
  readonly itemId: ItemId;
  /** Signed change in pieces. */
  readonly quantity: number;
  readonly reason: PayloadOf<'stock_adjusted'>['reason'];
  readonly note: string;
  readonly approval?: Approval | undefined;
}

/**
 * Sets stock right, with a reason, and answers what is there afterwards.
 * Errors: QUANTITY_INVALID for 0 or a thing that has no stock, NOT_FOUND, those of `authorize`.
 */
export function adjustStock(
  session: Session,
  { approval, ...payload }: StockAdjustment,
): Outcome<{ readonly onHand: number }> {
  const { itemId, quantity } = payload;
  if (quantity === 0) return refuse('QUANTITY_INVALID', 'an adjustment by nothing');
  const item = session.catalogue.itemById(itemId);
  if (item === null) return refuse('NOT_FOUND', `no item ${itemId}`);
  if (item.kind === 'service') return refuse('QUANTITY_INVALID', 'a service has no stock');
  const permission = authorize(session, 'adjust_stock', approval);
  if (!permission.ok) return permission;

  session.append(
    {
      type: 'stock_adjusted',
      payload: () => payload,
      staffId: session.me.id,
      approvedBy: permission.value.approvedBy,
      at: session.now,
      businessDay: session.today,
    },
    (place) => {
      if (place.chain !== 'live') return;
      insertMovement(session.store, place, { lineNumber: 1, itemId, quantity, kind: 'adjusted' });
    },
  );
  session.onHand.forget();
  return ok({ onHand: session.onHand.of(itemId) });
}
