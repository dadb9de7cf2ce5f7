/** What the till's stock screens are told of items and their stock. */
import { z } from 'zod';
import { conditionSchema, itemDocumentSchema, itemKindSchema } from '../../documents/item.ts';
import {
  type CategoryId,
  type ItemId,
  idSchema,
  type StaffId,
  type StoreId,
  type TaxRateId,
} from '../../ids.ts';
import { minorUnitsSchema, positiveMinorUnitsSchema } from '../../money/minor-units.ts';
import { staffRoleSchema } from '../../people/roles.ts';
import { textSchema } from '../../text/text-schema.ts';
import { businessDaySchema, epochMsSchema } from '../../time/time.ts';

const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;
const categoryId = idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>;

export const ITEM_LACKS = ['picture', 'barcode', 'cost', 'parcel'] as const;

export const inventoryFilterSchema = z.strictObject({
  /** The beginnings of words; empty: all. */
  text: textSchema({ max: 200 }),
  /** With those below it. */
  categoryId: categoryId.nullable(),
  kind: itemKindSchema.nullable(),
  condition: conditionSchema.nullable(),
  /** `out`: none there. */
  stock: z.enum(['in', 'out', 'below_zero']).nullable(),
  withdrawn: z.boolean().nullable(),
  lacks: z.enum(ITEM_LACKS).nullable(),
});
export type InventoryFilter = z.infer<typeof inventoryFilterSchema>;

export const INVENTORY_SORTS = ['newest', 'name', 'sku', 'price', 'stock'] as const;

export const inventoryRowSchema = z.strictObject({
  id: itemId,
  sku: z.string(),
  name: z.string(),
  brand: z.string(),
  size: z.string(),
  categoryId,
  kind: itemKindSchema,
  condition: conditionSchema,
  price: positiveMinorUnitsSchema,
  withdrawn: z.boolean(),
  listedOn: businessDaySchema,
  picture: z.string().nullable(),
  /** Null where stock is not kept. */
  onHand: z.int().nullable(),
});
export type InventoryRow = z.infer<typeof inventoryRowSchema>;

export const inventoryPageSchema = z.strictObject({
  rows: z.array(inventoryRowSchema),
  total: z.int().min(0),
  /** Sum of the tags of all that fit. */
  value: minorUnitsSchema,
});
export type InventoryPage = z.infer<typeof inventoryPageSchema>;

export const inventoryItemSchema = z.strictObject({
  item: itemDocumentSchema,
  onHand: z.int().nullable(),
  /** Held by web checkouts. */
  claimed: z.int().min(0),
  /** The server has it as it is here. */
  sent: z.boolean(),
  /** Others of its group of variants. */
  variants: z.array(inventoryRowSchema),
});
export type InventoryItem = z.infer<typeof inventoryItemSchema>;

export const MOVEMENT_KINDS = [
  'sold',
  'returned',
  'adjusted',
  'received',
  'transferred',
  'counted',
] as const;

/** One line of an item's history, the latest first. */
export const itemEventSchema = z.strictObject({
  kind: z.enum(MOVEMENT_KINDS),
  at: epochMsSchema,
  quantity: z.int(),
  /** Empty where this till does not know them. */
  staff: z.string(),
  register: z.string(),
  /** Receipt number, reason, delivery note. */
  note: z.string(),
  sent: z.boolean(),
});
export type ItemEvent = z.infer<typeof itemEventSchema>;

export const referencesSchema = z.strictObject({
  categories: z.array(
    z.strictObject({
      id: categoryId,
      name: z.string(),
      /** With the names above it: `Clothes › Coats`. */
      path: z.string(),
      depth: z.int(),
      parentId: categoryId.nullable(),
      taxRateId: idSchema<'TaxRate'>() as z.ZodType<TaxRateId, TaxRateId>,
      position: z.int(),
      itemCount: z.int(),
    }),
  ),
  taxRates: z.array(
    z.strictObject({
      id: idSchema<'TaxRate'>() as z.ZodType<TaxRateId, TaxRateId>,
      name: z.string(),
      basisPoints: z.int().nullable(),
    }),
  ),
  priceSchedules: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Other stores of the organization, as far as this till was told. */
  stores: z.array(
    z.strictObject({
      id: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
      code: z.string(),
      name: z.string(),
    }),
  ),
  today: businessDaySchema,
});
export type References = z.infer<typeof referencesSchema>;

export const staffRowSchema = z.strictObject({
  id: idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>,
  displayName: z.string(),
  role: staffRoleSchema,
  active: z.boolean(),
  hasPin: z.boolean(),
});
export type StaffRow = z.infer<typeof staffRowSchema>;
