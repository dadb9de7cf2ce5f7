import type { ItemId } from '@second-chance/shared/ids.ts';
import type { EntryPlace } from '../journal/append-entry.ts';
import type { Store } from '../store/open-store.ts';

export interface Movement {
  /** The line of the sale; 1 for a movement that is an entry of its own. */
  readonly lineNumber: number;
  readonly itemId: ItemId;
  /** Signed: what leaves is negative. */
  readonly quantity: number;
  readonly kind: 'sold' | 'returned' | 'adjusted' | 'received' | 'transferred' | 'counted';
}

/**
 * Adds one movement to the till's own ledger. Belongs inside the transaction of its entry; training
 * moves nothing.
 */
export function insertMovement(store: Store, place: EntryPlace, movement: Movement): void {
  if (place.chain !== 'live') return;
  store
    .prepare(
      `insert into stock_movement (epoch, seq, line_number, item_id, quantity, kind)
       values (?, ?, ?, ?, ?, ?)`,
    )
    .run(
      place.epoch,
      place.seq,
      movement.lineNumber,
      movement.itemId,
      movement.quantity,
      movement.kind,
    );
}
