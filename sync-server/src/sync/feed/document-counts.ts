import type { Collection } from '@second-chance/shared/documents/collections.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import type { FeedScope } from './feed-sources.ts';
import { countDocuments } from './read-feed.ts';

interface Counted {
  readonly total: number;
  readonly lastNumber: number;
  readonly at: EpochMs;
}

/** For showing progress, a count this old is good enough while the feed moves on. */
const FRESH_MS = 5_000;
const COUNTS_KEPT = 2_000;

/** Counts a store's live documents, no more often than the feed changes or every few seconds. */
export function documentCounts({ clock }: { readonly clock: () => EpochMs }) {
  const counted = new Map<string, Counted>();
  return async (
    tx: TenantTransaction,
    scope: FeedScope,
    {
      collections,
      lastNumber,
    }: {
      readonly collections: readonly Collection[];
      readonly lastNumber: number;
    },
  ): Promise<number> => {
    const key = `${scope.storeId}:${collections.join()}`;
    const known = counted.get(key);
    const at = clock();
    if (known && (known.lastNumber === lastNumber || at - known.at < FRESH_MS)) return known.total;
    const total = await countDocuments(tx, scope, collections);
    if (counted.size >= COUNTS_KEPT) counted.clear();
    counted.set(key, { total, lastNumber, at });
    return total;
  };
}
