import { storedValueMovements } from '@second-chance/shared/stored-value/movements.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { type LedgerEntry, postEntries } from '../../stored-value/stored-value-repository.ts';
import type { ChainPlace } from './journal-repository.ts';
import type { ProjectedSale } from './project-run.ts';
import type { Finding } from './read-entry.ts';

/**
 * Posts what sales did to gift cards and credits. Spending that leaves one below zero is a finding:
 * it has happened, and a person decides who bears it.
 */
export async function postStoredValue(
  tx: TenantTransaction,
  place: ChainPlace,
  sales: readonly ProjectedSale[],
): Promise<readonly Finding[]> {
  const posted = sales.flatMap(({ entry, record }) =>
    storedValueMovements(record).map((movement) => ({
      entry,
      posting: {
        ...movement,
        saleId: record.saleId,
        currency: record.currency,
        seq: entry.seq,
        at: entry.at,
      } satisfies LedgerEntry,
    })),
  );
  if (posted.length === 0) return [];
  const balances = await postEntries(
    tx,
    place,
    posted.map(({ posting }) => posting),
  );
  const overdrawn = new Map<string, Finding>();
  for (const { entry, posting } of posted) {
    const { accountId, kind, hint, amount, saleId } = posting;
    const balance = balances.get(accountId) ?? 0;
    if (amount >= 0 || balance >= 0) continue;
    const details = { accountId, account: kind, hint, balance, amount, saleId };
    overdrawn.set(accountId, { kind: 'stored_value_overdrawn', entry, details });
  }
  return [...overdrawn.values()];
}
