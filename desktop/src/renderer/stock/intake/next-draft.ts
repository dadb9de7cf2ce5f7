import { EMPTY, type ItemDraft } from '../items/item-draft.ts';

/** What may stay for the next thing. */
export const REPEATABLE = [
  'categoryId',
  'condition',
  'brand',
  'size',
  'price',
  'unitCost',
] as const;
export type Repeatable = (typeof REPEATABLE)[number];

/**
 * The form of the next thing: what repeats is copied, and so is how it is taxed and marked down, which
 * changes with the source of the goods and not with the thing. Codes and pictures never repeat.
 */
export function nextDraft(last: ItemDraft, repeats: ReadonlySet<Repeatable>): ItemDraft {
  const kept = Object.fromEntries(
    REPEATABLE.filter((field) => repeats.has(field)).map((field) => [field, last[field]]),
  );
  const { priceScheduleId, priceScheduleStart, taxScheme } = last;
  return { ...EMPTY, priceScheduleId, priceScheduleStart, taxScheme, ...kept };
}
