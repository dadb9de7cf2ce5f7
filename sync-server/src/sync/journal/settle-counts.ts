/**
 * What counts make of the ledger: each resets an item to what was counted, at its time. Computed
 * here from all that the store's registers sent, whatever the counting till knew.
 */
import type { ItemId } from '@second-chance/shared/ids.ts';
import type { PayloadOf, SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { countDifference, lateCorrection } from '@second-chance/shared/stock/count-stock.ts';
import type { TenantTransaction } from '../../db/tenant-transaction.ts';
import {
  type CountedLine,
  insertCounted,
  type KnownCount,
  latestCounts,
  movedAfter,
  onHandOf,
} from './count-repository.ts';
import type { ChainPlace } from './journal-repository.ts';
import type { ProjectedMovement } from './project-run.ts';

export interface ProjectedCount {
  readonly entry: SignedEntry;
  readonly payload: PayloadOf<'stock_counted'>;
}

/**
 * All movements of a run: its own, those that its counts come to, and corrections of what happened
 * before a count that was known already. The levels are locked before.
 */
export async function settleCounts(
  tx: TenantTransaction,
  place: ChainPlace,
  {
    movements,
    counts,
  }: {
    readonly movements: readonly ProjectedMovement[];
    readonly counts: readonly ProjectedCount[];
  },
): Promise<readonly ProjectedMovement[]> {
  const counted = counts.flatMap(({ payload }) => payload.lines.map(({ itemId }) => itemId));
  const ids = [...new Set([...movements.map(({ itemId }) => itemId), ...counted])];
  const known = new Map(await latestCounts(tx, place, ids));
  if (counts.length === 0 && known.size === 0) return movements;
  const late = movements.flatMap((movement) => correctionOf(movement, known, place));
  const settled = [...movements, ...late];
  for (const count of counts) {
    const { lines, movements: differences } = await settleCount(tx, place, {
      count,
      settled,
      known,
    });
    await insertCounted(tx, place, lines);
    settled.push(...differences);
  }
  return settled;
}

/** A count of another register saw this movement before it was known here. */
function correctionOf(
  movement: ProjectedMovement,
  known: ReadonlyMap<ItemId, KnownCount>,
  { registerId }: ChainPlace,
): readonly ProjectedMovement[] {
  const count = known.get(movement.itemId);
  if (count === undefined || count.registerId === registerId) return [];
  const { quantity, entry } = movement;
  const correction = lateCorrection({ quantity, at: entry.at }, count.countedAt);
  return correction === 0 ? [] : [{ ...movement, kind: 'counted', quantity: correction }];
}

async function settleCount(
  tx: TenantTransaction,
  place: ChainPlace,
  {
    count,
    settled,
    known,
  }: {
    readonly count: ProjectedCount;
    readonly settled: readonly ProjectedMovement[];
    readonly known: Map<ItemId, KnownCount>;
  },
) {
  const { entry, payload } = count;
  const { countId, name } = payload;
  const asked = payload.lines.map(({ itemId, countedAt }) => ({ itemId, at: countedAt }));
  const later = await movedAfter(tx, place, asked);
  const onHand = await onHandOf(
    tx,
    place,
    asked.map(({ itemId }) => itemId),
  );
  const lines: CountedLine[] = [];
  const movements: ProjectedMovement[] = [];
  for (const [index, { itemId, counted, countedAt }] of payload.lines.entries()) {
    const ofRun = settled
      .filter((each) => each.itemId === itemId && isBefore(each, { countedAt, seq: entry.seq }))
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const expected = (onHand.get(itemId) ?? 0) - (later[index] ?? 0) + ofRun;
    const lineNumber = index + 1;
    const line = { itemId, countedAt, lineNumber, countId, name, counted, expected };
    lines.push({ ...line, seq: entry.seq });
    // An item that was counted again later stays as that count left it.
    if ((known.get(itemId)?.countedAt ?? -1) >= countedAt) continue;
    known.set(itemId, { countedAt, registerId: place.registerId });
    const quantity = countDifference({ counted, expected });
    const movement = { entry, itemId, quantity, lineNumber, note: name, at: countedAt } as const;
    if (quantity !== 0) movements.push({ ...movement, kind: 'counted' });
  }
  return { lines, movements };
}

function isBefore(
  { entry, at = entry.at }: ProjectedMovement,
  { countedAt, seq }: { readonly countedAt: number; readonly seq: number },
): boolean {
  return at <= countedAt && entry.seq < seq;
}
