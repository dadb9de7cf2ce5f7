import { inSiblingOrder } from '@second-chance/shared/catalogue/category-tree.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { CategoryDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { CategoryId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordChanges } from '../audit/record-change.ts';
import { listDocuments, type Stored, updateDocument } from '../db/document-repository.ts';
import { revisionConflict } from '../db/revision-conflict.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { findStore } from '../stores/store-repository.ts';
import { categoryError, editableCategory } from './categories.ts';

export interface CategoryMove {
  readonly id: CategoryId;
  readonly revision: number;
  readonly parentId: CategoryId | null;
  /** The sibling that it comes to stand before; null: at the end. */
  readonly before: CategoryId | null;
}

/**
 * Puts a category below another, or elsewhere among its siblings, which are numbered anew where
 * they have to be. Answers all categories of the store.
 * Errors: NOT_FOUND, NOT_ALLOWED, CONFLICT, INVALID_REQUEST below itself, too deep, or before what
 * is no sibling.
 */
export async function moveCategory(
  work: TenantWork,
  { actor, move }: { readonly actor: Actor; readonly move: CategoryMove },
): Promise<Result<readonly Stored<CategoryDocument>[], CodedError>> {
  const found = await editableCategory(work, { actor, id: move.id });
  if (!found.ok) return found;
  const { document, revision } = found.value;
  if (revision !== move.revision) return err(revisionConflict(revision));
  const { storeId } = document;
  // One move at a time in a store: two at once could each be right and together make a loop.
  await findStore(work, { id: storeId, lock: true });
  const moved = { ...document, parentId: move.parentId };
  const error = await categoryError(work, moved);
  if (error) return err(error);

  const all = await listDocuments(work, 'category', storeId);
  const others = inSiblingOrder(
    all
      .map((stored) => stored.document)
      .filter(({ id, parentId }) => parentId === move.parentId && id !== move.id),
  );
  const place =
    move.before === null ? others.length : others.findIndex(({ id }) => id === move.before);
  if (place === -1) return err(NO_SIBLING);
  const order = [...others.slice(0, place), moved, ...others.slice(place)];
  const revisions = new Map(all.map((stored) => [stored.document.id, stored.revision]));
  const changed = order
    .map((category, position) => ({ ...category, position }))
    .filter(({ id, position, parentId }) => {
      const was = all.find((stored) => stored.document.id === id)?.document;
      return was?.position !== position || was.parentId !== parentId;
    });
  await recordChanges(
    work,
    changed.map((after) => ({
      storeId,
      action: 'category.move',
      subject: after.id,
      before: all.find((stored) => stored.document.id === after.id)?.document ?? null,
      after,
    })),
  );
  for (const after of changed) {
    const next = (revisions.get(after.id) ?? 0) + 1;
    await updateDocument(work, 'category', { document: after, revision: next, deleted: false });
  }
  return ok(await listDocuments(work, 'category', storeId));
}

const NO_SIBLING: CodedError = {
  code: 'INVALID_REQUEST',
  message: 'That is not where it stands.',
  details: { issues: [{ path: 'before', message: 'no_sibling' }] },
};
