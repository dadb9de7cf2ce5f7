/** Changes of documents as people read them: what, by whom, which fields. */
import type { EditView, FieldChange } from '@second-chance/shared/contract/till/document-views.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import { labelOf } from '../documents/conflict-document.ts';
import type { IntentRow } from '../documents/intent-rows.ts';
import type { Session } from '../till-context.ts';

export function editView({ catalogue }: Session, intent: IntentRow): EditView {
  const { intentId, collection, documentId, base, wanted, staffId, at } = intent;
  return {
    intentId,
    collection,
    documentId,
    label: labelOf(wanted.document),
    staff: catalogue.staffById(staffId)?.displayName ?? '',
    at,
    isNew: base === null,
    fields: changedFields(intent),
  };
}

/** The fields that a change gives another value; of a new document all that say something. */
export function changedFields({ base, wanted }: Pick<IntentRow, 'base' | 'wanted'>): FieldChange[] {
  const before = base?.document ?? {};
  const fields = Object.keys(wanted.document)
    .filter((field) => field !== 'id' && field !== 'storeId' && field !== 'pinHash')
    .map((field) => change(field, before[field], wanted.document[field]))
    .filter(({ from, to }) => canonicalJson(from as never) !== canonicalJson(to as never));
  const wasDeleted = base?.deleted ?? false;
  if (wasDeleted !== wanted.deleted) fields.push(change('deleted', wasDeleted, wanted.deleted));
  return fields;
}

function change(field: string, from: unknown, to: unknown): FieldChange {
  return {
    field,
    from: (from ?? null) as FieldChange['from'],
    to: (to ?? null) as FieldChange['to'],
  };
}
