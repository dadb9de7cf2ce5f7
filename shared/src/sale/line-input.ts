/** What a line is priced from: the facts that a cashier, an item and the store's rules give. */
import type { Id, ItemId, PriceScheduleId } from '../ids.ts';
import { type BasisPoints, MINOR_UNITS_MAX, type MinorUnits } from '../money/minor-units.ts';
import type { BusinessDay } from '../time/time.ts';
import type { CartDiscount, LineTax, SaleLine } from './sale-record.ts';

/** A line of goods that go out. */
export interface SaleLineInput {
  readonly lineNumber: number;
  readonly itemId: ItemId | null;
  readonly sku: string;
  readonly name: string;
  /** Pieces, above zero. */
  readonly quantity: number;
  readonly tracksStock: boolean;
  /** Of one piece; with tax where the store's prices include it. */
  readonly tagPrice: MinorUnits;
  readonly markdown: MarkdownInput | null;
  readonly override: OverrideInput | null;
  /** `value` in minor units for `amount`, in basis points for `percent`. */
  readonly discount: CartDiscount | null;
  readonly promotion: PromotionInput | null;
  readonly tax: LineTax;
  /** What the shop paid for one piece; the margin scheme counts null as nothing paid. */
  readonly unitCost: MinorUnits | null;
  readonly note: string;
  /** The rate of the tax in the price that an exempt customer does not pay; null for others. */
  readonly exemptFrom?: BasisPoints | null;
  /** Set where the line pays into a gift card. */
  readonly loads?: NonNullable<SaleLine['loads']>;
}

export interface MarkdownInput {
  readonly priceScheduleId: PriceScheduleId;
  readonly basisPoints: BasisPoints;
  readonly since: BusinessDay;
}

export interface OverrideInput {
  readonly unitPrice: MinorUnits;
  readonly reason: string;
}

export interface PromotionInput {
  readonly promotionId: Id<'Promotion'>;
  readonly name: string;
  /** What it takes off the line, in minor units. */
  readonly amount: MinorUnits;
}

/** A line to be priced, or one that mirrors an earlier sale and is priced by it. */
export type LineInput = SaleLineInput | { readonly mirrored: SaleLine };

export function isMirrored(line: LineInput): line is { readonly mirrored: SaleLine } {
  return 'mirrored' in line;
}

/**
 * Whether lines can be priced without leaving the range of amounts. Ask before `priceSale` wherever
 * a person can type quantities and prices; `priceSale` itself asserts it.
 */
export function isPriceable(lines: readonly LineInput[]): boolean {
  let most = 0;
  for (const line of lines) {
    if (isMirrored(line)) continue;
    const unit = Math.max(line.tagPrice, line.override?.unitPrice ?? 0);
    // Rounded up, since every line's tax may be.
    most += Math.ceil(unit * line.quantity * (1 + line.tax.basisPoints / 10_000));
  }
  return most <= MINOR_UNITS_MAX;
}
