/**
 * Calls about documents: what people at a till see and change of them. A change is on this till's
 * disk and shows everywhere when a call answers; the server decides on it later (`parked`,
 * `conflicts`). Errors beside the usual ones: INVALID_REQUEST for a document that does not fit.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { customerDocumentSchema, customerFields } from '../../documents/customer.ts';
import { itemDocumentSchema, itemFields } from '../../documents/item.ts';
import {
  categoryFields,
  priceScheduleDocumentSchema,
  staffDocumentSchema,
} from '../../documents/reference-data.ts';
import {
  type CategoryId,
  type ConflictId,
  type CustomerId,
  type Id,
  type IntentId,
  type ItemId,
  idSchema,
  type StaffId,
} from '../../ids.ts';
import { textSchema } from '../../text/text-schema.ts';
import { pinSchema } from '../rest/stores.ts';
import { approvalSchema } from './approval.ts';
import {
  conflictViewSchema,
  itemListSchema,
  parkedEditSchema,
  syncProgressSchema,
} from './document-views.ts';

const nothing = z.strictObject({});
const approval = approvalSchema.optional();
const limit = z.int().min(1).max(200);
const idOf = <Kind extends string>() => idSchema<Kind>() as z.ZodType<Id<Kind>, Id<Kind>>;
const itemId = idOf<'Item'>() as z.ZodType<ItemId, ItemId>;
const customerId = idOf<'Customer'>() as z.ZodType<CustomerId, CustomerId>;
const conflictId = idOf<'Conflict'>() as z.ZodType<ConflictId, ConflictId>;
const intentId = idOf<'Intent'>() as z.ZodType<IntentId, IntentId>;

/** Fields that are left out keep their value; of a new thing none may be. */
function editing<Kind extends string, Fields extends z.ZodRawShape>(fields: Fields) {
  const whole = z.strictObject(fields);
  return {
    create: oc
      .input(z.strictObject({ fields: whole, approval }))
      .output(z.strictObject({ id: idOf<Kind>() })),
    edit: oc
      .input(z.strictObject({ id: idOf<Kind>(), fields: whole.partial(), approval }))
      .output(z.strictObject({ id: idOf<Kind>() })),
    delete: oc.input(z.strictObject({ id: idOf<Kind>(), approval })).output(nothing),
  };
}

const { name, phases } = priceScheduleDocumentSchema.shape;
const { displayName, role, active } = staffDocumentSchema.shape;

export const documentCalls = {
  items: {
    ...editing<'Item', typeof itemFields>(itemFields),
    get: oc.input(z.strictObject({ id: itemId })).output(itemDocumentSchema),
    list: oc
      .input(
        z.strictObject({
          /** The beginnings of words; empty: all. */
          text: textSchema({ max: 200 }),
          categoryId: (idOf<'Category'>() as z.ZodType<CategoryId, CategoryId>).nullable(),
          withdrawn: z.boolean().nullable(),
          sort: z.enum(['newest', 'name', 'price', 'sku']),
          limit,
          offset: z.int().min(0).max(1_000_000),
        }),
      )
      .output(itemListSchema),
  },
  categories: editing<'Category', typeof categoryFields>(categoryFields),
  priceSchedules: editing<'PriceSchedule', { name: typeof name; phases: typeof phases }>({
    name,
    phases,
  }),
  staff: {
    /** A PIN in digits is hashed here and leaves this till as a hash alone. */
    create: oc
      .input(
        z.strictObject({
          fields: z.strictObject({ displayName, role, active, pin: pinSchema.nullable() }),
          approval,
        }),
      )
      .output(z.strictObject({ id: idOf<'Staff'>() as z.ZodType<StaffId, StaffId> })),
    edit: oc
      .input(
        z.strictObject({
          id: idOf<'Staff'>() as z.ZodType<StaffId, StaffId>,
          fields: z
            .strictObject({ displayName, role, active, pin: pinSchema.nullable() })
            .partial(),
          approval,
        }),
      )
      .output(z.strictObject({ id: idOf<'Staff'>() as z.ZodType<StaffId, StaffId> })),
  },
  customers: {
    ...editing<'Customer', typeof customerFields>(customerFields),
    get: oc.input(z.strictObject({ id: customerId })).output(customerDocumentSchema),
    /** The beginnings of words in name, mail, phone and address; empty: the newest. */
    search: oc
      .input(z.strictObject({ text: textSchema({ max: 200 }), limit }))
      .output(z.array(customerDocumentSchema)),
  },
  conflicts: {
    list: oc
      .input(z.strictObject({ settledToo: z.boolean(), limit }))
      .output(z.array(conflictViewSchema)),
    /** Brings lost values back: those of the fields named, or of all. */
    restore: oc
      .input(
        z.strictObject({
          id: conflictId,
          fields: z.array(z.string()).max(60).optional(),
          approval,
        }),
      )
      .output(nothing),
    /** What was kept is right. */
    dismiss: oc.input(z.strictObject({ id: conflictId, approval })).output(nothing),
  },
  parked: {
    list: oc.input(nothing).output(z.array(parkedEditSchema)),
    dismiss: oc.input(z.strictObject({ intentId, approval })).output(nothing),
    /** Makes the same change once more, of the document as it is by now. */
    editAgain: oc.input(z.strictObject({ intentId, approval })).output(nothing),
  },
  sync: {
    progress: oc.input(nothing).output(syncProgressSchema),
  },
};
