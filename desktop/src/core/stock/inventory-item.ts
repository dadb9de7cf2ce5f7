/** One item with what the till knows around it, and what codes name. */
import type {
  InventoryItem,
  InventoryRow,
} from '@second-chance/shared/contract/till/inventory-views.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { documentOf, tableOf } from '../documents/collection-tables.ts';
import { isUndecided } from '../documents/intent-rows.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { Session } from '../till-context.ts';
import { inventoryRow } from './inventory-list.ts';

/** Error: NOT_FOUND. */
export function inventoryItem(
  session: Session,
  { id }: { readonly id: ItemId },
): Outcome<InventoryItem> {
  const { catalogue, onHand, store } = session;
  const item = catalogue.itemById(id);
  if (item === null) return refuse('NOT_FOUND', 'no such item');
  return ok({
    item,
    onHand: item.kind === 'service' ? null : onHand.of(id),
    claimed: catalogue.stockLevel(id)?.claimed ?? 0,
    sent: !isUndecided(store, 'items', id),
    variants: variantsOf(session, item).map((variant) => inventoryRow(session, variant)),
  });
}

/** The one item that a code names. Errors: CODE_UNKNOWN; CODE_AMBIGUOUS with `details.rows`. */
export function inventoryByCode(
  session: Session,
  { code }: { readonly code: string },
): Outcome<InventoryRow> {
  const rows = session.catalogue.itemsByCode(code).map((item) => inventoryRow(session, item));
  const [first] = rows;
  if (first === undefined) {
    const catalogueComplete = session.catalogue.coverage().complete;
    return refuse('CODE_UNKNOWN', 'no item has this code', { catalogueComplete });
  }
  if (rows.length > 1) return refuse('CODE_AMBIGUOUS', 'several items have this code', { rows });
  return ok(first);
}

/** The others of its group, in the order of their making. */
export function variantsOf({ store }: Session, item: ItemDocument): readonly ItemDocument[] {
  if (item.variant == null) return [];
  const rows = store
    .prepare(
      `select doc from ${tableOf('items')} where deleted = 0 and category_id = ?
         and doc ->> '$.variant.groupId' = ? and id <> ? order by rowid limit 200`,
    )
    .all(item.categoryId, item.variant.groupId, item.id) as readonly { readonly doc: string }[];
  return rows.map(({ doc }) => documentOf<ItemDocument>(doc));
}
