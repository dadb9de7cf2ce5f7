import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { PushRow } from '@second-chance/shared/contract/sync.ts';
import { erasedCustomer } from '@second-chance/shared/documents/customer.ts';
import { storable } from '../../documents/storable.ts';

/** A rejected row as it is kept; of a customer who asked to be forgotten, nothing. */
export function parkedRow(row: PushRow, error: CodedError) {
  const { intentId, staffId, collection, id } = row;
  const kept =
    error.details?.erased === true
      ? { ...row, document: erasedCustomer(row.document as Parameters<typeof erasedCustomer>[0]) }
      : row;
  const documentId = String(storable(id));
  return { intentId, staffId, collection, documentId, row: storable(kept), error };
}
