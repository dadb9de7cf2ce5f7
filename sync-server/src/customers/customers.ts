import { isDeepStrictEqual } from 'node:util';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { CustomerExport } from '@second-chance/shared/contract/rest/customers.ts';
import { type CustomerDocument, erasedCustomer } from '@second-chance/shared/documents/customer.ts';
import type { CustomerId } from '@second-chance/shared/ids.ts';
import type { Right } from '@second-chance/shared/people/rights.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type Actor, mayAct } from '../accounts/actor.ts';
import { recordChanges } from '../audit/record-change.ts';
import {
  findDocument,
  insertDocuments,
  type Scope,
  type Stored,
  updateDocument,
} from '../db/document-repository.ts';
import { revisionConflict } from '../db/revision-conflict.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { withoutUndefined } from '../db/without-undefined.ts';
import { findStore } from '../stores/store-repository.ts';
import { changesOf, conflictsOf, forgetElsewhere, recordsOf } from './customer-repository.ts';
import { replaceCustomerWords } from './customer-word-repository.ts';

/** Adds a customer. Repeating the request is harmless. Errors: NOT_FOUND (store), ALREADY_EXISTS. */
export async function createCustomer(
  work: TenantWork,
  document: CustomerDocument,
): Promise<Result<Stored<CustomerDocument>, CodedError>> {
  const { id, storeId } = document;
  if (!(await findStore(work, { id: storeId }))) {
    return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  }
  const known = await findDocument(work, 'customer', { id });
  if (known && isDeepStrictEqual(known.document, document)) return ok(known);
  if (known) return err({ code: 'ALREADY_EXISTS', message: 'This id is taken.', details: { id } });
  const line = { storeId, action: 'customer.create', subject: id, before: null, after: document };
  await recordChanges(work, [line]);
  const stored = { document, revision: 1, deleted: false };
  await replaceCustomerWords(work, [stored]);
  await insertDocuments(work, 'customer', { storeId, documents: [document] });
  return ok(stored);
}

/** Changes fields of a customer. Errors: NOT_FOUND, NOT_ALLOWED, CONFLICT. */
export async function updateCustomer(
  work: TenantWork,
  {
    actor,
    id,
    revision,
    fields,
  }: {
    readonly actor: Actor;
    readonly id: CustomerId;
    readonly revision: number;
    readonly fields: {
      readonly [Field in keyof CustomerDocument]?: CustomerDocument[Field] | undefined;
    };
  },
): Promise<Result<Stored<CustomerDocument>, CodedError>> {
  const found = await customerFor(work, actor, { id, right: 'use_customers', lock: true });
  if (!found.ok) return found;
  const before = found.value;
  if (before.revision !== revision) return err(revisionConflict(before.revision));
  const document: CustomerDocument = { ...before.document, ...withoutUndefined(fields) };
  if (isDeepStrictEqual(document, before.document)) return ok(before);
  const { storeId } = document;
  const line = { storeId, action: 'customer.update', subject: id };
  await recordChanges(work, [{ ...line, before: before.document, after: document }]);
  const after = { document, revision: before.revision + 1, deleted: false };
  await replaceCustomerWords(work, [after]);
  await updateDocument(work, 'customer', after);
  return ok(after);
}

/** All that is held of a person. That it was handed over is noted. Errors: NOT_FOUND, NOT_ALLOWED. */
export async function exportCustomer(
  work: TenantWork,
  { actor, id }: { readonly actor: Actor; readonly id: CustomerId },
): Promise<Result<CustomerExport, CodedError>> {
  const found = await customerFor(work, actor, { id, right: 'erase_customers' });
  if (!found.ok) return found;
  const { document, revision } = found.value;
  const { storeId } = document;
  const line = { storeId, action: 'customer.export', subject: id, before: null, after: null };
  const sales = await recordsOf(work, document);
  const changes = await changesOf(work, id);
  const conflicts = await conflictsOf(work, document);
  await recordChanges(work, [line]);
  return ok({
    format: 'second-chance/customer/v1',
    exportedAt: work.at,
    customer: { ...document, revision },
    sales,
    changes,
    conflicts,
  });
}

/**
 * Forgets a person for good. Every field is blanked and the document becomes a tombstone, which tills
 * get like any change; the journal stays valid, for it holds a number alone. Repeating it is
 * harmless. Errors: NOT_FOUND, NOT_ALLOWED.
 */
export async function eraseCustomer(
  work: TenantWork,
  {
    actor,
    id,
    reason,
  }: { readonly actor: Actor; readonly id: CustomerId; readonly reason: string },
): Promise<Result<void, CodedError>> {
  const found = await customerFor(work, actor, {
    id,
    right: 'erase_customers',
    lock: true,
    erased: true,
  });
  if (!found.ok) return found;
  const { document, revision, deleted } = found.value;
  const blank = erasedCustomer(document);
  if (deleted && isDeepStrictEqual(document, blank)) return ok(undefined);
  const { storeId } = document;
  const line = { storeId, action: 'customer.erase', subject: id, before: null, after: { reason } };
  await recordChanges(work, [line]);
  const after = { document: blank, revision: revision + 1, deleted: true };
  await replaceCustomerWords(work, [after]);
  await forgetElsewhere(work, document);
  await updateDocument(work, 'customer', after);
  return ok(undefined);
}

/** A customer, if the one who asks may do this in their store. Errors: NOT_FOUND, NOT_ALLOWED. */
export async function customerFor(
  scope: Scope,
  actor: Actor,
  wanted: {
    readonly id: CustomerId;
    readonly right: Right;
    readonly lock?: boolean;
    /** Also one that was deleted. */
    readonly erased?: boolean;
  },
): Promise<Result<Stored<CustomerDocument>, CodedError>> {
  const { id, right, lock = false, erased = false } = wanted;
  const found = await findDocument(scope, 'customer', { id, lock });
  if (!found || (found.deleted && !erased)) {
    return err({ code: 'NOT_FOUND', message: 'There is no such customer.' });
  }
  const allowed = mayAct(actor, { right, storeId: found.document.storeId });
  return allowed.ok ? ok(found) : allowed;
}
