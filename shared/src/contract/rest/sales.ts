import { oc } from '@orpc/contract';
import { z } from 'zod';
import { SETTLE_WAYS } from '../../exceptions/settling.ts';
import {
  type AccountId,
  type CustomerId,
  type ExceptionId,
  type ItemId,
  idSchema,
  type RegisterId,
  type SaleId,
  type SettlementId,
  type ShiftId,
  type StaffId,
  type StoreId,
} from '../../ids.ts';
import { minorUnitsSchema } from '../../money/minor-units.ts';
import { SALE_KINDS, saleRecordSchema, TENDER_KINDS } from '../../sale/sale-record.ts';
import { textSchema } from '../../text/text-schema.ts';
import { businessDaySchema, epochMsSchema } from '../../time/time.ts';
import { EXCEPTION_KINDS } from '../errors.ts';
import { pageInput, pageOf } from './paging.ts';

const saleId = idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>;
const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const registerId = idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>;
const staffId = idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>;
const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;
const shiftId = idSchema<'Shift'>() as z.ZodType<ShiftId, ShiftId>;
const customerId = idSchema<'Customer'>() as z.ZodType<CustomerId, CustomerId>;
const exceptionId = idSchema<'Exception'>() as z.ZodType<ExceptionId, ExceptionId>;
const settlementId = idSchema<'Settlement'>() as z.ZodType<SettlementId, SettlementId>;

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
  staffId: staffId.nullable(),
  /** Who allowed what the cashier may not do alone. */
  approvedBy: staffId.nullable(),
  shiftId,
  customerId: customerId.nullable(),
  lineCount: z.int(),
  currency: z.string(),
  net: minorUnitsSchema,
  tax: minorUnitsSchema,
  gross: minorUnitsSchema,
  /** How it was paid, in the order of the tenders. */
  tenders: z.array(z.string()),
  receivedAt: epochMsSchema,
  journal: journalPlace,
});

export type SaleSummary = z.infer<typeof saleSummarySchema>;

/** Another record that has to do with a sale. */
export const relatedSaleSchema = z.strictObject({
  relation: z.enum(['returns', 'returned_by', 'voids', 'voided_by']),
  id: saleId,
  /** Null where the record is not known here (yet). */
  receiptNumber: z.string().nullable(),
  at: epochMsSchema.nullable(),
});
export type RelatedSale = z.infer<typeof relatedSaleSchema>;

/** What sales are looked for by. Every list, sum and file of sales takes the same. */
export const saleFilterFields = {
  storeId: storeId.optional(),
  registerId: registerId.optional(),
  staffId: staffId.optional(),
  kind: z.enum(SALE_KINDS).optional(),
  tender: z.enum(TENDER_KINDS).optional(),
  from: businessDaySchema.optional(),
  to: businessDaySchema.optional(),
  /** The whole number. */
  receiptNumber: z.string().max(40).optional(),
  /** Any part of the receipt number. */
  receipt: textSchema({ max: 40 }).optional(),
  /** Smallest and largest total, in minor units, signs and all. */
  grossFrom: z.coerce.number().int().optional(),
  grossTo: z.coerce.number().int().optional(),
  /** Records with this thing on them. */
  itemId: itemId.optional(),
  shiftId: shiftId.optional(),
  customerId: customerId.optional(),
} as const;

export const exceptionSchema = z.strictObject({
  id: exceptionId,
  storeId,
  kind: z.enum(EXCEPTION_KINDS),
  raisedAt: epochMsSchema,
  settledAt: epochMsSchema.nullable(),
  journal: journalPlace.nullable(),
  /** Ids, codes and numbers that say what does not fit. */
  details: z.record(z.string(), z.unknown()),
  /** The thing that it is about, as far as it is known. */
  item: z.strictObject({ id: itemId, sku: z.string(), name: z.string() }).nullable(),
  /** The record that raised it, where that is one of a sale. */
  sale: z.strictObject({ id: saleId, receiptNumber: z.string() }).nullable(),
});
export type ExceptionView = z.infer<typeof exceptionSchema>;

export const settlementSchema = z.strictObject({
  id: settlementId,
  how: z.enum([...SETTLE_WAYS, 'undone']),
  note: z.string(),
  /** What it moved in the stock. */
  movements: z.array(z.strictObject({ itemId, quantity: z.int() })),
  undoes: settlementId.nullable(),
  at: epochMsSchema,
  by: (idSchema<'Account'>() as z.ZodType<AccountId, AccountId>).nullable(),
  byName: z.string().nullable(),
});
export type Settlement = z.infer<typeof settlementSchema>;

