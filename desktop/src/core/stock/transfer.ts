/** Goods that go to another store of the organization. */
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { PayloadOf } from '@second-chance/shared/journal/entry.ts';
import { ok } from '@second-chance/shared/result.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { knownStores } from '../sync/errands.ts';
import type { Session } from '../till-context.ts';
import { insertMovement } from './insert-movement.ts';
import { countPieces, firstWithoutStock, type MovedGoods } from './receive.ts';
import { isEntered, noteEntered } from './stock-documents.ts';

export type Transfer = PayloadOf<'stock_transferred'> & {
  readonly approval?: Approval | undefined;
};

/**
 * Takes goods out of this store; the server adds them to the other one. The same transfer twice is
 * entered once. Errors: NOT_FOUND (item, store), QUANTITY_INVALID, those of `authorize`.
 */
export function transferGoods(
  session: Session,
  { approval, ...transfer }: Transfer,
): Outcome<MovedGoods> {
  const allowed = authorize(session, 'adjust_stock', approval);
  if (!allowed.ok) return allowed;
  const { transferId, toStoreId, lines } = transfer;
  if (isEntered(session, transferId)) return ok(countPieces(lines));
  const known = knownStores(session.store).some(({ id }) => id === toStoreId);
  if (!known || toStoreId === session.settings.id)
    return refuse('NOT_FOUND', 'no such other store');
  const wrong = firstWithoutStock(session, lines);
  if (wrong !== null) return wrong;
  session.append(
    {
      type: 'stock_transferred',
      payload: () => transfer,
      staffId: session.me.id,
      approvedBy: allowed.value.approvedBy,
      at: session.now,
      businessDay: session.today,
    },
    (place) => {
      noteEntered(session, { id: transferId, kind: 'transferred', place });
      for (const [index, { itemId, quantity }] of lines.entries()) {
        const out = { lineNumber: index + 1, itemId, quantity: -quantity } as const;
        insertMovement(session.store, place, { ...out, kind: 'transferred' });
      }
    },
  );
  session.onHand.forget();
  return ok(countPieces(lines));
}
