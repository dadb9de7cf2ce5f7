import { type MinorUnits, minorUnits } from '@second-chance/shared/money/minor-units.ts';

/** The amount without its sign, where words already say which way it goes. */
export function sizeOf(amount: MinorUnits): MinorUnits {
  return minorUnits(Math.abs(amount));
}
