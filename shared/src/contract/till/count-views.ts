/** What the till's screens are told of stock counts. */
import { z } from 'zod';
import {
  type CategoryId,
  type ItemId,
  idSchema,
  type ParkedSaleId,
  type StockCountId,
} from '../../ids.ts';
import { minorUnitsSchema } from '../../money/minor-units.ts';
import { epochMsSchema } from '../../time/time.ts';

const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;
export const countIdSchema = idSchema<'StockCount'>() as z.ZodType<StockCountId, StockCountId>;

export const countHeadSchema = z.strictObject({
  id: countIdSchema,
  name: z.string(),
  /** What is counted: a category with those below it, or null for what is scanned alone. */
  categoryId: (idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>).nullable(),
  /** `handed_over`: another till enters it. */
  state: z.enum(['open', 'posted', 'dropped', 'handed_over']),
  startedAt: epochMsSchema,
  startedBy: z.string(),
  endedAt: epochMsSchema.nullable(),
  /** Shelves or rooms, each counted by somebody. */
  areas: z.array(
    z.strictObject({ name: z.string(), pieces: z.int().min(0), people: z.array(z.string()) }),
  ),
  pieces: z.int().min(0),
  items: z.int().min(0),
});
export type CountHead = z.infer<typeof countHeadSchema>;

export const partIdSchema = idSchema<'ParkedSale'>() as z.ZodType<ParkedSaleId, ParkedSaleId>;

/** What tills counted and handed over, waiting to be taken into a count. */
export const countPartsSchema = z.array(
  z.strictObject({
    id: partIdSchema,
    name: z.string(),
    leftAt: epochMsSchema,
    leftBy: z.string(),
    registerCode: z.string(),
    items: z.int().min(0),
    pieces: z.int().min(0),
  }),
);
export type CountParts = z.infer<typeof countPartsSchema>;

export const countScanSchema = z.strictObject({
  itemId,
  name: z.string(),
  sku: z.string(),
  picture: z.string().nullable(),
  area: z.string(),
  /** Of this item in this area so far. */
  inArea: z.int().min(0),
  /** Of this item in all areas so far. */
  counted: z.int().min(0),
  count: countHeadSchema,
});
export type CountScan = z.infer<typeof countScanSchema>;

export const countLineSchema = z.strictObject({
  itemId,
  name: z.string(),
  sku: z.string(),
  counted: z.int().min(0),
  /** What the ledger said when it was counted. */
  expected: z.int(),
  difference: z.int(),
  /** The difference at tag price. */
  value: minorUnitsSchema,
  /** Nobody scanned one. */
  missed: z.boolean(),
  areas: z.array(z.strictObject({ name: z.string(), pieces: z.int() })),
});
export type CountLine = z.infer<typeof countLineSchema>;

export const countReviewSchema = z.strictObject({
  count: countHeadSchema,
  /** Lines that differ first, the largest value before smaller ones. */
  lines: z.array(countLineSchema),
  /** Lines that are right and not among `lines`. */
  right: z.int().min(0),
  more: z.int().min(0),
  less: z.int().min(0),
  value: minorUnitsSchema,
});
export type CountReview = z.infer<typeof countReviewSchema>;
