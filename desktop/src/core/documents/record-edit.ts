/** What a person changed: shown at once, and queued for the server, in one transaction. */
import type { EditableCollection } from '@second-chance/shared/documents/collections.ts';
import type { Version } from '@second-chance/shared/documents/merge-documents.ts';
import type { Id, StaffId } from '@second-chance/shared/ids.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { Sealer } from '../register/sealer.ts';
import { announce } from './apply-changes.ts';
import type { DocumentStorage } from './document-storage.ts';
import {
  type Base,
  deleteIntent,
  type Intent,
  type IntentRow,
  insertIntent,
  intentsOf,
  rewriteIntent,
} from './intent-rows.ts';
import { readVersion } from './read-version.ts';
import { type DocumentVersion, writeVersions } from './write-versions.ts';

export interface EditDeps {
  readonly storage: DocumentStorage;
  readonly sealer: Sealer;
  readonly newId: <Kind extends string>() => Id<Kind>;
}

export interface Edit {
  readonly collection: EditableCollection;
  readonly id: string;
  /** The whole document as it shall be; of one that is deleted its last version. */
  readonly wanted: Version;
  readonly staffId: StaffId;
  readonly approvedBy: StaffId | null;
  readonly at: EpochMs;
}

/**
 * Writes an edit and what is to be sent of it, both or neither. A killed program loses nothing of
 * it; the disk has it a moment later, and before it leaves this PC. Edits of one document that were
 * not sent yet become one; while one is on its way the next waits behind it. Joins a transaction
 * that is open. The document must fit its collection's schema.
 */
export function recordEdit(deps: EditDeps, edit: Edit): void {
  const { storage, sealer } = deps;
  const { store } = storage;
  const { collection, id, wanted } = edit;
  store.quickTransaction(() => {
    const current = readVersion(store, sealer, collection, id);
    const undecided = intentsOf(store, sealer, collection, id);
    queue(deps, edit, current, undecided.at(-1) ?? null);
    const revision = current?.revision ?? 0;
    writeVersions(storage, sealer, [{ collection, id, revision, ...wanted }], { only: 'any' });
  });
  store.flushSoon();
  announce(store, new Set([collection]));
}

function queue(
  { storage: { store }, sealer, newId }: EditDeps,
  edit: Edit,
  current: DocumentVersion | null,
  last: IntentRow | null,
): void {
  const { id, ...decision } = edit;
  const intent = (base: Base | null): Intent => ({
    ...decision,
    documentId: id,
    base,
    intentId: newId<'Intent'>(),
  });
  if (last === null) {
    const isNew = current === null || current.revision === 0;
    if (current !== null && !isNew && isSame(current, edit.wanted)) return;
    insertIntent(store, sealer, intent(isNew ? null : current));
  } else if (last.sent) {
    // Its revision is known once the one before it is decided; until then it is not sent.
    insertIntent(store, sealer, intent({ ...last.wanted, revision: 0 }));
  } else if (last.base === null ? edit.wanted.deleted : isSame(last.base, edit.wanted)) {
    deleteIntent(store, last.intentId);
  } else {
    rewriteIntent(store, sealer, { ...intent(last.base), intentId: last.intentId });
  }
}

export function isSame(left: Version, right: Version): boolean {
  return (
    left.deleted === right.deleted &&
    canonicalJson(left.document as never) === canonicalJson(right.document as never)
  );
}
