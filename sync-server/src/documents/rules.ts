/** What the shop's rules say about one edit of each collection. Pure, over what lies on the desk. */
import { isDeepStrictEqual } from 'node:util';
import { parseBarcode } from '@second-chance/shared/catalogue/barcode.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  type DocumentOf,
  EDIT_RIGHTS,
  type EditableCollection,
} from '@second-chance/shared/documents/collections.ts';
import { erasedCustomer } from '@second-chance/shared/documents/customer.ts';
import type { CategoryId } from '@second-chance/shared/ids.ts';
import type { Stored } from '../db/document-repository.ts';
import { type Desk, isEditable } from './desk.ts';
import { type Editor, invalidEdit, mayEdit, NOT_ALLOWED } from './edit.ts';

/** An edit whose document is what its schema says, of the desk's store. */
export interface Judged<C extends EditableCollection> {
  readonly before: Stored<DocumentOf<C>> | null;
  readonly after: DocumentOf<C>;
  readonly deleted: boolean;
  readonly editor: Editor;
  readonly desk: Desk;
}

type Rule<C extends EditableCollection> = (judged: Judged<C>) => CodedError | null;

export const RULES: { readonly [C in EditableCollection]: Rule<C> } = {
  items: ({ before, after, deleted, desk }) => {
    if (deleted) return null;
    // What a thing is decides whether it has stock.
    if (before && (after.kind === 'service') !== (before.document.kind === 'service')) {
      return invalidEdit('kind', 'fixed');
    }
    if (!desk.isLive('categories', after.categoryId)) return unknown('categoryId');
    if (after.taxRateId !== null && !desk.isLive('taxRates', after.taxRateId)) {
      return unknown('taxRateId');
    }
    if (after.priceScheduleId !== null && !desk.isLive('priceSchedules', after.priceScheduleId)) {
      return unknown('priceScheduleId');
    }
    for (const [place, barcode] of after.barcodes.entries()) {
      const parsed = parseBarcode(barcode);
      if (!parsed.ok) return invalidEdit(`barcodes.${place}`, parsed.error);
    }
    return null;
  },

  categories: ({ after, deleted, desk }) => {
    if (deleted) return desk.isCategoryUsed(after.id) ? CATEGORY_IN_USE : null;
    if (!desk.isLive('taxRates', after.taxRateId)) return unknown('taxRateId');
    if (after.parentId === null) return null;
    if (!desk.isLive('categories', after.parentId)) return unknown('parentId');
    return isBelowItself(desk, after) ? invalidEdit('parentId', 'is_below_itself') : null;
  },

  priceSchedules: ({ after, deleted }) => {
    if (deleted) return KEPT;
    const days = after.phases.map(({ afterDays }) => afterDays);
    const ascending = days.every((day, place) => place === 0 || day > (days[place - 1] ?? day));
    return ascending ? null : invalidEdit('phases', 'days_not_ascending');
  },

  staff: ({ before, after, deleted, editor }) => {
    if (deleted) return KEPT;
    if (after.pinHash !== null && !PIN_HASH.test(after.pinHash)) {
      return invalidEdit('pinHash', 'not_argon2id');
    }
    const { pinHash: _, ...person } = after;
    const isOwnPin =
      before !== null &&
      editor.id === after.id &&
      isDeepStrictEqual({ ...before.document, pinHash: null }, { ...person, pinHash: null });
    const admins = after.role === 'store_admin' || before?.document.role === 'store_admin';
    const right = admins ? 'manage_store_admins' : 'manage_staff';
    return isOwnPin || mayEdit(editor, right) ? null : NOT_ALLOWED;
  },

  customers: ({ before }) => (before && isErased(before) ? ERASED : null),

  conflicts: ({ before, after, deleted, editor }) => {
    if (deleted) return KEPT;
    if (!isEditable(after.collection)) return invalidEdit('collection', 'unknown');
    if (before === null) {
      const foreign = editor.registerId !== null && after.registerId !== editor.registerId;
      return foreign ? invalidEdit('registerId', 'another_one') : null;
    }
    const { settled, ...rest } = after;
    return isDeepStrictEqual({ ...rest, settled: null }, { ...before.document, settled: null })
      ? null
      : invalidEdit('settled', 'nothing_else_changes');
  },
};

/** What the editor's role says, before any rule. */
export function rightError(collection: EditableCollection, editor: Editor): CodedError | null {
  // Whoever may change their own PIN need not manage others: the rule of staff decides by person.
  if (collection === 'staff') return null;
  return mayEdit(editor, EDIT_RIGHTS[collection]) ? null : NOT_ALLOWED;
}

/** Whether a customer asked to be forgotten: nothing brings them back. */
export function isErased({ document, deleted }: Stored<DocumentOf<'customers'>>): boolean {
  return deleted && isDeepStrictEqual(document, erasedCustomer(document));
}

function isBelowItself(desk: Desk, { id, parentId }: DocumentOf<'categories'>): boolean {
  const parents = desk.parents();
  parents.set(id, parentId);
  let at: CategoryId | null = parentId;
  // A loop that does not pass through this category cannot be new; stop after every step was taken.
  for (let steps = 0; at !== null && steps <= parents.size; steps += 1) {
    if (at === id) return true;
    at = parents.get(at) ?? null;
  }
  return false;
}

function unknown(path: string): CodedError {
  return invalidEdit(path, 'unknown_in_this_store');
}

/** The PHC form of argon2id, as the till and the API make it. */
const PIN_HASH =
  /^\$argon2id\$v=19\$m=\d{4,7},t=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]{16,}\$[A-Za-z0-9+/]{22,}$/;

const CATEGORY_IN_USE: CodedError = {
  code: 'CATEGORY_IN_USE',
  message: 'Items or categories below still use it.',
};
const KEPT: CodedError = { code: 'NOT_ALLOWED', message: 'Such documents are not deleted.' };
const ERASED: CodedError = {
  code: 'NOT_FOUND',
  message: 'This customer asked to be forgotten.',
  details: { erased: true },
};
