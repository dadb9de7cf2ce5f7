import { z } from 'zod';
import {
  type CategoryId,
  type ItemId,
  idSchema,
  type PriceScheduleId,
  type StoreId,
  type TaxRateId,
} from '../ids.ts';
import { positiveMinorUnitsSchema } from '../money/minor-units.ts';
import { textSchema } from '../text/text-schema.ts';
import { businessDaySchema } from '../time/time.ts';

export const CONDITIONS = ['new', 'like_new', 'good', 'fair', 'for_parts'] as const;
export const conditionSchema = z.enum(CONDITIONS);
export type Condition = z.infer<typeof conditionSchema>;

/** `unique`: one piece, the normal case. `stocked`: has a quantity. `service`: never in stock. */
export const itemKindSchema = z.enum(['unique', 'stocked', 'service']);
export type ItemKind = z.infer<typeof itemKindSchema>;

/**
 * Whether a thing can be had, derived from stock and `withdrawn` (item-status.ts), never stored by
 * hand.
 */
export const ITEM_STATUSES = ['available', 'sold', 'out_of_stock', 'withdrawn'] as const;
export const itemStatusSchema = z.enum(ITEM_STATUSES);
export type ItemStatus = z.infer<typeof itemStatusSchema>;

/** What a scanner may read: printable ASCII without spaces at the ends; GTINs are checked apart. */
export const barcodeSchema = z.string().regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,46}[\x21-\x7e])?$/);

const millimetres = z.int().min(1).max(100_000).nullable();
/** Grams and millimetres. */
export const parcelSchema = z.strictObject({
  grams: z.int().min(1).max(1_000_000).nullable(),
  lengthMm: millimetres,
  widthMm: millimetres,
  heightMm: millimetres,
});
export type Parcel = z.infer<typeof parcelSchema>;

export const variantSchema = z.strictObject({
  /** The same in all variants of one thing; where a person made them, the id of the first. */
  groupId: textSchema({ min: 1, max: 200 }),
  options: z
    .array(
      z.strictObject({
        name: textSchema({ min: 1, max: 60 }),
        value: textSchema({ min: 1, max: 120 }),
      }),
    )
    .min(1)
    .max(3),
});
export type Variant = z.infer<typeof variantSchema>;

/** What a person sets on an item; the document is this, plus its id and store. */
export const itemFields = {
  sku: textSchema({ min: 1, max: 60 }),
  name: textSchema({ min: 1, max: 300 }),
  description: textSchema({ max: 5_000 }),
  kind: itemKindSchema,
  /** The first is the one printed on labels. Every one of them can be scanned. */
  barcodes: z.array(barcodeSchema).max(20),
  categoryId: idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>,
  brand: textSchema({ max: 120 }),
  size: textSchema({ max: 60 }),
  colour: textSchema({ max: 60 }),
  condition: conditionSchema,
  /** Defects in plain words; empty where there are none. */
  defects: textSchema({ max: 1_000 }),
  /** The tag price of one piece, with tax where the store's prices include it. */
  price: positiveMinorUnitsSchema,
  /** Null: the category's. */
  taxRateId: (idSchema<'TaxRate'>() as z.ZodType<TaxRateId, TaxRateId>).nullable(),
  taxScheme: z.enum(['standard', 'margin']),
  /** What the shop paid for one piece. Staff only; never shown to the public. */
  unitCost: positiveMinorUnitsSchema.nullable(),
  /** Null: the item opts out of markdowns. */
  priceScheduleId: (
    idSchema<'PriceSchedule'>() as z.ZodType<PriceScheduleId, PriceScheduleId>
  ).nullable(),
  /** Where the markdown clock starts; null with a schedule means the day it was listed. */
  priceScheduleStart: businessDaySchema.nullable(),
  listedOn: businessDaySchema,
  /** File names below the server's `/pictures/`, the first is the main one. */
  pictures: z.array(textSchema({ min: 1, max: 200 })).max(20),
  /** Taken off sale by a person, whatever the stock says. */
  withdrawn: z.boolean(),
  /** The packed thing, for shipping; a measure that nobody took is null. */
  parcel: parcelSchema.nullable().optional(),
  /** What sets it apart from others of its group, each an item with its own codes and stock. */
  variant: variantSchema.nullable().optional(),
  /**
   * Codes of an old system that have the length of a GTIN and not its check digit. They are scanned
   * as they are and never printed anew.
   */
  oldCodes: z.array(barcodeSchema).max(20).optional(),
} as const;

export const itemDocumentSchema = z.strictObject({
  id: idSchema<'Item'>() as z.ZodType<ItemId, ItemId>,
  storeId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
  ...itemFields,
});
export type ItemDocument = z.infer<typeof itemDocumentSchema>;

/** What anyone may know of an item: nothing of what it cost, how it is taxed or how many there are. */
export type PublicItemDocument = Omit<
  ItemDocument,
  'unitCost' | 'taxRateId' | 'taxScheme' | 'priceScheduleId' | 'priceScheduleStart' | 'withdrawn'
>;