/** One exception with all that helps to settle it. */
export const exceptionFileSchema = exceptionSchema.extend({
  /** Stock of the item now; null where there is no item or it has none. */
  onHand: z.int().nullable(),
  /** Newest first. */
  settlements: z.array(settlementSchema),
  /** What came under a fork or a broken chain and could not be taken in, by number. */
  evidence: z.array(z.strictObject({ seq: z.int(), entry: z.string(), receivedAt: epochMsSchema })),
  /** The entry that stands in the journal under the number in question. */
  known: z.string().nullable(),
  /** Number of enrolments of the register now. */
  registerEpoch: z.int().nullable(),
});
export type ExceptionFile = z.infer<typeof exceptionFileSchema>;

export const auditEntrySchema = z.strictObject({
  id: z.string(),
  at: epochMsSchema,
  /** Account or register that did it; null for the system itself. */
  actor: z.string().nullable(),
  /** What the account is called now; null where it is none or gone. */
  actorName: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
});

/** What narrows the audit log down; each is left out for any. */
export const auditFilterFields = {
  storeId: storeId.optional(),
  actor: z.string().max(60).optional(),
  /** Whole, or its beginning up to a dot: `item`, `item.update`. */
  action: z
    .string()
    .regex(/^[a-z_]{1,40}(\.[a-z_]{1,40})?$/)
    .optional(),
  subject: z.string().max(60).optional(),
  from: z.coerce.number().int().min(0).optional(),
  to: z.coerce.number().int().min(0).optional(),
} as const;

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
          ...saleFilterFields,
        }),
      )
      .output(pageOf(saleSummarySchema)),
    summary: oc
      .route({
        method: 'GET',
        path: '/sales/summary',
        tags,
        summary: 'How many records a filter finds, and what they come to',
      })
      .input(z.strictObject(saleFilterFields))
      .output(z.strictObject({ records: z.int(), net: z.int(), tax: z.int(), gross: z.int() })),
    get: oc
      .route({
        method: 'GET',
        path: '/sales/{id}',
        tags,
        summary: 'One sale with its lines, price paths and tenders',
      })
      .input(z.strictObject({ id: saleId }))
      .output(
        saleSummarySchema.extend({
          record: saleRecordSchema,
          related: z.array(relatedSaleSchema),
        }),
      ),
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
          kind: z.enum(EXCEPTION_KINDS).optional(),
        }),
      )
      .output(pageOf(exceptionSchema)),
    counts: oc
      .route({
        method: 'GET',
        path: '/exceptions/counts',
        tags,
        summary: 'How many exceptions are open, by kind',
      })
      .input(z.strictObject({ storeId: storeId.optional() }))
      .output(
        z.strictObject({
          rows: z.array(z.strictObject({ kind: z.enum(EXCEPTION_KINDS), open: z.int() })),
        }),
      ),
    get: oc
      .route({
        method: 'GET',
        path: '/exceptions/{id}',
        tags,
        summary: 'One exception with its evidence and how it was settled',
      })
      .input(z.strictObject({ id: exceptionId }))
      .output(exceptionFileSchema),
    settle: oc
      .route({
        method: 'POST',
        path: '/exceptions/{id}/settlements',
        successStatus: 201,
        tags,
        summary: 'Settle an exception by a new record',
      })
      .input(
        z.strictObject({
          id: exceptionId,
          /** Made by whoever settles, so that a repeated request settles once. */
          settlementId,
          how: z.enum(SETTLE_WAYS),
          note: textSchema({ max: 500 }).default(''),
          /** For `count_stock`: pieces that are there. */
          counted: z.int().min(0).max(999_999).optional(),
          /** For `link_item`: the item that it was. */
          itemId: itemId.optional(),
        }),
      )
      .output(exceptionFileSchema),
    undo: oc
      .route({
        method: 'POST',
        path: '/exceptions/{id}/undo',
        tags,
        summary: 'Take the last settlement back, within ten minutes',
      })
      .input(z.strictObject({ id: exceptionId, settlementId, undoes: settlementId }))
      .output(exceptionFileSchema),
  },
  audit: {
    list: oc
      .route({ method: 'GET', path: '/audit-log', tags, summary: 'Who changed what, newest first' })
      .input(z.strictObject({ ...pageInput, ...auditFilterFields }))
      .output(pageOf(auditEntrySchema)),
  },
};
