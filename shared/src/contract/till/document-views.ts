/** What the till's screens are told of documents, their changes and how sync stands. */
import { z } from 'zod';
import { COLLECTIONS, EDITABLE_COLLECTIONS, FEED_PARTS } from '../../documents/collections.ts';
import { conflictDocumentSchema } from '../../documents/conflict.ts';
import { conditionSchema, itemKindSchema } from '../../documents/item.ts';
import { type CategoryId, type IntentId, type ItemId, idSchema } from '../../ids.ts';
import { minorUnitsSchema, positiveMinorUnitsSchema } from '../../money/minor-units.ts';
import { epochMsSchema } from '../../time/time.ts';

const json = z.json();
const intentId = idSchema<'Intent'>() as z.ZodType<IntentId, IntentId>;

/** One field of a change: what it was and what it shall be. `deleted` for the document itself. */
export const fieldChangeSchema = z.strictObject({
  field: z.string(),
  from: json,
  to: json,
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** A change of a document by a person at this till. */
export const editViewSchema = z.strictObject({
  intentId,
  collection: z.enum(EDITABLE_COLLECTIONS),
  documentId: z.string(),
  /** Name of the thing as people know it. */
  label: z.string(),
  /** Of who made it; empty where that person is no longer here. */
  staff: z.string(),
  at: epochMsSchema,
  isNew: z.boolean(),
  fields: z.array(fieldChangeSchema),
});
export type EditView = z.infer<typeof editViewSchema>;

/** A change that the server refused for good. */
export const parkedEditSchema = editViewSchema.extend({
  /** A code of errors.ts; a newer server may know more of them. */
  code: z.string(),
  message: z.string(),
  parkedAt: epochMsSchema,
});
export type ParkedEdit = z.infer<typeof parkedEditSchema>;

export const conflictViewSchema = z.strictObject({
  conflict: conflictDocumentSchema,
  /** Name of the thing by now. */
  label: z.string(),
  staff: z.string(),
  /** Code of the register that merged; empty where this till does not know it. */
  register: z.string(),
  /** Fields whose value can be brought back here. */
  restorable: z.array(z.string()),
});
export type ConflictView = z.infer<typeof conflictViewSchema>;

export const partProgressSchema = z.strictObject({
  part: z.enum(Object.keys(FEED_PARTS) as [keyof typeof FEED_PARTS]),
  documents: z.int().min(0),
  total: z.int().min(0),
  complete: z.boolean(),
  reloading: z.boolean(),
});
export type PartProgress = z.infer<typeof partProgressSchema>;

export const syncProgressSchema = z.strictObject({
  parts: z.array(partProgressSchema),
  /** The first changes that wait, in the order in which they go. */
  waiting: z.array(editViewSchema),
  waitingTotal: z.int().min(0),
  /** Documents that a newer program must read: kept, and in nobody's way. */
  setAside: z.int().min(0),
  /** Differences between till and server that were found and mended since the start. */
  repaired: z.int().min(0),
  /** When both sides were last found equal; null where not since the start. */
  comparedAt: epochMsSchema.nullable(),
  collections: z.record(z.enum(COLLECTIONS), z.int().min(0)),
});
export type SyncProgress = z.infer<typeof syncProgressSchema>;

/** A row in lists of items. */
export const itemRowSchema = z.strictObject({
  id: idSchema<'Item'>() as z.ZodType<ItemId, ItemId>,
  sku: z.string(),
  name: z.string(),
  categoryId: idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>,
  kind: itemKindSchema,
  condition: conditionSchema,
  price: positiveMinorUnitsSchema,
  withdrawn: z.boolean(),
});
export type ItemRow = z.infer<typeof itemRowSchema>;

export const itemListSchema = z.strictObject({
  items: z.array(itemRowSchema),
  /** Of all that fit, on this page or not. */
  total: z.int().min(0),
  /** Sum of their tag prices. */
  value: minorUnitsSchema,
});
export type ItemList = z.infer<typeof itemListSchema>;
