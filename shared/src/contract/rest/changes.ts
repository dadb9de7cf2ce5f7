/** What a merge of two edits had to leave out, and what tills sent that could not be taken. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { conflictDocumentSchema } from '../../documents/conflict.ts';
import {
  type ConflictId,
  type IntentId,
  idSchema,
  type RegisterId,
  type StaffId,
  type StoreId,
} from '../../ids.ts';
import { epochMsSchema } from '../../time/time.ts';
import { pageInput, pageOf } from './paging.ts';

const conflictId = idSchema<'Conflict'>() as z.ZodType<ConflictId, ConflictId>;
const intentId = idSchema<'Intent'>() as z.ZodType<IntentId, IntentId>;
const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const revision = z.int().min(1);

export const conflictViewSchema = conflictDocumentSchema.extend({ revision });
export type ConflictView = z.infer<typeof conflictViewSchema>;

/** A change that a till sent and a rule or a right forbade. */
export const parkedChangeSchema = z.strictObject({
  id: intentId,
  storeId,
  registerId: idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>,
  /** Whose decision it was; null where that could not be read. */
  staffId: (idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>).nullable(),
  collection: z.string(),
  documentId: z.string(),
  deleted: z.boolean(),
  /** The whole document as it was to be. */
  document: z.record(z.string(), z.unknown()),
  /** As the server has it now; null where it has none. */
  master: z.record(z.string(), z.unknown()).nullable(),
  /** An error code and its details: why it was not taken. */
  code: z.string(),
  details: z.record(z.string(), z.unknown()).nullable(),
  parkedAt: epochMsSchema,
  settledAt: epochMsSchema.nullable(),
  settledHow: z.enum(['applied', 'dismissed']).nullable(),
});
export type ParkedChange = z.infer<typeof parkedChangeSchema>;

const listInput = z.strictObject({
  ...pageInput,
  storeId: storeId.optional(),
  /** Left out: all of them. */
  open: z.stringbool().optional(),
});

const tags = ['Conflicts'];

export const changesContract = {
  conflicts: {
    list: oc
      .route({
        method: 'GET',
        path: '/conflicts',
        tags,
        summary: 'What merges left out, newest first',
      })
      .input(listInput)
      .output(pageOf(conflictViewSchema)),
    restore: oc
      .route({
        method: 'POST',
        path: '/conflicts/{id}/restore',
        tags,
        summary: 'Set the values that a merge left out, as a new edit',
      })
      .input(
        z.strictObject({
          id: conflictId,
          revision,
          /** Only these; default: all that were left out. */
          fields: z.array(z.string().min(1).max(60)).min(1).max(60).optional(),
        }),
      )
      .output(conflictViewSchema),
    dismiss: oc
      .route({
        method: 'POST',
        path: '/conflicts/{id}/dismiss',
        tags,
        summary: 'Leave it as the merge has it',
      })
      .input(z.strictObject({ id: conflictId, revision }))
      .output(conflictViewSchema),
  },
  parkedChanges: {
    list: oc
      .route({
        method: 'GET',
        path: '/parked-changes',
        tags,
        summary: 'What tills sent that could not be taken, newest first',
      })
      .input(listInput)
      .output(pageOf(parkedChangeSchema)),
    apply: oc
      .route({
        method: 'POST',
        path: '/parked-changes/{id}/apply',
        tags,
        summary: 'Try it again, by your own right, over what is there now',
      })
      .input(z.strictObject({ id: intentId }))
      .output(parkedChangeSchema),
    dismiss: oc
      .route({
        method: 'POST',
        path: '/parked-changes/{id}/dismiss',
        tags,
        summary: 'Let it be',
      })
      .input(z.strictObject({ id: intentId }))
      .output(parkedChangeSchema),
  },
};
