import { oc } from '@orpc/contract';
import { z } from 'zod';
import { customerDocumentSchema, customerFields } from '../../documents/customer.ts';
import { type CustomerId, idSchema, type SaleId, type StoreId } from '../../ids.ts';
import { saleRecordSchema } from '../../sale/sale-record.ts';
import { textSchema } from '../../text/text-schema.ts';
import { epochMsSchema } from '../../time/time.ts';
import { pageInput } from './paging.ts';
import { auditEntrySchema } from './sales.ts';

const customerId = idSchema<'Customer'>() as z.ZodType<CustomerId, CustomerId>;
const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const revision = z.int().min(1);

export const customerViewSchema = customerDocumentSchema.extend({ revision });

/** A customer with what they bought. */
export const customerFileSchema = customerViewSchema.extend({
  bought: z.strictObject({
    records: z.int().min(0),
    gross: z.int(),
    lastAt: epochMsSchema.nullable(),
  }),
});
export type CustomerFile = z.infer<typeof customerFileSchema>;

/** All that is held of a person, as the GDPR wants it handed over (articles 15 and 20). */
export const customerExportSchema = z.strictObject({
  format: z.literal('second-chance/customer/v1'),
  exportedAt: epochMsSchema,
  customer: customerViewSchema,
  /** Records that refer to the person, with what was bought. */
  sales: z.array(
    z.strictObject({
      id: idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>,
      at: epochMsSchema,
      record: saleRecordSchema,
    }),
  ),
  /** Who changed the person's data, when, from what to what. */
  changes: z.array(auditEntrySchema.omit({ actorName: true })),
  /** Values of the person's data that were overruled, as far as they are still kept. */
  conflicts: z.array(z.record(z.string(), z.unknown())),
});
export type CustomerExport = z.infer<typeof customerExportSchema>;

const tags = ['Customers'];
const optional = {
  ...customerFields,
  email: customerFields.email.default(''),
  phone: customerFields.phone.default(''),
  addressLines: customerFields.addressLines.default([]),
  note: customerFields.note.default(''),
  locale: customerFields.locale.default(null),
  receiptChoice: customerFields.receiptChoice.default(null),
  taxExemption: customerFields.taxExemption.default(null),
} as const;

export const customersContract = {
  customers: {
    list: oc
      .route({ method: 'GET', path: '/customers', tags, summary: 'People that a store knows' })
      .input(
        z.strictObject({
          ...pageInput,
          storeId,
          /** Beginnings of words of name, e-mail, phone or address, in any order and case. */
          q: textSchema({ max: 200 }).optional(),
        }),
      )
      .output(
        z.strictObject({
          rows: z.array(customerViewSchema),
          nextCursor: z.string().nullable(),
          /** How many there are in all with these words. */
          total: z.int().min(0),
        }),
      ),
    get: oc
      .route({ method: 'GET', path: '/customers/{id}', tags, summary: 'One customer' })
      .input(z.strictObject({ id: customerId }))
      .output(customerFileSchema),
    create: oc
      .route({
        method: 'POST',
        path: '/customers',
        successStatus: 201,
        tags,
        summary: 'Add a customer',
      })
      .input(z.strictObject({ id: customerId, storeId, ...optional }))
      .output(customerViewSchema),
    update: oc
      .route({ method: 'PATCH', path: '/customers/{id}', tags, summary: 'Change a customer' })
      .input(
        z
          .strictObject({ ...customerFields })
          .partial()
          .extend({ id: customerId, revision }),
      )
      .output(customerViewSchema),
    export: oc
      .route({
        method: 'GET',
        path: '/customers/{id}/export',
        tags,
        summary: 'All that is held of a person, to hand over',
      })
      .input(z.strictObject({ id: customerId }))
      .output(customerExportSchema),
    erase: oc
      .route({
        method: 'POST',
        path: '/customers/{id}/erase',
        successStatus: 204,
        tags,
        summary: 'Forget a person for good; what the law keeps stays, with a number for a name',
      })
      .input(
        z.strictObject({
          id: customerId,
          /** Why; kept. Names nobody. */
          reason: textSchema({ min: 1, max: 200 }),
        }),
      ),
  },
};
