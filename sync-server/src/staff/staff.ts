import { isDeepStrictEqual } from 'node:util';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { StaffView } from '@second-chance/shared/contract/rest/stores.ts';
import type { StaffDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { StaffId } from '@second-chance/shared/ids.ts';
import type { StaffRole } from '@second-chance/shared/people/roles.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { recordChanges } from '../audit/record-change.ts';
import {
  findDocument,
  insertDocuments,
  type Stored,
  updateDocument,
} from '../db/document-repository.ts';
import { revisionConflict } from '../db/revision-conflict.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { withoutUndefined } from '../db/without-undefined.ts';
import { findStore } from '../stores/store-repository.ts';

/** A person as the API shows them: whether there is a PIN, never a trace of it. */
export function staffView({ document, revision }: Stored<StaffDocument>): StaffView {
  const { pinHash, ...person } = document;
  return { ...person, hasPin: pinHash !== null, revision };
}

export interface NewStaff {
  readonly actor: Actor;
  /** `pinHash` by `hashSecret`, made before the transaction. */
  readonly person: StaffDocument;
}

/**
 * Adds a person to a store. Repeating the request is harmless: the PIN is that of the first one.
 * Errors: NOT_FOUND (store), NOT_ALLOWED, ALREADY_EXISTS.
 */
export async function createStaff(
  work: TenantWork,
  { actor, person }: NewStaff,
): Promise<Result<Stored<StaffDocument>, CodedError>> {
  const { id, storeId, role } = person;
  const allowed = mayManage(actor, { storeId, roles: [role] });
  if (!allowed.ok) return allowed;
  if (!(await findStore(work, { id: storeId }))) {
    return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  }
  const known = await findDocument(work, 'staff', { id });
  if (known && isDeepStrictEqual(withoutHash(known.document), withoutHash(person)))
    return ok(known);
  if (known) return err({ code: 'ALREADY_EXISTS', message: 'This id is taken.', details: { id } });
  const line = { storeId, subject: id, before: null, after: withoutHash(person) };
  await recordChanges(work, [{ ...line, action: 'staff.create' }]);
  await insertDocuments(work, 'staff', { storeId, documents: [person] });
  return ok({ document: person, revision: 1, deleted: false });
}

export interface StaffChange {
  readonly id: StaffId;
  readonly revision: number;
  readonly displayName?: string | undefined;
  readonly role?: StaffRole | undefined;
  readonly active?: boolean | undefined;
  readonly pinHash?: string | undefined;
}

/** Changes a person. Errors: NOT_FOUND, NOT_ALLOWED, CONFLICT. */
export async function updateStaff(
  work: TenantWork,
  { actor, change }: { readonly actor: Actor; readonly change: StaffChange },
): Promise<Result<Stored<StaffDocument>, CodedError>> {
  const { id, revision, ...fields } = change;
  const before = await findDocument(work, 'staff', { id, lock: true });
  if (!before || before.deleted) {
    return err({ code: 'NOT_FOUND', message: 'There is no such person.' });
  }
  const { storeId, role } = before.document;
  const allowed = mayManage(actor, { storeId, roles: [role, fields.role ?? role] });
  if (!allowed.ok) return allowed;
  if (before.revision !== revision) return err(revisionConflict(before.revision));
  const document: StaffDocument = { ...before.document, ...withoutUndefined(fields) };
  if (isDeepStrictEqual(document, before.document)) return ok(before);
  const line = { storeId, action: 'staff.update', subject: id };
  await recordChanges(work, [
    {
      ...line,
      before: withoutHash(before.document),
      after: { ...withoutHash(document), pinChanged: fields.pinHash !== undefined },
    },
  ]);
  const after = { document, revision: before.revision + 1, deleted: false };
  await updateDocument(work, 'staff', after);
  return ok(after);
}

/** A store's admin manages its employees; its admins are the platform admin's. */
function mayManage(
  actor: Actor,
  {
    storeId,
    roles,
  }: { readonly storeId: StaffDocument['storeId']; readonly roles: readonly StaffRole[] },
): Result<Actor, CodedError> {
  const right = roles.includes('store_admin') ? 'manage_store_admins' : 'manage_staff';
  return mayAct(actor, { right, storeId });
}

function withoutHash({ pinHash: _, ...person }: StaffDocument) {
  return person;
}
