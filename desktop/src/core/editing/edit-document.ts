/** What people at the till change in documents: checked, shown at once, and queued for the server. */
import type { Approval } from '@second-chance/shared/contract/till-rpc.ts';
import {
  COLLECTION_SCHEMAS,
  EDIT_RIGHTS,
  type EditableCollection,
} from '@second-chance/shared/documents/collections.ts';
import type { Version } from '@second-chance/shared/documents/merge-documents.ts';
import { ok } from '@second-chance/shared/result.ts';
import { readVersion } from '../documents/read-version.ts';
import { type EditDeps, recordEdit } from '../documents/record-edit.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import type { Session } from '../till-context.ts';
import { allOrNone } from './all-or-none.ts';

/** Somebody at the till, and what it takes to write documents. */
export interface EditSession extends Session {
  readonly editing: EditDeps;
}

type Fields = Readonly<Record<string, unknown>>;

export interface Approvable {
  readonly approval?: Approval | undefined;
}

/** Errors: INVALID_REQUEST where it does not fit, those of `authorize`. */
export function createDocument<Id extends string>(
  session: EditSession,
  collection: EditableCollection,
  { fields, approval }: Approvable & { readonly fields: Fields },
): Outcome<{ readonly id: Id }> {
  const id = session.newId() as string as Id;
  const document = { id, storeId: session.settings.id, ...fields };
  const saved = saveDocument(session, collection, id, { document, deleted: false }, approval);
  return saved.ok ? ok({ id }) : saved;
}

/** Fields that are left out keep their value. Errors: NOT_FOUND, and those of `createDocument`. */
export function editDocument<Id extends string>(
  session: EditSession,
  collection: EditableCollection,
  { id, fields, approval }: Approvable & { readonly id: Id; readonly fields: Fields },
): Outcome<{ readonly id: Id }> {
  const current = liveVersion(session, collection, id);
  if (!current.ok) return current;
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const document = { ...current.value.document, ...Object.fromEntries(given) };
  const saved = saveDocument(session, collection, id, { document, deleted: false }, approval);
  return saved.ok ? ok({ id }) : saved;
}

/**
 * Many edits by one decision, in one transaction: all or none, and one wait for the disk.
 * Errors: those of the first edit that is refused.
 */
export function editDocuments<Id extends string>(
  session: EditSession,
  collection: EditableCollection,
  {
    edits,
    approval,
  }: Approvable & { readonly edits: readonly { readonly id: Id; readonly fields: Fields }[] },
): Outcome<{ readonly ids: readonly Id[] }> {
  return allOrNone(session.store, () => {
    for (const edit of edits) {
      const edited = editDocument(session, collection, { ...edit, approval });
      if (!edited.ok) return edited;
    }
    return ok({ ids: edits.map(({ id }) => id) });
  });
}

/** Errors: NOT_FOUND, those of `authorize`. */
export function deleteDocument(
  session: EditSession,
  collection: EditableCollection,
  { id, approval }: Approvable & { readonly id: string },
): Outcome<Record<string, never>> {
  const current = liveVersion(session, collection, id);
  if (!current.ok) return current;
  return saveDocument(session, collection, id, { ...current.value, deleted: true }, approval);
}

/** The version that stands at this till. Error: NOT_FOUND for none, or a deleted one. */
export function liveVersion(
  { store, editing }: EditSession,
  collection: EditableCollection,
  id: string,
): Outcome<Version> {
  const current = readVersion(store, editing.sealer, collection, id);
  if (current === null || current.deleted) return refuse('NOT_FOUND', `no such ${collection}`);
  const { document, deleted } = current;
  return ok({ document, deleted });
}

/** Records a whole version in the name of whoever is at the till. */
export function saveDocument(
  session: EditSession,
  collection: EditableCollection,
  id: string,
  wanted: Version,
  approval: Approval | undefined,
): Outcome<Record<string, never>> {
  const permission = authorize(session, EDIT_RIGHTS[collection], approval);
  if (!permission.ok) return permission;
  const parsed = COLLECTION_SCHEMAS[collection].safeParse(wanted.document);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.'));
    return refuse('INVALID_REQUEST', parsed.error.message, { fields });
  }
  recordEdit(session.editing, {
    collection,
    id,
    wanted: { document: { ...parsed.data }, deleted: wanted.deleted },
    staffId: session.me.id,
    approvedBy: permission.value.approvedBy,
    at: session.now,
  });
  return ok({});
}
