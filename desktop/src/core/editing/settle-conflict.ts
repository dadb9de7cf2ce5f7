/** What people do about merges in which a value lost. */
import type { ConflictView } from '@second-chance/shared/contract/till/document-views.ts';
import {
  EDITABLE_COLLECTIONS,
  type EditableCollection,
} from '@second-chance/shared/documents/collections.ts';
import type { ConflictDocument, FieldConflict } from '@second-chance/shared/documents/conflict.ts';
import type { Version } from '@second-chance/shared/documents/merge-documents.ts';
import type { ConflictId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { labelOf } from '../documents/conflict-document.ts';
import { listConflicts } from '../documents/list-conflicts.ts';
import { readVersion } from '../documents/read-version.ts';
import { type Outcome, refuse } from '../outcome.ts';
import type { Session } from '../till-context.ts';
import { allOrNone } from './all-or-none.ts';
import { type Approvable, type EditSession, liveVersion, saveDocument } from './edit-document.ts';

/** The latest first. */
export function conflictViews(
  session: Session,
  filter: { readonly settledToo: boolean; readonly limit: number },
): Outcome<ConflictView[]> {
  const { store, catalogue } = session;
  const own = session.enrolment();
  return ok(
    listConflicts(store, filter).map((conflict) => {
      const { collection, documentId, registerId } = conflict;
      const now = isEditable(collection) ? readVersion(store, null, collection, documentId) : null;
      return {
        conflict,
        label: now === null ? conflict.label : labelOf(now.document),
        staff: catalogue.staffById(conflict.staffId)?.displayName ?? '',
        register: own?.registerId === registerId ? own.registerCode : '',
        restorable: conflict.fields.filter(isRestorable).map(({ field }) => field),
      };
    }),
  );
}

/**
 * Brings lost values back into the document as it is by now, and settles the conflict, both or
 * none. Errors: NOT_FOUND, CONFLICT where it is settled or nothing can be restored,
 * INVALID_REQUEST where the document would not fit, those of `authorize`.
 */
export function restoreConflict(
  session: EditSession,
  { id, fields, approval }: Approvable & Named,
): Outcome<Record<string, never>> {
  return allOrNone(session.store, () => {
    const found = openConflict(session, id);
    if (!found.ok) return found;
    const { collection, documentId } = found.value;
    const lost = found.value.fields.filter(
      (conflict) => isRestorable(conflict) && (fields?.includes(conflict.field) ?? true),
    );
    if (lost.length === 0 || !isEditable(collection)) {
      return refuse('CONFLICT', 'nothing of it can be brought back');
    }
    const now = liveVersion(session, collection, documentId);
    if (!now.ok) return now;
    const wanted = withLost(now.value, lost);
    const saved = saveDocument(session, collection, documentId, wanted, approval);
    return saved.ok ? settle(session, found.value, 'restored', approval) : saved;
  });
}

/** What was kept is right. Errors: NOT_FOUND, CONFLICT where it is settled, those of `authorize`. */
export function dismissConflict(
  session: EditSession,
  { id, approval }: Approvable & Named,
): Outcome<Record<string, never>> {
  const found = openConflict(session, id);
  return found.ok ? settle(session, found.value, 'dismissed', approval) : found;
}

interface Named {
  readonly id: ConflictId;
  /** Left out: all. */
  readonly fields?: readonly string[] | undefined;
}

function openConflict(session: EditSession, id: ConflictId): Outcome<ConflictDocument> {
  const found = liveVersion(session, 'conflicts', id);
  if (!found.ok) return found;
  const conflict = found.value.document as unknown as ConflictDocument;
  return conflict.settled === null ? ok(conflict) : refuse('CONFLICT', 'it is settled already');
}

function settle(
  session: EditSession,
  conflict: ConflictDocument,
  how: 'restored' | 'dismissed',
  approval: Approvable['approval'],
): Outcome<Record<string, never>> {
  const settled = { at: session.now, by: session.me.id, how };
  const wanted = { document: { ...conflict, settled }, deleted: false };
  return saveDocument(session, 'conflicts', conflict.id, wanted, approval);
}

function withLost(now: Version, lost: readonly FieldConflict[]): Version {
  const values = lost.filter(({ field }) => field !== 'deleted');
  return {
    document: {
      ...now.document,
      ...Object.fromEntries(values.map((conflict) => [conflict.field, conflict.lost])),
    },
    deleted: lost.some(({ field }) => field === 'deleted'),
  };
}

/** A PIN's hash is in no conflict, so that it can only be set anew. */
function isRestorable({ field }: FieldConflict): boolean {
  return field !== 'pinHash';
}

function isEditable(collection: string): collection is EditableCollection {
  return (EDITABLE_COLLECTIONS as readonly string[]).includes(collection);
}
