import { MINOR_UNITS_MAX, type MinorUnits, minorUnits } from './minor-units.ts';

/** Keys that fit beside each other under a thumb. */
const KEYS_MAX = 6;

/**
 * The amounts that a customer is likely to hand over, ascending: the exact one first, then the next
 * multiple of each common note. Empty where nothing is due.
 *
 * Units: `due` and `notes` in minor units; `due` is already rounded for cash.
 */
export function quickCash(due: MinorUnits, notes: readonly MinorUnits[]): readonly MinorUnits[] {
  if (due <= 0) return [];
  const amounts = new Set<number>([due]);
  for (const note of notes) {
    if (note <= 0) continue;
    const short = due % note;
    const amount = short === 0 ? due : due - short + note;
    if (amount <= MINOR_UNITS_MAX) amounts.add(amount);
  }
  return [...amounts]
    .sort((a, b) => a - b)
    .slice(0, KEYS_MAX)
    .map(minorUnits);
}
