/**
 * The replicated collections. All are scoped to a store. The feed carries whole documents in commit
 * order; `revision` counts a document's versions from 1.
 */
import { z } from 'zod';
import { itemDocumentSchema } from './item.ts';
import {
  categoryDocumentSchema,
  priceScheduleDocumentSchema,
  staffDocumentSchema,
  storeSettingsDocumentSchema,
  taxRateDocumentSchema,
} from './reference-data.ts';
import { stockLevelDocumentSchema } from './stock-level.ts';

export const COLLECTION_SCHEMAS = {
  items: itemDocumentSchema,
  categories: categoryDocumentSchema,
  taxRates: taxRateDocumentSchema,
  priceSchedules: priceScheduleDocumentSchema,
  staff: staffDocumentSchema,
  storeSettings: storeSettingsDocumentSchema,
  stockLevels: stockLevelDocumentSchema,
} as const;

export type Collection = keyof typeof COLLECTION_SCHEMAS;
export type DocumentOf<C extends Collection> = z.infer<(typeof COLLECTION_SCHEMAS)[C]>;

/** One change in a store's feed. `number` is its place in commit order. */
export const feedChangeSchema = z.strictObject({
  number: z.int().min(1),
  collection: z.string(),
  id: z.string(),
  revision: z.int().min(1),
  deleted: z.boolean(),
  /** The whole document; of a deleted one its last version. Parsed by its collection's schema. */
  document: z.record(z.string(), z.unknown()),
});
export type FeedChange = z.infer<typeof feedChangeSchema>;
