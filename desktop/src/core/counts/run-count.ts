/** Counting by scanning: any number of people at this till, shelf by shelf, with or without a network. */
import type { CountHead, CountScan } from '@second-chance/shared/contract/till/count-views.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { CategoryId, ItemId, StockCountId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { inventoryRow } from '../stock/inventory-list.ts';
import type { Session } from '../till-context.ts';
import {
  addScan,
  countById,
  countedItems,
  countHeads,
  endCount,
  insertCount,
  partIdOf,
} from './count-rows.ts';

const HEADS_SHOWN = 30;

export function listCounts(session: Session): Outcome<CountHead[]> {
  return ok(countHeads(session, HEADS_SHOWN));
}

/** Errors: NOT_FOUND for a category that is not here, those of `authorize`. */
export function startCount(
  session: Session,
  { name, categoryId }: { readonly name: string; readonly categoryId: CategoryId | null },
): Outcome<CountHead> {
  const allowed = authorize(session, 'edit_catalogue', undefined);
  if (!allowed.ok) return allowed;
  if (categoryId !== null && session.catalogue.category(categoryId) === null) {
    return refuse('NOT_FOUND', 'no such category');
  }
  const id = session.newId<'StockCount'>();
  session.store.transaction(() => insertCount(session, { id, name, categoryId }));
  return openCount(session, id);
}

/** Error: NOT_FOUND, CONFLICT where it has ended, or is being handed over and not answered yet. */
export function openCount(session: Session, id: StockCountId): Outcome<CountHead> {
  const head = countById(session, id);
  if (head === null) return refuse('NOT_FOUND', 'no such count');
  if (head.state !== 'open') return refuse('CONFLICT', 'this count has ended');
  return partIdOf(session.store, id) === null
    ? ok(head)
    : refuse('CONFLICT', 'this count is being handed over');
}

export interface Scanned {
  readonly countId: StockCountId;
  readonly area: string;
  /** What a scanner read; null where the item is named. */
  readonly code: string | null;
  readonly itemId: ItemId | null;
  readonly quantity: number;
}

/**
 * Counts pieces. Whoever is signed in may help to count; only starting and posting need the right.
 * Errors: those of `openCount`, CODE_UNKNOWN, CODE_AMBIGUOUS with `details.rows`, QUANTITY_INVALID
 * for a service.
 */
export function scanCount(session: Session, scanned: Scanned): Outcome<CountScan> {
  const open = openCount(session, scanned.countId);
  if (!open.ok) return open;
  const found = itemOf(session, scanned);
  if (!found.ok) return found;
  const item = found.value;
  if (item.kind === 'service') return refuse('QUANTITY_INVALID', 'a service has no stock');
  const { countId, area, quantity } = scanned;
  session.store.quickTransaction(() =>
    addScan(session, { countId, itemId: item.id, area, quantity }),
  );
  const count = countById(session, countId);
  if (count === null) return refuse('NOT_FOUND', 'no such count');
  const counted = countedItems(session, countId).find(({ itemId }) => itemId === item.id);
  return ok({
    itemId: item.id,
    name: item.name,
    sku: item.sku,
    picture: item.pictures[0] ?? null,
    area,
    inArea: counted?.areas.find(({ name }) => name === area)?.pieces ?? 0,
    counted: counted?.counted ?? 0,
    count,
  });
}

function itemOf(session: Session, { code, itemId }: Scanned): Outcome<ItemDocument> {
  if (itemId !== null) {
    const item = session.catalogue.itemById(itemId);
    return item === null ? refuse('NOT_FOUND', 'no such item') : ok(item);
  }
  const items = session.catalogue.itemsByCode(code ?? '');
  const [first] = items;
  if (first === undefined) {
    const catalogueComplete = session.catalogue.coverage().complete;
    return refuse('CODE_UNKNOWN', 'no item has this code', { catalogueComplete });
  }
  if (items.length === 1) return ok(first);
  const rows = items.map((item) => inventoryRow(session, item));
  return refuse('CODE_AMBIGUOUS', 'several items have this code', { rows });
}

/** Gives a count up; nothing of stock changes. Errors: those of `openCount` and `authorize`. */
export function dropCount(
  session: Session,
  { countId }: { readonly countId: StockCountId },
): Outcome<Record<string, never>> {
  const allowed = authorize(session, 'edit_catalogue', undefined);
  if (!allowed.ok) return allowed;
  const open = openCount(session, countId);
  if (!open.ok) return open;
  session.store.transaction(() => endCount(session, countId, 'dropped'));
  return ok({});
}
