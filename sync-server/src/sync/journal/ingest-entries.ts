/** Keeps entries and projects them into the server's tables, all within one transaction. */
import type { ItemId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import { together } from '../../db/together.ts';
import { raiseExceptions } from '../../exceptions/exception-repository.ts';
import { findArrivals, isLost, lockInOrder, lostTransfer, splitByStore } from './arrivals.ts';
import { feedRun } from './feed-repository.ts';
import {
  appendingEntries,
  type ChainPlace,
  type LockedChain,
  timesOf,
} from './journal-repository.ts';
import { projectRun } from './project-run.ts';
import type { Finding, ReadEntry } from './read-entry.ts';
import { returnFindings } from './return-findings.ts';
import { insertingSales } from './sales-repository.ts';
import { type ProjectedCount, settleCounts } from './settle-counts.ts';
import { settleStock } from './settle-stock.ts';
import { projectShifts } from './shift-repository.ts';
import { lockLevels } from './stock-repository.ts';
import { postStoredValue } from './stored-value-findings.ts';
import { takeArrival } from './take-arrival.ts';

/** How far ahead of the server's clock a till's may be before a person hears of it. */
export const CLOCK_AHEAD_MAX_MS = 60 * 60 * 1_000;

export interface Ingest {
  readonly place: ChainPlace;
  readonly locked: LockedChain;
  /** What follows the locked head, verified, at least one. */
  readonly entries: readonly ReadEntry[];
  readonly registerCode: string;
  readonly at: EpochMs;
}

/**
 * Answers what did not fit and was raised as exceptions. Locks are taken in one order by everyone:
 * the chain (before), stock levels by item id, gift cards and credits by id, the feed.
 */
export async function ingestEntries(
  tx: TenantTransaction,
  ingest: Ingest,
): Promise<readonly Finding[]> {
  const { place, locked, entries, registerCode, at } = ingest;
  const { receiptCounter, usedSaleIds, hasEarlyReturns } = locked;
  const run = projectRun(entries, { registerCode, receiptCounter, usedSaleIds });
  const arrivals = await findArrivals(tx, place, run.transfers);
  const touched = [...run.movements.map(({ itemId }) => itemId), ...countedIn(run.counts)];
  if (run.counts.length + arrivals.length > 0) {
    await lockInOrder(tx, place, { itemIds: touched, arrivals });
  }
  const movements = await settleCounts(tx, place, run);
  const before = await lockLevels(tx, place, movements);
  const stock = settleStock(movements, before);

  const hasSales = run.sales.length > 0 || movements.length > 0;
  await together(tx, [
    ...appendingEntries(place, { entries, receiptCounter: run.receiptCounter, receivedAt: at }),
    ...(hasSales ? insertingSales(place, { sales: run.sales, movements }, at) : []),
  ]);
  await projectShifts(tx, place, run);
  const findings = [
    ...run.findings,
    ...run.transfers.filter(({ payload }) => isLost(payload, arrivals, place)).map(lostTransfer),
    ...stock.findings,
    ...(await postStoredValue(tx, place, run.sales)),
    ...(await returnFindings(tx, place, { sales: run.sales, hasEarlyReturns })),
    ...(await clockFindings(tx, ingest)),
  ];
  await raiseExceptions(tx, place, { raised: findings.map(asRaised), at });
  const seq = entries.at(-1)?.entry.seq ?? 0;
  // Feeds of several stores are locked in the order of their ids.
  const [earlier, later] = splitByStore(arrivals, place.storeId);
  for (const arrival of earlier) await takeArrival(tx, place, { arrival, at });
  await feedRun(tx, place, { changes: stock.changes, sales: run.sales, seq, at });
  for (const arrival of later) await takeArrival(tx, place, { arrival, at });
  return findings;
}

function countedIn(counts: readonly ProjectedCount[]): readonly ItemId[] {
  return counts.flatMap(({ payload }) => payload.lines.map(({ itemId }) => itemId));
}

/** The first entry from a clock far ahead; the ones after it say nothing new. */
async function clockFindings(
  tx: TenantTransaction,
  { place, entries, at }: Ingest,
): Promise<readonly Finding[]> {
  const first = entries.find(({ entry }) => entry.at > at + CLOCK_AHEAD_MAX_MS)?.entry;
  if (!first) return [];
  const previous = await timesOf(tx, place, first.seq - 1);
  if (previous && previous.at > previous.receivedAt + CLOCK_AHEAD_MAX_MS) return [];
  return [{ kind: 'clock_skew', entry: first, details: { at: first.at, aheadMs: first.at - at } }];
}

function asRaised({ kind, entry, details }: Finding) {
  return { kind, seq: entry.seq, hash: entry.hash, details };
}
