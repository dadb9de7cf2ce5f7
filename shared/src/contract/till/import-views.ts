/** What the till's screens are told of tables that are read in. */
import { z } from 'zod';
import { type ChangeSetId, idSchema } from '../../ids.ts';
import { epochMsSchema } from '../../time/time.ts';

export const changeSetIdSchema = idSchema<'ChangeSet'>() as z.ZodType<ChangeSetId, ChangeSetId>;

/** Many items changed by one decision, which can be undone as one. */
export const changeSetSchema = z.strictObject({
  id: changeSetIdSchema,
  kind: z.enum(['bulk_edit', 'import']),
  /** Name of the file, or what was changed. */
  label: z.string(),
  at: epochMsSchema,
  by: z.string(),
  created: z.int().min(0),
  changed: z.int().min(0),
  undoneAt: epochMsSchema.nullable(),
});
export type ChangeSet = z.infer<typeof changeSetSchema>;

export const undoneSchema = z.strictObject({
  set: changeSetSchema,
  restored: z.int().min(0),
  removed: z.int().min(0),
  /** Changed by somebody since, and left as they are. */
  kept: z.int().min(0),
});

export const importRowSchema = z.strictObject({
  /** In the file. */
  line: z.int().min(1),
  outcome: z.enum(['create', 'update', 'same', 'error']),
  name: z.string(),
  sku: z.string(),
  /** Of a change: which fields. */
  fields: z.array(z.string()),
  problems: z.array(z.strictObject({ column: z.string(), problem: z.string() })),
});

export const importCheckSchema = z.strictObject({
  checkId: changeSetIdSchema,
  fileName: z.string(),
  /** Of which program the header row is. */
  source: z.string(),
  encoding: z.string(),
  separator: z.string(),
  decimalComma: z.boolean(),
  counts: z.strictObject({
    create: z.int().min(0),
    update: z.int().min(0),
    same: z.int().min(0),
    error: z.int().min(0),
  }),
  newCategories: z.array(z.string()),
  /** Headings that mean nothing here. */
  unused: z.array(z.string()),
  /** Pictures that the file names by an address; they are not fetched. */
  pictureAddresses: z.int().min(0),
  /** Codes with a wrong check digit, kept so that they still scan. */
  oldCodes: z.int().min(0),
  /** The first rows, errors before others. */
  rows: z.array(importRowSchema),
});
export type ImportCheck = z.infer<typeof importCheckSchema>;
