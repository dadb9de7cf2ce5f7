/** Changes that the server refused for good: a person looks at each and drops it or makes it again. */
import type { ParkedEdit } from '@second-chance/shared/contract/till/document-views.ts';
import { EDIT_RIGHTS } from '@second-chance/shared/documents/collections.ts';
import type { IntentId } from '@second-chance/shared/ids.ts';
import { ok } from '@second-chance/shared/result.ts';
import { deleteIntent, type ParkedIntent, parkedIntents } from '../documents/intent-rows.ts';
import { readVersion } from '../documents/read-version.ts';
import { type Outcome, refuse } from '../outcome.ts';
import { authorize } from '../people/authorize.ts';
import { allOrNone } from './all-or-none.ts';
import { type Approvable, type EditSession, saveDocument } from './edit-document.ts';
import { changedFields, editView } from './edit-views.ts';

/** The latest first. */
export function parkedEdits(session: EditSession): Outcome<ParkedEdit[]> {
  const parked = parkedIntents(session.store, session.editing.sealer);
  return ok(
    parked.map((intent) => ({
      ...editView(session, intent),
      ...intent.refusal,
      parkedAt: intent.parkedAt,
    })),
  );
}

interface Named extends Approvable {
  readonly intentId: IntentId;
}

/** Errors: NOT_FOUND, those of `authorize`. */
export function dismissParked(
  session: EditSession,
  { intentId, approval }: Named,
): Outcome<Record<string, never>> {
  const found = parkedIntent(session, intentId);
  if (!found.ok) return found;
  const permission = authorize(session, EDIT_RIGHTS[found.value.collection], approval);
  if (!permission.ok) return permission;
  session.store.transaction(() => deleteIntent(session.store, intentId));
  return ok({});
}

/**
 * Makes the change once more, in the name of whoever asks, on the document as it is by now.
 * Errors: NOT_FOUND, INVALID_REQUEST where it does not fit any more, those of `authorize`.
 */
export function editAgain(
  session: EditSession,
  { intentId, approval }: Named,
): Outcome<Record<string, never>> {
  const { store, editing } = session;
  return allOrNone(store, () => {
    const found = parkedIntent(session, intentId);
    if (!found.ok) return found;
    const { collection, documentId, wanted } = found.value;
    const now = readVersion(store, editing.sealer, collection, documentId);
    const fields = changedFields(found.value).filter(({ field }) => field !== 'deleted');
    const document =
      now === null || now.revision === 0
        ? wanted.document
        : { ...now.document, ...Object.fromEntries(fields.map(({ field, to }) => [field, to])) };
    const again = { document, deleted: wanted.deleted };
    const saved = saveDocument(session, collection, documentId, again, approval);
    if (saved.ok) deleteIntent(store, intentId);
    return saved;
  });
}

function parkedIntent({ store, editing }: EditSession, intentId: IntentId): Outcome<ParkedIntent> {
  const found = parkedIntents(store, editing.sealer).find((parked) => parked.intentId === intentId);
  return found === undefined ? refuse('NOT_FOUND', 'no such change is parked') : ok(found);
}
