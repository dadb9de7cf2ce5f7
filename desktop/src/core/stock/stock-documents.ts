/** Deliveries, transfers and counts that are in the journal: each is entered once. */
import type { EntryPlace } from '../journal/append-entry.ts';
import type { Session } from '../till-context.ts';

export function isEntered({ store }: Session, id: string): boolean {
  return store.prepare('select 1 from stock_document where id = ?').get(id) !== undefined;
}

export function noteEntered(
  { store }: Session,
  { id, kind, place }: { readonly id: string; readonly kind: string; readonly place: EntryPlace },
): void {
  store
    .prepare('insert or ignore into stock_document (id, kind, epoch, seq) values (?, ?, ?, ?)')
    .run(id, kind, place.epoch, place.seq);
}
