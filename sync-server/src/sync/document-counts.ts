import type { StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { TenantTransaction } from '../db/tenant-transaction.ts';
import type { KnownTill } from './known-till.ts';
import { countDocuments } from './pull-repository.ts';

interface Counted {
  readonly total: number;
  readonly lastNumber: number;
  readonly at: EpochMs;
}

/** For showing progress, a count this old is good enough while the feed moves on. */
const FRESH_MS = 5_000;
const STORES_KEPT = 1_000;

/** Counts a store's live documents, no more often than the feed changes or every few seconds. */
export function documentCounts({ clock }: { readonly clock: () => EpochMs }) {
  const counted = new Map<StoreId, Counted>();
  return async (
    tx: TenantTransaction,
    { organizationId, storeId }: KnownTill,
    lastNumber: number,
  ): Promise<number> => {
    const known = counted.get(storeId);
    const at = clock();
    if (known && (known.lastNumber === lastNumber || at - known.at < FRESH_MS)) return known.total;
    const total = await countDocuments(tx, { organizationId, storeId });
    if (counted.size >= STORES_KEPT) counted.clear();
    counted.set(storeId, { total, lastNumber, at });
    return total;
  };
}
