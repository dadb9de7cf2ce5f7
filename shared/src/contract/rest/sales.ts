import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  type ExceptionId,
  idSchema,
  type RegisterId,
  type SaleId,
  type StaffId,
  type StoreId,
} from '../../ids.ts';
import { minorUnitsSchema } from '../../money/minor-units.ts';
import { SALE_KINDS, saleRecordSchema } from '../../sale/sale-record.ts';
import { businessDaySchema, epochMsSchema } from '../../time/time.ts';
import { EXCEPTION_KINDS } from '../errors.ts';
import { pageInput, pageOf } from './paging.ts';

const saleId = idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>;
const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const registerId = idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>;

/** Where a sale stands in a journal. */
const journalPlace = z.strictObject({
  registerId,
  epoch: z.int().min(1),
  seq: z.int().min(1),
  hash: z.string(),
});

export const saleSummarySchema = z.strictObject({
  id: saleId,
  storeId,
  receiptNumber: z.string(),
  kind: z.enum(SALE_KINDS),
  at: epochMsSchema,
  businessDay: businessDaySchema,
  staffId: (idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>).nullable(),
  lineCount: z.int(),
  currency: z.string(),
  gross: minorUnitsSchema,
  receivedAt: epochMsSchema,
  journal: journalPlace,
});

export type SaleSummary = z.infer<typeof saleSummarySchema>;

export const exceptionSchema = z.strictObject({
  id: idSchema<'Exception'>() as z.ZodType<ExceptionId, ExceptionId>,
  storeId,
  kind: z.enum(EXCEPTION_KINDS),
  raisedAt: epochMsSchema,
  settledAt: epochMsSchema.nullable(),
  journal: journalPlace.nullable(),
  /** Ids, codes and numbers that say what does not fit. */
  details: z.record(z.string(), z.unknown()),
});

export const auditEntrySchema = z.strictObject({
  id: z.string(),
  at: epochMsSchema,
  /** Account or register that did it; null for the system itself. */
  actor: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
});

const tags = ['Sales'];

export const salesContract = {
  sales: {
    list: oc
      .route({
        method: 'GET',
        path: '/sales',
        tags,
        summary: 'Sales, returns and voids, newest first',
      })
      .input(
        z.strictObject({
          ...pageInput,
          storeId: storeId.optional(),
          registerId: registerId.optional(),
          from: businessDaySchema.optional(),
          to: businessDaySchema.optional(),
          receiptNumber: z.string().max(40).optional(),
        }),
      )
      .output(pageOf(saleSummarySchema)),
    get: oc
      .route({
        method: 'GET',
        path: '/sales/{id}',
        tags,
        summary: 'One sale with its lines, price paths and tenders',
      })
      .input(z.strictObject({ id: saleId }))
      .output(saleSummarySchema.extend({ record: saleRecordSchema })),
    totals: oc
      .route({
        method: 'GET',
        path: '/sales/totals',
        tags,
        summary: 'Number and sum of sales by register',
      })
      .input(
        z.strictObject({
          storeId,
          from: businessDaySchema.optional(),
          to: businessDaySchema.optional(),
        }),
      )
      .output(
        z.strictObject({
          rows: z.array(
            z.strictObject({
              registerId,
              records: z.int(),
              lines: z.int(),
              gross: z.int(),
            }),
          ),
        }),
      ),
  },
  exceptions: {
    list: oc
      .route({
        method: 'GET',
        path: '/exceptions',
        tags,
        summary: 'What happened and does not fit',
      })
      .input(
        z.strictObject({
          ...pageInput,
          storeId: storeId.optional(),
          open: z.stringbool().optional(),
        }),
      )
      .output(pageOf(exceptionSchema)),
  },
  audit: {
    list: oc
      .route({ method: 'GET', path: '/audit-log', tags, summary: 'Who changed what, newest first' })
      .input(z.strictObject({ ...pageInput }))
      .output(pageOf(auditEntrySchema)),
  },
};
