/** What happened to one item's stock, as far as this till's disk tells. */
import type { ItemEvent } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { ReceiptDocument } from '@second-chance/shared/documents/receipt.ts';
import type { ItemId, StaffId } from '@second-chance/shared/ids.ts';
import type { RawEntry } from '@second-chance/shared/journal/entry.ts';
import { ok } from '@second-chance/shared/result.ts';
import { parseReceiptNumber } from '@second-chance/shared/sale/receipt-number.ts';
import { movementsOfSale } from '@second-chance/shared/stock/movements.ts';
import { documentOf, tableOf } from '../documents/collection-tables.ts';
import type { Outcome } from '../outcome.ts';
import type { Session } from '../till-context.ts';

/**
 * The latest first: this register's own movements, and the sales of the store's other tills whose
 * receipts are here. `complete` is false where others (the desk, other tills' counts) moved it too.
 */
export function itemHistory(
  session: Session,
  { id, limit }: { readonly id: ItemId; readonly limit: number },
): Outcome<{ events: ItemEvent[]; complete: boolean }> {
  const events = [...ownEvents(session, id), ...salesElsewhere(session, id)];
  const told = events.reduce((sum, { quantity }) => sum + quantity, 0);
  const { catalogue, onHand } = session;
  const now = onHand.of(id) + (catalogue.stockLevel(id)?.claimed ?? 0);
  const isUnique = catalogue.itemById(id)?.kind === 'unique';
  return ok({
    events: events.toSorted((left, right) => right.at - left.at).slice(0, limit),
    // A unique thing is a piece without a movement of any till.
    complete: told + (isUnique ? 1 : 0) === now,
  });
}

function ownEvents(session: Session, id: ItemId): readonly ItemEvent[] {
  const { store, catalogue, registerCode } = session;
  const rows = store
    .prepare(
      `select moved.kind, moved.quantity, entry.entry_json as json,
         entry.seq <= head.sent_seq as sent
       from stock_movement moved
       join journal_entry entry on entry.epoch = moved.epoch and entry.chain = 'live'
         and entry.seq = moved.seq
       join journal_head head on head.epoch = moved.epoch and head.chain = 'live'
       where moved.item_id = ?`,
    )
    .all(id) as readonly {
    readonly kind: ItemEvent['kind'];
    readonly quantity: number;
    readonly json: string;
    readonly sent: 0 | 1;
  }[];
  return rows.map(({ kind, quantity, json, sent }) => {
    const { at, staffId, payload } = JSON.parse(json) as RawEntry;
    const staff = nameOf(catalogue, staffId);
    return {
      ...{ kind, quantity, at, staff, register: registerCode },
      note: noteOf(payload),
      sent: sent === 1,
    };
  });
}

function salesElsewhere(session: Session, id: ItemId): readonly ItemEvent[] {
  const { store, catalogue, enrolment } = session;
  const own = enrolment()?.registerId;
  const rows = store
    .prepare(`select doc from ${tableOf('receipts')} where deleted = 0 and instr(doc, ?) > 0`)
    .all(id) as readonly { readonly doc: string }[];
  return rows.flatMap(({ doc }) => {
    const { registerId, at, staffId, sale } = documentOf<ReceiptDocument>(doc);
    if (registerId === own) return [];
    const register = parseReceiptNumber(sale.receiptNumber)?.registerCode ?? '';
    return movementsOfSale(sale)
      .filter(({ itemId }) => itemId === id)
      .map(({ kind, quantity }) => ({
        ...{ kind, quantity, at, register, staff: nameOf(catalogue, staffId) },
        note: sale.receiptNumber,
        sent: true,
      }));
  });
}

function nameOf(catalogue: Session['catalogue'], staffId: StaffId | null): string {
  return staffId === null ? '' : (catalogue.staffById(staffId)?.displayName ?? '');
}

/** The words or the number by which a person knows what moved it. */
function noteOf(payload: Readonly<Record<string, unknown>>): string {
  const { receiptNumber, reason, note, reference, name } = payload;
  return [receiptNumber, reason, reference, name, note]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
}
