/** A line's way from its tag price to its total, step by step (DOMAIN.md, "Price of a line"). */
import { assert } from '../assert.ts';
import { priceAfterMarkdown } from '../catalogue/markdown.ts';
import {
  type BasisPoints,
  type MinorUnits,
  minorUnits,
  mulDivHalfAway,
  WHOLE,
  ZERO,
} from '../money/minor-units.ts';
import { splitInclusiveTax } from '../tax/inclusive-tax.ts';
import type { SaleLineInput } from './line-input.ts';
import type { CartDiscount, PriceStep } from './sale-record.ts';

/**
 * The price path of a line up to its promotion; the cart discount needs the other lines and comes
 * after. Markdown and override set the price of one piece, discounts come off the line's total. A
 * step that changed nothing is left out, and no step brings the total below zero.
 */
export function pricePathBeforeCart(line: SaleLineInput): PriceStep[] {
  const { quantity, tagPrice, markdown, override, discount, promotion } = line;
  assert(Number.isInteger(quantity) && quantity > 0, `not a quantity to sell: ${quantity}`);
  let total = minorUnits(tagPrice * quantity);
  const path: PriceStep[] = [{ step: 'tag', unitPrice: tagPrice, change: total, total }];
  const moveTo = (next: MinorUnits, make: (step: Amounts) => PriceStep) => {
    if (next === total) return;
    path.push(make({ change: minorUnits(next - total), total: next }));
    total = next;
  };

  if (markdown !== null) {
    const { priceScheduleId, basisPoints, since } = markdown;
    const next = minorUnits(priceAfterMarkdown(tagPrice, basisPoints) * quantity);
    moveTo(next, (step) => ({ step: 'markdown', priceScheduleId, basisPoints, since, ...step }));
  }
  if (override !== null) {
    const { unitPrice, reason } = override;
    const next = minorUnits(unitPrice * quantity);
    moveTo(next, (step) => ({ step: 'override', unitPrice, reason, ...step }));
  }
  if (discount !== null) {
    const { kind, value, reason } = discount;
    const next = minorUnits(total - discountOn(total, discount));
    moveTo(next, (step) => ({ step: 'line_discount', kind, value, reason, ...step }));
  }
  if (promotion !== null) {
    const { promotionId, name, amount } = promotion;
    const next = minorUnits(Math.max(0, total - amount));
    moveTo(next, (step) => ({ step: 'promotion', promotionId, name, ...step }));
  }
  return path;
}

/**
 * What a discount takes off a total: at most all of it, a percentage rounded half away from zero.
 */
export function discountOn(
  total: MinorUnits,
  { kind, value }: Pick<CartDiscount, 'kind' | 'value'>,
): MinorUnits {
  if (kind === 'amount') return minorUnits(Math.min(value, total));
  return mulDivHalfAway(total, Math.min(value, WHOLE), WHOLE);
}

/** The same path with the line's share of the cart discount at its end. */
export function withCartDiscount(path: readonly PriceStep[], share: MinorUnits): PriceStep[] {
  if (share === ZERO) return [...path];
  const total = minorUnits(totalOf(path) - share);
  return [...path, { step: 'cart_discount', change: minorUnits(-share), total }];
}

/**
 * The same path with the tax in the price taken out at its end, for a customer who is exempt. Units:
 * basis points of the rate that the price contains.
 */
export function withTaxExemption(
  path: readonly PriceStep[],
  basisPoints: BasisPoints,
): PriceStep[] {
  const before = totalOf(path);
  const total = splitInclusiveTax(before, basisPoints).net;
  if (total === before) return [...path];
  const change = minorUnits(total - before);
  return [...path, { step: 'tax_exemption', basisPoints, change, total }];
}

/** The line's total at the end of its path. */
export function totalOf(path: readonly PriceStep[]): MinorUnits {
  const last = path.at(-1);
  assert(last !== undefined, 'a price path has a tag price');
  return last.total;
}

interface Amounts {
  readonly change: MinorUnits;
  readonly total: MinorUnits;
}
