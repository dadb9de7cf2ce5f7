import { parseBarcode } from '@second-chance/shared/catalogue/barcode.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { StoreId } from '@second-chance/shared/ids.ts';
import { type DocumentTable, liveIds, type Scope } from '../db/document-repository.ts';

/**
 * What is wrong with items that are about to be stored, or null: a reference to what their store
 * does not have, or a barcode with a wrong check digit. Locks what they refer to.
 */
export async function itemsError(
  scope: Scope,
  { storeId, items }: { readonly storeId: StoreId; readonly items: readonly ItemDocument[] },
): Promise<CodedError | null> {
  for (const { table, field } of REFERENCES) {
    const ids = new Set(items.map((item) => item[field]).filter((id) => id !== null));
    const live = await liveIds(scope, table, { storeId, ids: [...ids] });
    const wrong = items.find((item) => item[field] !== null && !live.has(item[field]));
    if (wrong) return invalid(wrong, field, 'unknown_in_this_store');
  }
  for (const item of items) {
    for (const [place, barcode] of item.barcodes.entries()) {
      const parsed = parseBarcode(barcode);
      if (!parsed.ok) return invalid(item, `barcodes.${place}`, parsed.error);
    }
  }
  return null;
}

const REFERENCES = [
  { table: 'category', field: 'categoryId' },
  { table: 'tax_rate', field: 'taxRateId' },
  { table: 'price_schedule', field: 'priceScheduleId' },
] as const satisfies readonly {
  readonly table: DocumentTable;
  readonly field: keyof ItemDocument;
}[];

function invalid({ id }: ItemDocument, path: string, issue: string): CodedError {
  return {
    code: 'INVALID_REQUEST',
    message: 'An item cannot be stored like this.',
    details: { id, issues: [{ path, message: issue }] },
  };
}
