import { z } from 'zod';
import { idSchema, type RegisterId, type SaleId, type StaffId, type StoreId } from '../ids.ts';
import { hashSchema } from '../journal/entry.ts';
import { saleRecordSchema } from '../sale/sale-record.ts';
import { businessDaySchema, epochMsSchema } from '../time/time.ts';

/** Days for which a store's receipts lie on all of its tills, so that a return needs no network. */
export const RECEIPT_DAYS = 100;

/**
 * A paid record of the store's live journals as other tills need it: what was sold or returned, and
 * where it stands in which journal. Only the server makes it; it never changes, and when its days
 * are over the server deletes it like any other document, so that all tills agree on which there are.
 */
export const receiptDocumentSchema = z.strictObject({
  /** The sale's id. */
  id: idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>,
  storeId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
  registerId: idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>,
  epoch: z.int().min(1),
  seq: z.int().min(1),
  /** Of the journal entry. */
  hash: hashSchema,
  at: epochMsSchema,
  businessDay: businessDaySchema,
  staffId: (idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>).nullable(),
  sale: saleRecordSchema,
});
export type ReceiptDocument = z.infer<typeof receiptDocumentSchema>;
