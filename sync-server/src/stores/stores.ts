import { isDeepStrictEqual } from 'node:util';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { StoreSettingsDocument } from '@second-chance/shared/documents/reference-data.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { currencyOf } from '@second-chance/shared/money/currency.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { recordChanges } from '../audit/record-change.ts';
import { revisionConflict } from '../db/revision-conflict.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { withoutUndefined } from '../db/without-undefined.ts';
import {
  findStore,
  findStoreByCode,
  hasAmounts,
  insertStore,
  type StoredStore,
  updateStore,
} from './store-repository.ts';

/**
 * Opens a store. Repeating the very same request is harmless.
 * Errors: ALREADY_EXISTS for a taken id or code, INVALID_REQUEST.
 */
export async function createStore(
  work: TenantWork,
  settings: Omit<StoreSettingsDocument, 'organizationId'>,
): Promise<Result<StoredStore, CodedError>> {
  const { id, code, ...fields } = settings;
  const document: StoreSettingsDocument = {
    id,
    organizationId: work.organizationId,
    code,
    ...fields,
  };
  const known = (await findStore(work, { id })) ?? (await findStoreByCode(work, code));
  if (known && isDeepStrictEqual(known.document, document)) return ok(known);
  if (known) return err({ code: 'ALREADY_EXISTS', message: 'This id or code is taken.' });
  const error = settingsError(document);
  if (error) return err(error);
  const line = { storeId: id, action: 'store.create', subject: id, before: null, after: document };
  await recordChanges(work, [line]);
  await insertStore(work, document);
  return ok({ document, revision: 1, deleted: false, closedAt: null });
}

export type StoreChange = { readonly id: StoreId; readonly revision: number } & {
  readonly [K in keyof Omit<StoreSettingsDocument, 'id' | 'organizationId' | 'code'>]?:
    | StoreSettingsDocument[K]
    | undefined;
};

/** Changes settings of a store. Errors: NOT_FOUND, CONFLICT, INVALID_REQUEST. */
export async function changeStore(
  work: TenantWork,
  { id, revision, ...fields }: StoreChange,
): Promise<Result<StoredStore, CodedError>> {
  const before = await findStore(work, { id, lock: true });
  if (!before) return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  if (before.revision !== revision) return err(revisionConflict(before.revision));
  const document: StoreSettingsDocument = { ...before.document, ...withoutUndefined(fields) };
  if (isDeepStrictEqual(document, before.document)) return ok(before);
  const otherCurrency = document.currency !== before.document.currency;
  const error =
    settingsError(document) ??
    (otherCurrency && (await hasAmounts(work, id)) ? invalid('currency', 'in_use') : null);
  if (error) return err(error);
  const line = { storeId: id, subject: id, before: before.document, after: document };
  await recordChanges(work, [{ ...line, action: 'store.update' }]);
  const after = { ...before, document, revision: before.revision + 1 };
  await updateStore(work, after);
  return ok(after);
}

/** What the schema lets through: currencies that do not exist, and notes out of order. */
function settingsError(settings: StoreSettingsDocument): CodedError | null {
  if (currencyOf(settings.currency) === null) return invalid('currency', 'unknown');
  const notes = settings.cashNotes;
  const ascending = notes.every((note, place) => place === 0 || note > (notes[place - 1] ?? note));
  return ascending ? null : invalid('cashNotes', 'not_ascending');
}

function invalid(path: string, message: string): CodedError {
  return {
    code: 'INVALID_REQUEST',
    message: 'A store cannot have these settings.',
    details: { issues: [{ path, message }] },
  };
}
