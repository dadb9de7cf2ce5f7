import {
  type BasisPoints,
  type MinorUnits,
  mulDivHalfAway,
  WHOLE,
} from '@second-chance/shared/money/minor-units.ts';
import type { CartDiscount } from '@second-chance/shared/sale/sale-record.ts';

export interface DiscountCheck {
  readonly discount: Pick<CartDiscount, 'kind' | 'value'>;
  /** What the discount is taken off, in minor units; not negative. */
  readonly base: MinorUnits;
}

/** Whether a discount takes off more than a person may give alone. */
export function isOverLimit({ discount, base }: DiscountCheck, limit: BasisPoints): boolean {
  if (discount.kind === 'percent') return discount.value > limit;
  return discount.value > mulDivHalfAway(base, limit, WHOLE);
}

/** Whether a discount takes off more than there is. */
export function isOverWhole({ discount, base }: DiscountCheck): boolean {
  return discount.value > (discount.kind === 'percent' ? WHOLE : base);
}
