import { oc } from '@orpc/contract';
import { z } from 'zod';
import { itemDocumentSchema, itemFields, itemStatusSchema } from '../../documents/item.ts';
import { categoryDocumentSchema, categoryFields } from '../../documents/reference-data.ts';
import { type CategoryId, type ItemId, idSchema, type StoreId } from '../../ids.ts';
import { textSchema } from '../../text/text-schema.ts';
import { pageInput, pageOf } from './paging.ts';

const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;
const categoryId = idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>;
const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const revision = z.int().min(1);

/** An item as the public sees it: without cost, with its status. */
export const publicItemSchema = itemDocumentSchema.omit({ unitCost: true }).extend({
  status: itemStatusSchema,
  revision,
});
/** `unitCost` and `onHand` are there for the store's staff alone. */
export const itemViewSchema = publicItemSchema.extend({
  unitCost: itemFields.unitCost.optional(),
  onHand: z.int().optional(),
});
export type ItemView = z.infer<typeof itemViewSchema>;

export const newItemSchema = z.strictObject({
  /** Made by whoever creates the item, so that a repeated request makes one item. */
  id: itemId,
  storeId,
  ...itemFields,
  sku: itemFields.sku.optional(),
  description: itemFields.description.default(''),
  barcodes: itemFields.barcodes.default([]),
  brand: itemFields.brand.default(''),
  size: itemFields.size.default(''),
  colour: itemFields.colour.default(''),
  defects: itemFields.defects.default(''),
  taxRateId: itemFields.taxRateId.default(null),
  taxScheme: itemFields.taxScheme.default('standard'),
  unitCost: itemFields.unitCost.default(null),
  priceScheduleId: itemFields.priceScheduleId.default(null),
  priceScheduleStart: itemFields.priceScheduleStart.default(null),
  /** Default: the store's business day today. */
  listedOn: itemFields.listedOn.optional(),
  pictures: itemFields.pictures.default([]),
  withdrawn: itemFields.withdrawn.default(false),
  /** Pieces received with it: a stock movement. A unique item has 1. */
  openingQuantity: z.int().min(0).max(999_999).optional(),
});
export type NewItem = z.infer<typeof newItemSchema>;

/** A change names the revision it was made on; another one in between answers CONFLICT. */
export const itemChangeSchema = z
  .strictObject({ ...itemFields })
  .partial()
  .extend({ id: itemId, revision });
export type ItemChange = z.infer<typeof itemChangeSchema>;

export const categoryViewSchema = categoryDocumentSchema.extend({ revision });

const tags = ['Catalogue'];

export const catalogueContract = {
  items: {
    list: oc
      .route({ method: 'GET', path: '/items', tags, summary: 'Items, newest first' })
      .input(
        z.strictObject({
          ...pageInput,
          storeId: storeId.optional(),
          categoryId: categoryId.optional(),
          status: itemStatusSchema.optional(),
          /** Beginnings of words of name, brand, SKU, size, colour or barcodes, in any order and case. */
          q: textSchema({ max: 200 }).optional(),
        }),
      )
      .output(pageOf(itemViewSchema)),
    get: oc
      .route({ method: 'GET', path: '/items/{id}', tags, summary: 'One item' })
      .input(z.strictObject({ id: itemId }))
      .output(itemViewSchema),
    create: oc
      .route({ method: 'POST', path: '/items', successStatus: 201, tags, summary: 'Add an item' })
      .input(newItemSchema)
      .output(itemViewSchema),
    createMany: oc
      .route({
        method: 'POST',
        path: '/items/batch',
        tags,
        summary: 'Add up to 1,000 items, all or none',
      })
      .input(z.strictObject({ items: z.array(newItemSchema).min(1).max(1_000) }))
      .output(z.strictObject({ created: z.int(), alreadyThere: z.int() })),
    update: oc
      .route({ method: 'PATCH', path: '/items/{id}', tags, summary: 'Change an item' })
      .input(itemChangeSchema)
      .output(itemViewSchema),
    remove: oc
      .route({
        method: 'DELETE',
        path: '/items/{id}',
        successStatus: 204,
        tags,
        summary: 'Remove an item from the catalogue; its sales and codes stay',
      })
      .input(z.strictObject({ id: itemId })),
  },
  categories: {
    list: oc
      .route({
        method: 'GET',
        path: '/categories',
        tags,
        summary: 'Categories of a store, or of all',
      })
      .input(z.strictObject({ storeId: storeId.optional() }))
      .output(z.strictObject({ rows: z.array(categoryViewSchema) })),
    get: oc
      .route({ method: 'GET', path: '/categories/{id}', tags, summary: 'One category' })
      .input(z.strictObject({ id: categoryId }))
      .output(categoryViewSchema),
    create: oc
      .route({
        method: 'POST',
        path: '/categories',
        successStatus: 201,
        tags,
        summary: 'Add a category',
      })
      .input(
        z.strictObject({
          id: categoryId,
          storeId,
          ...categoryFields,
          parentId: categoryFields.parentId.default(null),
          position: categoryFields.position.default(0),
        }),
      )
      .output(categoryViewSchema),
    update: oc
      .route({ method: 'PATCH', path: '/categories/{id}', tags, summary: 'Change a category' })
      .input(
        z
          .strictObject({ ...categoryFields })
          .partial()
          .extend({ id: categoryId, revision }),
      )
      .output(categoryViewSchema),
    move: oc
      .route({
        method: 'POST',
        path: '/categories/{id}/move',
        tags,
        summary: 'Put a category below another, before one of its siblings',
      })
      .input(
        z.strictObject({
          id: categoryId,
          revision,
          parentId: categoryFields.parentId,
          /** The sibling that it stands before; null: at the end. */
          before: categoryId.nullable(),
        }),
      )
      .output(z.strictObject({ rows: z.array(categoryViewSchema) })),
    remove: oc
      .route({
        method: 'DELETE',
        path: '/categories/{id}',
        successStatus: 204,
        tags,
        summary: 'Remove a category that no item uses',
      })
      .input(z.strictObject({ id: categoryId })),
  },
};
