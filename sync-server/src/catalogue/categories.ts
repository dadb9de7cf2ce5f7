import { isDeepStrictEqual } from 'node:util';
import {
  categoriesBelow,
  depthOf,
  heightOf,
} from '@second-chance/shared/catalogue/category-tree.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import {
  CATEGORY_DEPTH_MAX,
  type CategoryDocument,
} from '@second-chance/shared/documents/reference-data.ts';
import type { CategoryId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { recordChanges } from '../audit/record-change.ts';
import {
  findDocument,
  insertDocuments,
  listDocuments,
  liveIds,
  type Stored,
  updateDocument,
} from '../db/document-repository.ts';
import { revisionConflict } from '../db/revision-conflict.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { withoutUndefined } from '../db/without-undefined.ts';
import { findStore } from '../stores/store-repository.ts';
import { isCategoryUsed } from './category-repository.ts';

/**
 * Adds a category. Repeating the very same request is harmless.
 * Errors: NOT_FOUND (store), ALREADY_EXISTS, INVALID_REQUEST for a parent or tax of another store.
 */
export async function createCategory(
  work: TenantWork,
  category: CategoryDocument,
): Promise<Result<Stored<CategoryDocument>, CodedError>> {
  const { id, storeId } = category;
  if (!(await findStore(work, { id: storeId }))) {
    return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  }
  const known = await findDocument(work, 'category', { id });
  if (known && !known.deleted && isDeepStrictEqual(known.document, category)) return ok(known);
  if (known) return err({ code: 'ALREADY_EXISTS', message: 'This id is taken.', details: { id } });
  const error = await categoryError(work, category);
  if (error) return err(error);
  const line = { storeId, action: 'category.create', subject: id, before: null, after: category };
  await recordChanges(work, [line]);
  await insertDocuments(work, 'category', { storeId, documents: [category] });
  return ok({ document: category, revision: 1, deleted: false });
}

export type CategoryChange = { readonly id: CategoryId; readonly revision: number } & {
  readonly [K in keyof Omit<CategoryDocument, 'id' | 'storeId'>]?: CategoryDocument[K] | undefined;
};

/** Changes fields of a category. Errors: NOT_FOUND, NOT_ALLOWED, CONFLICT, INVALID_REQUEST. */
export async function updateCategory(
  work: TenantWork,
  { actor, change }: { readonly actor: Actor; readonly change: CategoryChange },
): Promise<Result<Stored<CategoryDocument>, CodedError>> {
  const found = await editableCategory(work, { actor, id: change.id });
  if (!found.ok) return found;
  const before = found.value;
  const { id, revision, ...fields } = change;
  if (before.revision !== revision) return err(revisionConflict(before.revision));
  const document: CategoryDocument = { ...before.document, ...withoutUndefined(fields) };
  if (isDeepStrictEqual(document, before.document)) return ok(before);
  if (document.parentId !== before.document.parentId) {
    // One move at a time in a store: two at once could each be right and together make a loop.
    await findStore(work, { id: document.storeId, lock: true });
  }
  const error = await categoryError(work, document);
  if (error) return err(error);
  const { storeId } = document;
  const line = { storeId, subject: id, before: before.document, after: document };
  await recordChanges(work, [{ ...line, action: 'category.update' }]);
  const after = { document, revision: before.revision + 1, deleted: false };
  await updateDocument(work, 'category', after);
  return ok(after);
}

/** Removes a category that nothing uses. Errors: NOT_FOUND, NOT_ALLOWED, CATEGORY_IN_USE. */
export async function removeCategory(
  work: TenantWork,
  { actor, id }: { readonly actor: Actor; readonly id: CategoryId },
): Promise<Result<void, CodedError>> {
  const found = await editableCategory(work, { actor, id });
  if (!found.ok) return found;
  const { document, revision } = found.value;
  const { storeId } = document;
  if (await isCategoryUsed(work, { storeId, id })) {
    return err({ code: 'CATEGORY_IN_USE', message: 'Items or categories below still use it.' });
  }
  const line = { storeId, subject: id, before: document, after: null };
  await recordChanges(work, [{ ...line, action: 'category.remove' }]);
  await updateDocument(work, 'category', { document, revision: revision + 1, deleted: true });
  return ok(undefined);
}

/** A live category that somebody may change, locked. Errors: NOT_FOUND, NOT_ALLOWED. */
export async function editableCategory(
  work: TenantWork,
  { actor, id }: { readonly actor: Actor; readonly id: CategoryId },
): Promise<Result<Stored<CategoryDocument>, CodedError>> {
  const found = await findDocument(work, 'category', { id, lock: true });
  if (!found || found.deleted) {
    return err({ code: 'NOT_FOUND', message: 'There is no such category.' });
  }
  const allowed = mayAct(actor, { right: 'edit_catalogue', storeId: found.document.storeId });
  return allowed.ok ? ok(found) : allowed;
}

/** Why a category cannot be stored like this, or null. */
export async function categoryError(
  work: TenantWork,
  { id, storeId, parentId, taxRateId }: CategoryDocument,
): Promise<CodedError | null> {
  if (!(await liveIds(work, 'tax_rate', { storeId, ids: [taxRateId] })).has(taxRateId)) {
    return invalid('taxRateId', 'unknown_in_this_store');
  }
  if (parentId === null) return null;
  if (!(await liveIds(work, 'category', { storeId, ids: [parentId] })).has(parentId)) {
    return invalid('parentId', 'unknown_in_this_store');
  }
  const categories = await listDocuments(work, 'category', storeId);
  const others = categories.map((stored) => stored.document);
  if (categoriesBelow(others, id).includes(parentId)) return invalid('parentId', 'is_below_itself');
  const depth = depthOf(others, parentId) + heightOf(others, id);
  return depth > CATEGORY_DEPTH_MAX ? invalid('parentId', 'too_deep') : null;
}

function invalid(path: string, message: string): CodedError {
  return {
    code: 'INVALID_REQUEST',
    message: 'A category cannot be stored like this.',
    details: { issues: [{ path, message }] },
  };
}
