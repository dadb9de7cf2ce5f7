/** Calls that bring whole tables in and out: an import is checked, done and undone as one. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { textSchema } from '../../text/text-schema.ts';
import { approvalSchema } from './approval.ts';
import { changeSetIdSchema, changeSetSchema, importCheckSchema } from './import-views.ts';

const approval = approvalSchema.optional();
/** Base64 of a piece of a file; a message holds a million bytes at most. */
const base64 = z
  .string()
  .max(900_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);

export const EXPORT_PARTS = [
  'items',
  'categories',
  'tax_rates',
  'price_schedules',
  'stock',
  'movements',
  'sales',
  'customers',
  'staff',
  'settings',
] as const;

export const transferCalls = {
  imports: {
    /** Takes one piece of a file; the last one answers what an import would do. Nothing changes. */
    check: oc
      .input(
        z.strictObject({
          checkId: changeSetIdSchema,
          fileName: textSchema({ min: 1, max: 200 }),
          bytes: base64,
          part: z.int().min(0).max(100),
          last: z.boolean(),
        }),
      )
      .output(importCheckSchema.nullable()),
    /** Does what was checked: all of it or nothing. CONFLICT where something changed meanwhile. */
    run: oc.input(z.strictObject({ checkId: changeSetIdSchema, approval })).output(changeSetSchema),
  },
  exports: {
    /** The next piece of one part; `next` is null with the last. */
    read: oc
      .input(
        z.strictObject({
          part: z.enum(EXPORT_PARTS),
          format: z.enum(['csv', 'json']),
          after: z.int().min(0).nullable(),
        }),
      )
      .output(z.strictObject({ text: z.string(), rows: z.int(), next: z.int().nullable() })),
  },
};
