/** A store that is given up: what it did stays, and it can be opened again. */
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { recordChanges } from '../audit/record-change.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { findRegisters } from '../registers/register-repository.ts';
import { findStore, markClosed, type StoredStore } from './store-repository.ts';

/**
 * Closes a store. Its tills have to be revoked before: one that is enrolled may hold sales that nobody
 * else has. Repeating is harmless. Errors: NOT_FOUND, STORE_IN_USE.
 */
export async function closeStore(
  work: TenantWork,
  id: StoreId,
): Promise<Result<StoredStore, CodedError>> {
  const store = await findStore(work, { id, lock: true });
  if (!store) return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  if (store.closedAt !== null) return ok(store);
  const registers = await findRegisters(work.tx, work.organizationId, { storeId: id });
  const used = registers.filter(({ state }) => state === 'enrolled' || state === 'frozen');
  if (used.length > 0) {
    return err({
      code: 'STORE_IN_USE',
      message: 'Tills of this store are still enrolled.',
      details: { registers: used.map(({ code }) => code) },
    });
  }
  await markClosed(work, { id, at: work.at });
  const line = { storeId: id, action: 'store.close', subject: id, before: null };
  await recordChanges(work, [{ ...line, after: { closedAt: work.at } }]);
  return ok({ ...store, closedAt: work.at });
}

/** Opens a closed store again. Repeating is harmless. Errors: NOT_FOUND. */
export async function reopenStore(
  work: TenantWork,
  id: StoreId,
): Promise<Result<StoredStore, CodedError>> {
  const store = await findStore(work, { id, lock: true });
  if (!store) return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  if (store.closedAt === null) return ok(store);
  await markClosed(work, { id, at: null });
  const line = { storeId: id, action: 'store.reopen', subject: id };
  await recordChanges(work, [{ ...line, before: { closedAt: store.closedAt }, after: null }]);
  return ok({ ...store, closedAt: null });
}
