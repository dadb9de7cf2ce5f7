import { isDeepStrictEqual } from 'node:util';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ItemChange } from '@second-chance/shared/contract/rest/catalogue.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { recordChanges } from '../audit/record-change.ts';
import { findDocument, type Stored, updateDocument } from '../db/document-repository.ts';
import { revisionConflict } from '../db/revision-conflict.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { withoutUndefined } from '../db/without-undefined.ts';
import { itemsError } from './check-items.ts';
import { replaceItemWords } from './item-word-repository.ts';

/**
 * Changes fields of an item, if nobody else did since `revision`.
 * Errors: NOT_FOUND, NOT_ALLOWED, CONFLICT with the revision that is current, INVALID_REQUEST.
 */
export async function updateItem(
  work: TenantWork,
  { actor, change }: { readonly actor: Actor; readonly change: ItemChange },
): Promise<Result<void, CodedError>> {
  const found = await editableItem(work, { actor, id: change.id });
  if (!found.ok) return found;
  const before = found.value;
  const { id, revision, ...fields } = change;
  if (before.deleted) return err(NO_SUCH_ITEM);
  if (before.revision !== revision) return err(revisionConflict(before.revision));
  const after: ItemDocument = { ...before.document, ...withoutUndefined(fields) };
  if ((after.kind === 'service') !== (before.document.kind === 'service')) {
    return err({
      code: 'INVALID_REQUEST',
      message: 'A thing with stock cannot become a service, nor the other way round.',
      details: { id, issues: [{ path: 'kind', message: 'fixed' }] },
    });
  }
  if (isDeepStrictEqual(after, before.document)) return ok(undefined);
  const error = await itemsError(work, { storeId: after.storeId, items: [after] });
  if (error) return err(error);
  await write(work, { action: 'item.update', before, after, deleted: false });
  return ok(undefined);
}

/**
 * Takes an item out of the catalogue; its sales and codes stay. Repeating it is harmless.
 * Errors: NOT_FOUND, NOT_ALLOWED.
 */
export async function removeItem(
  work: TenantWork,
  { actor, id }: { readonly actor: Actor; readonly id: ItemId },
): Promise<Result<void, CodedError>> {
  const found = await editableItem(work, { actor, id });
  if (!found.ok) return found;
  const before = found.value;
  if (before.deleted) return ok(undefined);
  await write(work, { action: 'item.remove', before, after: before.document, deleted: true });
  return ok(undefined);
}

async function editableItem(
  work: TenantWork,
  { actor, id }: { readonly actor: Actor; readonly id: ItemId },
): Promise<Result<Stored<ItemDocument>, CodedError>> {
  const found = await findDocument(work, 'item', { id, lock: true });
  if (!found) return err(NO_SUCH_ITEM);
  const allowed = mayAct(actor, { right: 'edit_catalogue', storeId: found.document.storeId });
  return allowed.ok ? ok(found) : allowed;
}

interface Written {
  readonly action: string;
  readonly before: Stored<ItemDocument>;
  readonly after: ItemDocument;
  readonly deleted: boolean;
}

async function write(work: TenantWork, { action, before, after, deleted }: Written): Promise<void> {
  const { id: subject, storeId } = after;
  const line = { storeId, action, subject, before: before.document, after: deleted ? null : after };
  await recordChanges(work, [line]);
  await replaceItemWords(work, [after]);
  await updateDocument(work, 'item', { document: after, revision: before.revision + 1, deleted });
}

const NO_SUCH_ITEM: CodedError = { code: 'NOT_FOUND', message: 'There is no such item.' };
