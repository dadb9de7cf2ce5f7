/** Lists of a store's items as the admin web shows them: any length, any window, filtered, sorted. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { conditionSchema, itemStatusSchema } from '../../documents/item.ts';
import { type CategoryId, type ItemListId, idSchema, type StoreId } from '../../ids.ts';
import { positiveMinorUnitsSchema } from '../../money/minor-units.ts';
import { textSchema } from '../../text/text-schema.ts';
import { businessDaySchema } from '../../time/time.ts';
import { itemViewSchema } from './catalogue.ts';

export const itemListIdSchema = idSchema<'ItemList'>() as z.ZodType<ItemListId, ItemListId>;

/** Which items; what is left out does not narrow the list. */
export const itemFilterSchema = z.strictObject({
  /** Beginnings of words of name, brand, SKU, size, colour or barcodes, in any order and case. */
  q: textSchema({ max: 200 }).optional(),
  /** With all categories below it. */
  categoryId: (idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>).optional(),
  status: itemStatusSchema.optional(),
  condition: conditionSchema.optional(),
  /** In any case. */
  brand: textSchema({ max: 120 }).optional(),
  priceFrom: positiveMinorUnitsSchema.optional(),
  priceTo: positiveMinorUnitsSchema.optional(),
  withPicture: z.boolean().optional(),
  listedSince: businessDaySchema.optional(),
});
export type ItemFilter = z.infer<typeof itemFilterSchema>;

export const ITEM_SORTS = ['newest', 'name', 'sku', 'price', 'status', 'stock', 'listed'] as const;
export const itemSortSchema = z.strictObject({
  by: z.enum(ITEM_SORTS),
  descending: z.boolean(),
});
export type ItemSort = z.infer<typeof itemSortSchema>;

/** The most rows of one window. */
export const ITEM_WINDOW_MAX = 200;

/** A row is null where its item was removed since the list was made. */
const windowSchema = z.array(itemViewSchema.nullable());

export const itemListSchema = z.strictObject({
  id: itemListIdSchema,
  total: z.int().min(0),
  /** How many there are of each status, whatever status the filter asks for. */
  counts: z.record(itemStatusSchema, z.int().min(0)),
  /** The first window. */
  rows: windowSchema,
});
export type ItemList = z.infer<typeof itemListSchema>;

const tags = ['Catalogue'];

export const itemListsContract = {
  itemLists: {
    make: oc
      .route({
        method: 'POST',
        path: '/item-lists',
        tags,
        summary: 'Make a list of items that stays as it is, to read windows of it',
      })
      .input(
        z.strictObject({
          storeId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
          filter: itemFilterSchema.default({}),
          sort: itemSortSchema.default({ by: 'newest', descending: true }),
        }),
      )
      .output(itemListSchema),
    rows: oc
      .route({
        method: 'GET',
        path: '/item-lists/{id}/rows',
        tags,
        summary: 'A window of a list; NOT_FOUND after some hours: make it anew',
      })
      .input(
        z.strictObject({
          id: itemListIdSchema,
          offset: z.coerce.number().int().min(0).max(10_000_000),
          limit: z.coerce.number().int().min(1).max(ITEM_WINDOW_MAX),
        }),
      )
      .output(z.strictObject({ rows: windowSchema })),
  },
};
