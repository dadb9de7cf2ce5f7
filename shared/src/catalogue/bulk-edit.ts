/** One change of many items at once: what it makes of each. */
import { z } from 'zod';
import type { ItemDocument } from '../documents/item.ts';
import { itemFields } from '../documents/item.ts';
import {
  basisPointsSchema,
  MINOR_UNITS_MAX,
  minorUnits,
  minorUnitsSchema,
  mulDivHalfAway,
  positiveMinorUnitsSchema,
  WHOLE,
} from '../money/minor-units.ts';
import { err, ok, type Result } from '../result.ts';

/**
 * How a computed price is rounded, in minor units: to the nearest multiple of `step` (half up), less
 * `under`: step 100 and under 1 make prices that end in ,99.
 */
export const priceRoundingSchema = z
  .strictObject({
    step: z.int().min(1).max(1_000_000),
    under: z.int().min(0).max(999_999),
  })
  .refine(({ step, under }) => under < step);
export type PriceRounding = z.infer<typeof priceRoundingSchema>;

export const bulkEditSchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('price_set'), price: positiveMinorUnitsSchema }),
  z.strictObject({
    what: z.literal('price_by_amount'),
    /** Signed. */
    amount: minorUnitsSchema,
    rounding: priceRoundingSchema,
  }),
  z.strictObject({
    what: z.literal('price_by_percent'),
    percent: basisPointsSchema,
    direction: z.enum(['up', 'down']),
    rounding: priceRoundingSchema,
  }),
  z.strictObject({ what: z.literal('category'), categoryId: itemFields.categoryId }),
  z.strictObject({ what: z.literal('withdrawn'), withdrawn: z.boolean() }),
  z.strictObject({
    what: z.literal('price_schedule'),
    priceScheduleId: itemFields.priceScheduleId,
    priceScheduleStart: itemFields.priceScheduleStart,
  }),
  z.strictObject({ what: z.literal('tax'), taxRateId: itemFields.taxRateId }),
]);
export type BulkEdit = z.infer<typeof bulkEditSchema>;

/** The item after an edit. Errors: `PRICE_OUT_OF_RANGE` below zero or above what a price can be. */
export function applyBulkEdit(
  item: ItemDocument,
  edit: BulkEdit,
): Result<ItemDocument, 'PRICE_OUT_OF_RANGE'> {
  switch (edit.what) {
    case 'price_set':
      return ok({ ...item, price: edit.price });
    case 'price_by_amount':
      return repriced(item, item.price + edit.amount, edit.rounding);
    case 'price_by_percent': {
      const points = edit.direction === 'up' ? WHOLE + edit.percent : WHOLE - edit.percent;
      if (points < 0) return err('PRICE_OUT_OF_RANGE');
      if (item.price * (points / WHOLE) > MINOR_UNITS_MAX) return err('PRICE_OUT_OF_RANGE');
      return repriced(item, mulDivHalfAway(item.price, points, WHOLE), edit.rounding);
    }
    case 'category':
      return ok({ ...item, categoryId: edit.categoryId });
    case 'withdrawn':
      return ok({ ...item, withdrawn: edit.withdrawn });
    case 'price_schedule': {
      const { priceScheduleId, priceScheduleStart } = edit;
      return ok({ ...item, priceScheduleId, priceScheduleStart });
    }
    case 'tax':
      return ok({ ...item, taxRateId: edit.taxRateId });
  }
}

function repriced(
  item: ItemDocument,
  raw: number,
  rounding: PriceRounding,
): Result<ItemDocument, 'PRICE_OUT_OF_RANGE'> {
  if (raw < 0 || raw > MINOR_UNITS_MAX) return err('PRICE_OUT_OF_RANGE');
  const price = roundPrice(raw, rounding);
  return price > MINOR_UNITS_MAX
    ? err('PRICE_OUT_OF_RANGE')
    : ok({ ...item, price: minorUnits(price) });
}

/**
 * A price by a rounding rule: the value of the form `n × step − under` that is nearest to it, the
 * higher of two; never below zero, and never nothing for what costs something.
 */
export function roundPrice(price: number, { step, under }: PriceRounding): number {
  if (price <= 0) return 0;
  const shifted = price + under + Math.floor(step / 2);
  const rounded = shifted - (shifted % step) - under;
  return rounded > 0 ? rounded : step - under;
}
