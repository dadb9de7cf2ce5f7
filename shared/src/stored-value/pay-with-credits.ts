import { type MinorUnits, minorUnits } from '../money/minor-units.ts';

/**
 * What each of several credits pays of a ticket, in their order: as much as was asked, and never
 * more than is still to pay. A ticket that became cheaper takes less of the last ones.
 *
 * Units: minor units; `due` is what is left after other means, nothing where it is below zero.
 */
export function payWithCredits<Credit extends { readonly amount: MinorUnits }>(
  due: MinorUnits,
  credits: readonly Credit[],
): readonly Credit[] {
  let left = Math.max(due, 0);
  return credits.flatMap((credit) => {
    const amount = minorUnits(Math.min(credit.amount, left));
    left -= amount;
    return amount > 0 ? [{ ...credit, amount }] : [];
  });
}
