import type { ConflictDocument, FieldConflict } from '@second-chance/shared/documents/conflict.ts';
import type { Merged } from '@second-chance/shared/documents/merge-documents.ts';
import type { ConflictId, RegisterId, StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { IntentRow } from './intent-rows.ts';

interface Found {
  readonly id: ConflictId;
  readonly storeId: StoreId;
  readonly registerId: RegisterId;
  readonly at: EpochMs;
  /** Whose change met the other one. */
  readonly intent: IntentRow;
}

/** What a merge had to choose, for a person to look at. */
export function conflictDocument(
  { id, storeId, registerId, at, intent }: Found,
  merged: Merged,
): ConflictDocument {
  return {
    id,
    storeId,
    collection: intent.collection,
    documentId: intent.documentId,
    // A customer's name would outlive the customer's wish to be forgotten.
    label: intent.collection === 'customers' ? '' : labelOf(merged.document),
    registerId,
    staffId: intent.staffId,
    at,
    fields: merged.conflicts.map(withoutSecrets),
    settled: null,
  };
}

/** A PIN's hash is told to nobody, so that such a field is named and not restored. */
function withoutSecrets(conflict: FieldConflict): FieldConflict {
  if (conflict.field !== 'pinHash') return conflict;
  return { ...conflict, base: null, kept: null, lost: null };
}

/** Name of a thing or person as people know it; empty where it has none. */
export function labelOf(document: Readonly<Record<string, unknown>>): string {
  const name = document.name ?? document.displayName;
  return typeof name === 'string' ? name : '';
}
