import { z } from 'zod';
import { type ItemId, idSchema, type StoreId } from '../ids.ts';

/**
 * What the server knows of one item's stock in one store. `applied` says how much of each
 * register's live journal is in `onHand`, so that a till adds its own newer movements and nothing
 * counts twice (available-stock.ts). Only the server writes it.
 */
export const stockLevelDocumentSchema = z.strictObject({
  /** The item's id. */
  id: idSchema<'Item'>() as z.ZodType<ItemId, ItemId>,
  storeId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
  onHand: z.int(),
  /** Pieces held by web checkouts. */
  claimed: z.int().min(0),
  applied: z.record(z.string(), z.strictObject({ epoch: z.int().min(1), seq: z.int().min(0) })),
});
export type StockLevelDocument = z.infer<typeof stockLevelDocumentSchema>;
