import { timingSafeEqual } from 'node:crypto';
import type { Receipt } from '@second-chance/shared/sale/receipt.ts';
import type { ReceiptLink } from '@second-chance/shared/sale/receipt-link.ts';
import type { Scope } from '../db/document-repository.ts';
import { receiptOfSale } from './receipt-of-sale.ts';
import { findSale } from './sale-repository.ts';

/**
 * The receipt that somebody has the address of. Null where there is no such sale, or the address has
 * not the proof of its journal entry: nobody can tell which.
 */
export async function publicReceipt(
  scope: Scope,
  { saleId, proof }: Pick<ReceiptLink, 'saleId' | 'proof'>,
): Promise<Receipt | null> {
  const sale = await findSale(scope.tx, scope.organizationId, saleId);
  if (!sale || !isProof(sale.journal.hash, proof)) return null;
  return (await receiptOfSale(scope, saleId))?.receipt ?? null;
}

function isProof(hash: string, proof: string): boolean {
  const [own, given] = [Buffer.from(hash.slice(0, proof.length)), Buffer.from(proof)];
  return own.length === given.length && timingSafeEqual(own, given);
}
