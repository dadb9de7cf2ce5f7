import type { SaleId, StoreId } from '@second-chance/shared/ids.ts';
import { buildReceipt } from '@second-chance/shared/sale/build-receipt.ts';
import type { Receipt } from '@second-chance/shared/sale/receipt.ts';
import { findDocument, type Scope } from '../db/document-repository.ts';
import { findRegisters } from '../registers/register-repository.ts';
import { findStore } from '../stores/store-repository.ts';
import { findSale } from './sale-repository.ts';

/** Hex digits of the journal entry's hash on a receipt. */
const PROOF_LENGTH = 16;

/** The receipt of a sale, as a copy; null where there is no such sale. */
export async function receiptOfSale(
  scope: Scope,
  id: SaleId,
): Promise<{ readonly storeId: StoreId; readonly receipt: Receipt } | null> {
  const { tx, organizationId } = scope;
  const sale = await findSale(tx, organizationId, id);
  const store = sale && (await findStore(scope, { id: sale.storeId }));
  if (!sale || !store) return null;
  const { journal, record, related } = sale;
  const [register] = await findRegisters(tx, organizationId, { id: journal.registerId });
  const person = sale.staffId && (await findDocument(scope, 'staff', { id: sale.staffId }));
  const voided = related.find(({ relation }) => relation === 'voids');
  const receipt = buildReceipt({
    record,
    settings: store.document,
    at: sale.at,
    registerCode: register?.code ?? '',
    cashier: person ? person.document.displayName : '',
    copy: true,
    training: false,
    proof: journal.hash.slice(0, PROOF_LENGTH),
    voidsReceiptNumber: voided?.receiptNumber ?? null,
  });
  return { storeId: sale.storeId, receipt };
}
