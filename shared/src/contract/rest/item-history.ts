/** What became of an item: its prices, its movements, and stock set right at a desk. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type ItemId, idSchema } from '../../ids.ts';
import { STOCK_ADJUST_REASONS } from '../../journal/entry.ts';
import { positiveMinorUnitsSchema } from '../../money/minor-units.ts';
import { QUANTITY_MAX } from '../../sale/sale-record.ts';
import { textSchema } from '../../text/text-schema.ts';
import { epochMsSchema } from '../../time/time.ts';
import { itemViewSchema } from './catalogue.ts';

const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;

/** A name to show; null: the system itself, or somebody whose name is gone. */
const who = z.string().nullable();

export const itemChangeLineSchema = z.strictObject({
  at: epochMsSchema,
  who,
  action: z.string(),
  /** Names of the fields that differ. */
  fields: z.array(z.string()),
  /** The tag price after it. */
  price: positiveMinorUnitsSchema.nullable(),
});

export const itemMovementSchema = z.strictObject({
  at: epochMsSchema,
  who,
  kind: z.string(),
  /** Signed. */
  quantity: z.int(),
  /** Pieces there after it. */
  onHand: z.int(),
  /** A reason of `STOCK_ADJUST_REASONS`, with a note behind a colon; empty for sales. */
  note: z.string(),
  /** Code of the register where it happened; null at a desk. */
  register: z.string().nullable(),
  receiptNumber: z.string().nullable(),
});

export const itemHistorySchema = z.strictObject({
  /** Oldest first; the latest 500. */
  changes: z.array(itemChangeLineSchema),
  movements: z.array(itemMovementSchema),
});
export type ItemHistory = z.infer<typeof itemHistorySchema>;

export const stockAdjustmentSchema = z.strictObject({
  id: itemId,
  /** Made by whoever asks, so that a repeated request moves once. */
  requestId: idSchema<'StockAdjustment'>(),
  quantity: z
    .int()
    .min(-QUANTITY_MAX)
    .max(QUANTITY_MAX)
    .refine((quantity) => quantity !== 0),
  reason: z.enum(STOCK_ADJUST_REASONS),
  note: textSchema({ max: 200 }).default(''),
});
export type StockAdjustment = z.infer<typeof stockAdjustmentSchema>;

const tags = ['Catalogue'];

export const itemHistoryContract = {
  itemHistory: {
    get: oc
      .route({
        method: 'GET',
        path: '/items/{id}/history',
        tags,
        summary: 'Changes and stock movements of an item',
      })
      .input(z.strictObject({ id: itemId }))
      .output(itemHistorySchema),
    adjustStock: oc
      .route({
        method: 'POST',
        path: '/items/{id}/stock-adjustments',
        tags,
        summary: 'Set the stock of an item right, with a reason',
      })
      .input(stockAdjustmentSchema)
      .output(itemViewSchema),
  },
};
