import { isDeepStrictEqual } from 'node:util';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { emptyProfile, type StoreProfile } from '@second-chance/shared/documents/store-profile.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { recordChanges } from '../audit/record-change.ts';
import type { Scope } from '../db/document-repository.ts';
import { revisionConflict } from '../db/revision-conflict.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { findProfile, type StoredProfile, writeProfile } from './store-profile-repository.ts';
import { findStore } from './store-repository.ts';

/** What the shop tells of a store; revision 0 and empty while nobody described it. Errors: NOT_FOUND. */
export async function profileOf(
  scope: Scope,
  storeId: StoreId,
): Promise<Result<StoredProfile, CodedError>> {
  if (!(await findStore(scope, { id: storeId }))) return err(NO_SUCH_STORE);
  const found = await findProfile(scope, storeId);
  return ok(found ?? { document: emptyProfile(storeId), revision: 0 });
}

/**
 * Describes a store, if nobody else did since `revision` (0: nobody ever did). Repeating what is
 * there is harmless. Errors: NOT_FOUND, CONFLICT with the revision that is current.
 */
export async function describeStore(
  work: TenantWork,
  { document, revision }: { readonly document: StoreProfile; readonly revision: number },
): Promise<Result<StoredProfile, CodedError>> {
  const { storeId } = document;
  if (!(await findStore(work, { id: storeId, lock: true }))) return err(NO_SUCH_STORE);
  const before = await findProfile(work, storeId);
  const current = before?.revision ?? 0;
  if (before && isDeepStrictEqual(before.document, document)) return ok(before);
  if (current !== revision) return err(revisionConflict(current));
  const line = { storeId, action: 'store.describe', subject: storeId };
  await recordChanges(work, [{ ...line, before: before?.document ?? null, after: document }]);
  const after = { document, revision: current + 1 };
  await writeProfile(work, { ...after, at: work.at });
  return ok(after);
}

const NO_SUCH_STORE: CodedError = { code: 'NOT_FOUND', message: 'There is no such store.' };
