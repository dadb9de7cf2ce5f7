/**
 * The replicated collections. All are scoped to a store. The feed carries whole documents in commit
 * order; `revision` counts a document's versions from 1.
 */
import { z } from 'zod';
import type { Right } from '../people/rights.ts';
import { conflictDocumentSchema } from './conflict.ts';
import { customerDocumentSchema } from './customer.ts';
import { itemDocumentSchema } from './item.ts';
import { receiptDocumentSchema } from './receipt.ts';
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
  customers: customerDocumentSchema,
  conflicts: conflictDocumentSchema,
  receipts: receiptDocumentSchema,
} as const;

export type Collection = keyof typeof COLLECTION_SCHEMAS;
export type DocumentOf<C extends Collection> = z.infer<(typeof COLLECTION_SCHEMAS)[C]>;
export const COLLECTIONS = Object.keys(COLLECTION_SCHEMAS) as readonly Collection[];

/**
 * The collections that a till may change, each with the right that its employee needs. All others
 * come down only.
 */
export const EDIT_RIGHTS = {
  items: 'edit_catalogue',
  categories: 'edit_catalogue',
  priceSchedules: 'edit_catalogue',
  staff: 'manage_staff',
  customers: 'use_customers',
  conflicts: 'use_customers',
} as const satisfies Partial<Record<Collection, Right>>;
export type EditableCollection = keyof typeof EDIT_RIGHTS;
export const EDITABLE_COLLECTIONS = Object.keys(EDIT_RIGHTS) as readonly EditableCollection[];

/**
 * The feed in two parts, each read with its own checkpoint over the same numbers: what a till needs
 * to sell, and the receipts of the store, which may come after it.
 */
export const FEED_PARTS = {
  catalogue: [
    'storeSettings',
    'taxRates',
    'categories',
    'priceSchedules',
    'staff',
    'items',
    'stockLevels',
    'customers',
    'conflicts',
  ],
  receipts: ['receipts'],
} as const satisfies Record<string, readonly Collection[]>;
export type FeedPart = keyof typeof FEED_PARTS;

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
