import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { Session } from '../till-context.ts';
import { insertMovement } from './insert-movement.ts';

/**
 * Takes out what a thing that shall be as if it never was still has in stock. Answers false where
 * some of it was sold: then it was, and stays. Within a transaction that is open.
 */
export function takeOut(session: Session, { id, kind }: ItemDocument): boolean {
  const { store, me, now, today } = session;
  const sold = store
    .prepare(`select 1 from stock_movement where item_id = ? and kind in ('sold', 'transferred')`)
    .get(id);
  if (sold !== undefined) return false;
  const quantity = -session.onHand.of(id);
  // The server's own piece of a unique thing is of no account once the thing is deleted.
  if (kind !== 'stocked' || quantity === 0) return true;
  const payload = { itemId: id, quantity, reason: 'correction', note: '' } as const;
  const entry = { type: 'stock_adjusted', payload: () => payload, approvedBy: null } as const;
  session.append({ ...entry, staffId: me.id, at: now, businessDay: today }, (place) =>
    insertMovement(store, place, { lineNumber: 1, itemId: id, quantity, kind: 'adjusted' }),
  );
  return true;
}
