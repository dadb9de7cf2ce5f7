/** Tax rates and markdown ladders: small documents that are put as a whole. */
import { isDeepStrictEqual } from 'node:util';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type {
  PriceScheduleDocument,
  TaxRateDocument,
} from '@second-chance/shared/documents/reference-data.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { recordChanges } from '../audit/record-change.ts';
import {
  findDocument,
  insertDocuments,
  type StoreDocuments,
  type Stored,
  updateDocument,
} from '../db/document-repository.ts';
import type { TenantWork } from '../db/tenant-work.ts';
import { findStore } from './store-repository.ts';

/** Adds or replaces a tax rate. Errors: NOT_FOUND (store), ALREADY_EXISTS, INVALID_REQUEST. */
export async function putTaxRate(
  work: TenantWork,
  document: TaxRateDocument,
): Promise<Result<Stored<TaxRateDocument>, CodedError>> {
  const days = document.rates.map(({ validFrom }) => validFrom);
  if (!isAscending(days)) return err(invalid('rates', 'days_not_ascending'));
  return put(work, 'tax_rate', document);
}

/** Adds or replaces a markdown ladder. Errors: NOT_FOUND (store), ALREADY_EXISTS, INVALID_REQUEST. */
export async function putPriceSchedule(
  work: TenantWork,
  document: PriceScheduleDocument,
): Promise<Result<Stored<PriceScheduleDocument>, CodedError>> {
  const days = document.phases.map(({ afterDays }) => afterDays);
  if (!isAscending(days)) return err(invalid('phases', 'days_not_ascending'));
  return put(work, 'price_schedule', document);
}

async function put<T extends 'tax_rate' | 'price_schedule'>(
  work: TenantWork,
  table: T,
  document: StoreDocuments[T],
): Promise<Result<Stored<StoreDocuments[T]>, CodedError>> {
  const { id, storeId } = document;
  if (!(await findStore(work, { id: storeId }))) {
    return err({ code: 'NOT_FOUND', message: 'There is no such store.' });
  }
  const before = await findDocument(work, table, { id, lock: true });
  if (before && before.document.storeId !== storeId) {
    return err({ code: 'ALREADY_EXISTS', message: 'Another store has this id.', details: { id } });
  }
  if (before && !before.deleted && isDeepStrictEqual(before.document, document)) return ok(before);
  const line = { storeId, subject: id, before: before?.document ?? null, after: document };
  await recordChanges(work, [{ ...line, action: `${table}.put` }]);
  const after = { document, revision: (before?.revision ?? 0) + 1, deleted: false };
  if (before) await updateDocument(work, table, after);
  else await insertDocuments(work, table, { storeId, documents: [document] });
  return ok(after);
}

function isAscending(values: readonly (string | number)[]): boolean {
  return values.every((value, place) => place === 0 || value > (values[place - 1] ?? value));
}

function invalid(path: string, message: string): CodedError {
  return {
    code: 'INVALID_REQUEST',
    message: 'It cannot be stored like this.',
    details: { issues: [{ path, message }] },
  };
}
