/** One change of many items: all of them, or none. */
import { applyBulkEdit, type BulkEdit } from '@second-chance/shared/catalogue/bulk-edit.ts';
import type { ChangeSet } from '@second-chance/shared/contract/till/import-views.ts';
import type { InventoryFilter } from '@second-chance/shared/contract/till/inventory-views.ts';
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { allOrNone } from '../editing/all-or-none.ts';
import { type EditSession, saveDocument } from '../editing/edit-document.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { changeSetById, type ItemChange, noteChangeSet } from './change-sets.ts';
import type { InventoryLists } from './inventory-list.ts';

/** What a till changes in a second or two; it sells nothing meanwhile. */
export const BULK_MAX = 5_000;

export interface BulkEditWish {
  /** Null: all that the filter lets through. */
  readonly ids: readonly ItemId[] | null;
  readonly filter: InventoryFilter;
  readonly edit: BulkEdit;
  readonly approval?: Approval | undefined;
}

/**
 * Errors: TOO_MANY_ITEMS with `details.max`, NOT_FOUND where nothing fits or one is gone,
 * AMOUNT_INVALID for a price that cannot be, those of `saveDocument`.
 */
export function bulkEdit(
  session: EditSession,
  { ids, filter, edit, approval }: BulkEditWish,
  lists: InventoryLists,
): Outcome<ChangeSet> {
  const allowed = authorize(session, 'edit_catalogue', approval);
  if (!allowed.ok) return allowed;
  const order = { filter, sort: 'newest', descending: true } as const;
  const chosen = ids ?? lists.ids(session, order, BULK_MAX);
  if (chosen === null || chosen.length > BULK_MAX) {
    return refuse('TOO_MANY_ITEMS', 'too many for one change', { max: BULK_MAX });
  }
  return allOrNone(session.store, () => {
    const changes: ItemChange[] = [];
    for (const id of new Set(chosen)) {
      const before = session.catalogue.itemById(id);
      if (before === null) return refuse('NOT_FOUND', `no item ${id}`, { itemId: id });
      const after = applyBulkEdit(before, edit);
      if (!after.ok) return refuse('AMOUNT_INVALID', after.error, { itemId: id });
      if (isUnchanged(before, after.value)) continue;
      const wanted = { document: { ...after.value }, deleted: false };
      const saved = saveDocument(session, 'items', id, wanted, approval);
      if (!saved.ok) return saved;
      changes.push({ before, after: after.value });
    }
    const set = { id: session.newId<'ChangeSet'>(), kind: 'bulk_edit', label: edit.what } as const;
    noteChangeSet(session, { ...set, changes });
    const noted = changeSetById(session, set.id);
    return noted === null ? refuse('NOT_FOUND', 'the change is gone') : ok(noted);
  });
}

function isUnchanged(before: ItemDocument, after: ItemDocument): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
