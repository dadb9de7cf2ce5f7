/** The calls about documents, grouped as screens call them (till/document-calls.ts). */
import type { ItemList } from '@second-chance/shared/contract/till/document-views.ts';
import type { EditableCollection } from '@second-chance/shared/documents/collections.ts';
import type {
  CategoryId,
  CustomerId,
  Id,
  ItemId,
  PriceScheduleId,
} from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import type { ItemFilter, ItemPage } from './documents/list-items.ts';
import { customerById, searchCustomers } from './documents/search-customers.ts';
import {
  type Approvable,
  createDocument,
  deleteDocument,
  type EditSession,
  editDocument,
  editDocuments,
} from './editing/edit-document.ts';
import { createStaff, editStaff } from './editing/edit-staff.ts';
import { dismissParked, editAgain, parkedEdits } from './editing/parked.ts';
import { conflictViews, dismissConflict, restoreConflict } from './editing/settle-conflict.ts';
import { syncProgress } from './editing/sync-progress.ts';
import { type Outcome, refuse } from './outcome.ts';
import type { Reconciled } from './sync/sync.ts';
import type { AtCounter } from './till-calls.ts';
import type { Session } from './till-context.ts';

/** For use cases that write documents: they wait until the storage is there. */
export type AtEditing = <Input, T>(
  work: (session: EditSession, input: Input) => Outcome<T>,
) => (input: Input) => Promise<Outcome<T>>;

type Fields = Readonly<Record<string, unknown>>;
const NOBODY_NAMED = undefined;

/** When an edit answers it is on disk and shows; the server decides on it later. */
export function documentCalls(at: AtCounter, atEditing: AtEditing, reconciled: () => Reconciled) {
  function editing<Name extends Id<string>>(collection: EditableCollection) {
    return {
      create: atEditing((session, input: Approvable & { readonly fields: Fields }) =>
        createDocument<Name>(session, collection, input),
      ),
      edit: atEditing(
        (session, input: Approvable & { readonly id: Name; readonly fields: Fields }) =>
          editDocument<Name>(session, collection, input),
      ),
      editMany: atEditing(
        (
          session,
          input: Approvable & {
            readonly edits: readonly { readonly id: Name; readonly fields: Fields }[];
          },
        ) => editDocuments<Name>(session, collection, input),
      ),
      delete: atEditing((session, input: Approvable & { readonly id: Name }) =>
        deleteDocument(session, collection, input),
      ),
    };
  }
  const listed = (lists: typeof import('./documents/list-items.ts')) =>
    at((session: Session, input: ItemFilter & ItemPage): Outcome<ItemList> => {
      const { store } = session;
      const items = [...lists.listItems(store, input, input)];
      return ok({ items, ...lists.sumItems(store, input) });
    });
  const parkedList = atEditing((session, _: typeof NOBODY_NAMED) => parkedEdits(session));
  const progress = atEditing((session, _: typeof NOBODY_NAMED) =>
    syncProgress(session, reconciled()),
  );
  return {
    items: {
      ...editing<ItemId>('items'),
      get: at(({ catalogue }, { id }: { readonly id: ItemId }) => {
        const item = catalogue.itemById(id);
        return item === null ? refuse('NOT_FOUND', 'no such item') : ok(item);
      }),
      list: async (input: ItemFilter & ItemPage) =>
        listed(await import('./documents/list-items.ts'))(input),
    },
    categories: editing<CategoryId>('categories'),
    priceSchedules: editing<PriceScheduleId>('priceSchedules'),
    staff: { create: atEditing(createStaff), edit: atEditing(editStaff) },
    customers: {
      ...editing<CustomerId>('customers'),
      get: at(({ store }, { id }: { readonly id: CustomerId }) => {
        const customer = customerById(store, id);
        return customer === null ? refuse('NOT_FOUND', 'no such customer') : ok(customer);
      }),
      search: at(({ store }, input: { readonly text: string; readonly limit: number }) =>
        ok([...searchCustomers(store, input)]),
      ),
    },
    conflicts: {
      list: at(conflictViews),
      restore: atEditing(restoreConflict),
      dismiss: atEditing(dismissConflict),
    },
    parked: {
      list: () => parkedList(NOBODY_NAMED),
      dismiss: atEditing(dismissParked),
      editAgain: atEditing(editAgain),
    },
    sync: { progress: () => progress(NOBODY_NAMED) },
  };
}
