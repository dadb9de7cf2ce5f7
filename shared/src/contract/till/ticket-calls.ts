/** Calls about the open ticket beside its goods: customer, notes, unlisted things, the last step. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type CategoryId, type CustomerId, type ItemId, idSchema } from '../../ids.ts';
import { positiveMinorUnitsSchema } from '../../money/minor-units.ts';
import { QUANTITY_MAX } from '../../sale/sale-record.ts';
import { textSchema } from '../../text/text-schema.ts';
import { cartViewSchema, saleRowSchema } from './views.ts';

const customerId = idSchema<'Customer'>() as z.ZodType<CustomerId, CustomerId>;
const note = textSchema({ max: 200 });

export const ticketCalls = {
  ticket: {
    /** Who buys; null for nobody in particular. A valid certificate frees the ticket from tax. */
    setCustomer: oc
      .input(z.strictObject({ customerId: customerId.nullable() }))
      .output(cartViewSchema),
    /** What a customer bought and brought back here, the latest first. */
    customerHistory: oc
      .input(z.strictObject({ customerId, limit: z.int().min(1).max(100) }))
      .output(z.array(saleRowSchema)),
    /** Where an item was sold, the latest first. */
    itemHistory: oc
      .input(
        z.strictObject({
          itemId: idSchema<'Item'>() as z.ZodType<ItemId, ItemId>,
          limit: z.int().min(1).max(100),
        }),
      )
      .output(z.array(saleRowSchema)),
    /** A note on the whole ticket, or with `lineId` on one line; empty takes it off. */
    setNote: oc
      .input(z.strictObject({ lineId: z.string().min(1).max(40).nullable(), note }))
      .output(cartViewSchema),
    /** Sells a thing that is in no catalogue, by category and price. */
    addUnlisted: oc
      .input(
        z.strictObject({
          categoryId: idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>,
          price: positiveMinorUnitsSchema,
          quantity: z.int().min(1).max(QUANTITY_MAX),
          /** Empty: the category's name. */
          name: textSchema({ max: 200 }),
        }),
      )
      .output(cartViewSchema),
    /** Takes the last step on the ticket back. Error: NOTHING_TO_UNDO. */
    undo: oc.input(z.strictObject({})).output(cartViewSchema),
  },
};
