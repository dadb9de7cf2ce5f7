/** What the ledger said of an item at an earlier time, as far as this till can know. */
import type { ReceiptDocument } from '@second-chance/shared/documents/receipt.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { onHandAt, type TimedMovement } from '@second-chance/shared/stock/count-stock.ts';
import { movementsOfSale } from '@second-chance/shared/stock/movements.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { documentOf, tableOf } from '../documents/collection-tables.ts';
import type { Session } from '../till-context.ts';

export interface LedgerThen {
  readonly onHandAt: (itemId: ItemId, at: EpochMs) => number;
}

/**
 * Reads once all that moved since a count began: at this register, and what the store's other tills
 * sold as far as their receipts are here. An earlier count took effect when it counted. What this till cannot know the server takes into account.
 */
export function ledgerSince(session: Session, since: EpochMs): LedgerThen {
  const moved = new Map<ItemId, TimedMovement[]>();
  const add = (itemId: ItemId, movement: TimedMovement) => {
    moved.set(itemId, [...(moved.get(itemId) ?? []), movement]);
  };
  const { store, catalogue, onHand, enrolment } = session;
  const own = store
    .prepare(
      `select moved.item_id as itemId, moved.quantity,
         case when moved.kind = 'counted' then coalesce(entry.entry_json ->>
           ('$.payload.lines[' || cast(moved.line_number - 1 as integer) || '].countedAt'), entry.at)
         else entry.at end as at
       from journal_entry entry
       join stock_movement moved on moved.epoch = entry.epoch and moved.seq = entry.seq
       where entry.chain = 'live' and entry.at > ?
         and entry.type in ('sale_completed', 'stock_adjusted', 'stock_received',
           'stock_transferred', 'stock_counted')`,
    )
    .all(since) as readonly (TimedMovement & { readonly itemId: ItemId })[];
  for (const { itemId, quantity, at } of own) add(itemId, { quantity, at });
  const receipts = store
    .prepare(`select doc from ${tableOf('receipts')} where deleted = 0 and doc ->> '$.at' > ?`)
    .all(since) as readonly { readonly doc: string }[];
  for (const { doc } of receipts) {
    const { registerId, at, sale } = documentOf<ReceiptDocument>(doc);
    if (registerId === enrolment()?.registerId) continue;
    for (const { itemId, quantity } of movementsOfSale(sale)) add(itemId, { quantity, at });
  }
  return {
    onHandAt(itemId, at) {
      // What web checkouts hold is on the shelf.
      const claimed = catalogue.stockLevel(itemId)?.claimed ?? 0;
      const movements = moved.get(itemId) ?? [];
      return onHandAt({ onHand: onHand.of(itemId) + claimed, movements, at });
    },
  };
}
