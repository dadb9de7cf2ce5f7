import type { ItemId, RegisterId } from '@second-chance/shared/ids.ts';
import { availableStock } from '@second-chance/shared/stock/available.ts';
import type { Catalogue } from '../documents/catalogue.ts';
import { tableOf } from '../documents/collection-tables.ts';
import { documentVersion } from '../documents/document-version.ts';
import type { Store } from '../store/open-store.ts';

/** How many pieces of an item are there to sell, as far as this till knows. */
export interface OnHand {
  readonly of: (itemId: ItemId) => number;
  /** To be called after this till moved something: a sale, an adjustment. */
  readonly forget: () => void;
}

/**
 * The server's number with this register's own movements that are not in it yet. Remembered until
 * `forget` or news from the server, because a ticket of 1,000 lines shows all of them at every scan.
 */
export function openOnHand(
  store: Store,
  catalogue: Catalogue,
  registerId: () => RegisterId | null,
): OnHand {
  const known = new Map<ItemId, number>();
  let version = documentVersion(store);

  function read(itemId: ItemId): number {
    const level = catalogue.stockLevel(itemId);
    const register = registerId();
    const applied = (register === null ? null : level?.applied[register]) ?? { epoch: 0, seq: 0 };
    const own = store
      .prepare(
        `select coalesce(sum(quantity), 0) as pieces from stock_movement
         where item_id = ? and (epoch, seq) > (?, ?)`,
      )
      .get(itemId, applied.epoch, applied.seq) as { readonly pieces: number };
    return availableStock({
      onHand: level?.onHand ?? openingPieces(store, itemId),
      claimed: level?.claimed ?? 0,
      ownUnapplied: own.pieces,
    });
  }

  return {
    of(itemId) {
      if (version !== documentVersion(store)) known.clear();
      version = documentVersion(store);
      const remembered = known.get(itemId);
      if (remembered !== undefined) return remembered;
      const pieces = read(itemId);
      known.set(itemId, pieces);
      return pieces;
    },
    forget: () => known.clear(),
  };
}

/**
 * Pieces of an item that the server does not know yet. A unique one is a piece from the moment it is
 * made: the server counts it so when it hears of it.
 */
function openingPieces(store: Store, itemId: ItemId): number {
  const row = store.prepare(UNSENT_UNIQUE).get(itemId);
  return row === undefined ? 0 : 1;
}

const UNSENT_UNIQUE = `select 1 from ${tableOf('items')}
  where id = ? and rev like '%-0' and deleted = 0 and doc ->> '$.kind' = 'unique'`;
