/** Decides one edit over what lies on the desk, and puts there what becomes of it. */
import { isDeepStrictEqual } from 'node:util';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  COLLECTION_SCHEMAS,
  type EditableCollection,
} from '@second-chance/shared/documents/collections.ts';
import type { Stored } from '../db/document-repository.ts';
import type { Desk, Held } from './desk.ts';
import { type AnyDocument, type Edit, type Editor, invalidEdit } from './edit.ts';
import { isErased, type Judged, RULES, rightError } from './rules.ts';

export type Decision =
  | {
      readonly outcome: 'accepted';
      readonly revision: number;
      /** What it was before and is now; null where it was so already. */
      readonly change: {
        readonly before: Stored<AnyDocument> | null;
        readonly after: Stored<AnyDocument>;
      } | null;
    }
  | { readonly outcome: 'conflict' }
  | { readonly outcome: 'rejected'; readonly error: CodedError };

/** Revisions that edits of one batch were made on, by what the latest of them became. */
export interface Chain {
  readonly bases: ReadonlySet<number>;
  readonly revision: number;
}

/**
 * Compare and swap by revision. An edit made on the same revision as an accepted one before it in the
 * batch was made on top of that one: the till did not know yet what became of it.
 */
export function decideEdit(
  desk: Desk,
  edit: Edit,
  { editor, chain }: { readonly editor: Editor; readonly chain: Chain | undefined },
): Decision {
  const { collection, id, baseRevision, deleted } = edit;
  const held = desk.held(collection, id);
  if (held.elsewhere) return rejected(NOT_OF_THIS_STORE);
  const parsed = COLLECTION_SCHEMAS[collection].safeParse(edit.document);
  if (!parsed.success) return rejected(unfit(parsed.error.issues));
  const after = completed(desk, collection, parsed.data);
  if (after.id !== id) return rejected(invalidEdit('id', 'another_one'));
  if (after.storeId !== desk.storeId) return rejected(NOT_OF_THIS_STORE);
  const notAllowed = rightError(collection, editor);
  if (notAllowed) return rejected(notAllowed);

  const before = held.now;
  if (before && before.deleted === deleted && isDeepStrictEqual(before.document, after)) {
    return { outcome: 'accepted', revision: before.revision, change: null };
  }
  const error = ruleError(collection, { before, after, deleted, editor, desk });
  // Nothing of a person who asked to be forgotten is worth a merge.
  if (error && collection === 'customers') return rejected(error);
  const current = before?.revision ?? 0;
  const onTop = chain !== undefined && chain.revision === current && chain.bases.has(baseRevision);
  if (baseRevision !== current && !onTop) return { outcome: 'conflict' };
  if (error) return rejected(error);
  const stored = { document: after, deleted, revision: current + 1 };
  held.now = stored;
  return { outcome: 'accepted', revision: stored.revision, change: { before, after: stored } };
}

/** The schema of the collection said that this is its document. */
function ruleError(collection: EditableCollection, judged: Judged<EditableCollection>) {
  const rule = RULES[collection] as (judged: Judged<EditableCollection>) => CodedError | null;
  return rule(judged);
}

/** What the server makes of a document before it stores it. */
function completed(desk: Desk, collection: EditableCollection, document: AnyDocument): AnyDocument {
  if (collection !== 'conflicts' || !('fields' in document)) return document;
  if (document.collection !== 'customers' || !isErasedHere(desk, document.documentId)) {
    return document;
  }
  // A merge of somebody who was forgotten meanwhile: that it was, without what it said.
  const fields = document.fields.map((field) => ({ ...field, base: null, kept: null, lost: null }));
  return { ...document, fields };
}

function isErasedHere(desk: Desk, id: string): boolean {
  const held = desk.all().find((one) => one.collection === 'customers' && one.id === id);
  return held?.now != null && isErased(held.now as Parameters<typeof isErased>[0]);
}

/** The document as the server has it now; null where it has none, or it is another store's. */
export function masterOf({ now }: Held) {
  return now && { revision: now.revision, deleted: now.deleted, document: { ...now.document } };
}

function rejected(error: CodedError): Decision {
  return { outcome: 'rejected', error };
}

const ISSUES_SHOWN = 20;

function unfit(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): CodedError {
  return {
    code: 'INVALID_REQUEST',
    message: 'The document does not fit its schema.',
    details: {
      issues: issues
        .slice(0, ISSUES_SHOWN)
        .map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
    },
  };
}

const NOT_OF_THIS_STORE: CodedError = {
  code: 'NOT_ALLOWED',
  message: 'It belongs to another store.',
};
