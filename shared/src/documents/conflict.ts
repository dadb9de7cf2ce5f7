import { z } from 'zod';
import { type ConflictId, idSchema, type RegisterId, type StaffId, type StoreId } from '../ids.ts';
import { textSchema } from '../text/text-schema.ts';
import { epochMsSchema } from '../time/time.ts';

/** One field that two people changed differently. Values are the field's JSON; absent: no document. */
export const fieldConflictSchema = z.strictObject({
  /** Name of the field; `deleted` where one edited what the other deleted. */
  field: z.string().min(1).max(60),
  /** What both began from. */
  base: z.json(),
  kept: z.json(),
  lost: z.json(),
  /** Whose value did not make it: that of the till which merged, or the server's. */
  lostSide: z.enum(['till', 'server']),
});
export type FieldConflict = z.infer<typeof fieldConflictSchema>;

/**
 * That a merge had to choose, for a person to look at. Made by the till that merged, pushed with the
 * merged document, and shown at every till and in the admin web.
 */
export const conflictDocumentSchema = z.strictObject({
  id: idSchema<'Conflict'>() as z.ZodType<ConflictId, ConflictId>,
  storeId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
  collection: z.string().min(1).max(40),
  documentId: z.string().min(1).max(60),
  /** Name of the thing as a person knows it, at the time. Empty for customers. */
  label: textSchema({ max: 300 }),
  registerId: idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>,
  /** Whose edit at the till met the other one. */
  staffId: idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>,
  at: epochMsSchema,
  fields: z.array(fieldConflictSchema).min(1).max(60),
  /** Null while nobody looked. */
  settled: z
    .strictObject({
      at: epochMsSchema,
      /** Id of the employee or account. */
      by: z.string().min(1).max(60),
      how: z.enum(['restored', 'dismissed']),
    })
    .nullable(),
});
export type ConflictDocument = z.infer<typeof conflictDocumentSchema>;
