/** What a run does to stock levels, and where stock goes below zero by it. Pure. */
import type { ItemKind } from '@second-chance/shared/documents/item.ts';
import type { ItemId } from '@second-chance/shared/ids.ts';
import type { ProjectedMovement } from './project-run.ts';
import type { Finding } from './read-entry.ts';

/** An item's stock before the run. */
export interface StockBefore {
  readonly onHand: number;
  /** Null where the server does not know the item, or where nobody had to ask (itemsToAskFor). */
  readonly kind: ItemKind | null;
  /** False where nothing was ever known of the item's stock. */
  readonly hasLevel: boolean;
}

export interface StockChange {
  readonly itemId: ItemId;
  /** Signed sum of the run's movements; zero where they cancel out. */
  readonly quantity: number;
}

/** The items whose kind decides what is found: those without a level and those that go below zero. */
export function itemsToAskFor(
  movements: readonly ProjectedMovement[],
  levels: ReadonlyMap<ItemId, number>,
): readonly ItemId[] {
  const onHand = new Map(levels);
  const asked = new Set<ItemId>();
  for (const { itemId, quantity } of movements) {
    const now = (onHand.get(itemId) ?? 0) + quantity;
    onHand.set(itemId, now);
    if (now < 0 || !levels.has(itemId)) asked.add(itemId);
  }
  return [...asked];
}

/**
 * Sums the movements by item, in the order of item ids.
 *
 * A level that goes from zero or more to below is one finding, at the entry that did it: the goods
 * were in the customer's hand, so the level is what is wrong. An item without a level that the
 * server does not know is one finding at its first movement; its movements are kept all the same.
 */
export function settleStock(
  movements: readonly ProjectedMovement[],
  before: ReadonlyMap<ItemId, StockBefore>,
): { readonly changes: readonly StockChange[]; readonly findings: readonly Finding[] } {
  const sums = new Map<ItemId, number>();
  const findings: Finding[] = [];
  for (const { entry, itemId, quantity, lineNumber } of movements) {
    const known = before.get(itemId);
    const sum = sums.get(itemId);
    sums.set(itemId, (sum ?? 0) + quantity);
    if (known === undefined || known.kind === null) {
      if (sum === undefined && !known?.hasLevel) {
        findings.push({ kind: 'unknown_item', entry, details: { itemId, lineNumber } });
      }
      continue;
    }
    const onHand = known.onHand + (sum ?? 0);
    if (known.kind === 'service' || onHand < 0 || onHand + quantity >= 0) continue;
    findings.push({
      kind: known.kind === 'unique' ? 'sold_twice' : 'below_zero',
      entry,
      details: { itemId, lineNumber, onHand: onHand + quantity },
    });
  }
  const changes = [...sums].map(([itemId, quantity]) => ({ itemId, quantity }));
  return { changes: changes.sort((a, b) => (a.itemId < b.itemId ? -1 : 1)), findings };
}
