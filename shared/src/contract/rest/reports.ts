import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  type CategoryId,
  idSchema,
  type RegisterId,
  type ShiftId,
  type StaffId,
  type StoreId,
} from '../../ids.ts';
import { shiftTotalsSchema } from '../../sale/shift-totals-schema.ts';
import { businessDaySchema, epochMsSchema } from '../../time/time.ts';
import { pageInput, pageOf } from './paging.ts';

const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const registerId = idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>;
const shiftId = idSchema<'Shift'>() as z.ZodType<ShiftId, ShiftId>;
const staffId = (idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>).nullable();
const categoryId = (idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>).nullable();

/** Sums over many records may leave the range of one amount; they stay whole numbers. */
const amount = z.int();
const count = z.int().min(0);

/** What a day came to. Returns and voids are in net, tax and gross with their own sign. */
export const dayFiguresSchema = z.strictObject({
  records: count,
  net: amount,
  tax: amount,
  gross: amount,
  /** Pieces that went out. */
  itemsSold: count,
});
export type DayFigures = z.infer<typeof dayFiguresSchema>;

const countAndSum = z.strictObject({ count, total: amount });

export const dayReportSchema = z.strictObject({
  day: businessDaySchema,
  /** Whether the day is still going on. */
  today: z.boolean(),
  currency: z.string(),
  figures: dayFiguresSchema,
  /** The same weekday last week: the whole day, and up to the time that it is now. */
  lastWeek: z.strictObject({
    day: businessDaySchema,
    whole: dayFiguresSchema,
    soFar: dayFiguresSchema,
  }),
  returns: countAndSum,
  voids: countAndSum,
  tenders: z.array(z.strictObject({ kind: z.string(), ...countAndSum.shape })),
  itemsListed: count,
  openExceptions: count,
  /** Hours in which something was sold, by the clock on the store's wall, in the day's order. */
  hours: z.array(z.strictObject({ hour: z.int().min(0).max(23), records: count, gross: amount })),
  /** The day and the 13 before it, ascending, with those on which nothing was sold. */
  days: z.array(z.strictObject({ day: businessDaySchema, records: count, gross: amount })),
  /** Those that took the most, at most six; null: things without a category. */
  categories: z.array(
    z.strictObject({
      categoryId,
      name: z.string().nullable(),
      itemsSold: z.int(),
      gross: amount,
    }),
  ),
});
export type DayReport = z.infer<typeof dayReportSchema>;

export const shiftSummarySchema = z.strictObject({
  id: shiftId,
  storeId,
  registerId,
  openedAt: epochMsSchema,
  openedBy: staffId,
  float: amount,
  /** Null: still open. */
  closedAt: epochMsSchema.nullable(),
  closedBy: staffId,
  zNumber: z.int().nullable(),
  counted: amount.nullable(),
  expected: amount.nullable(),
  /** Records and their sum by the Z report; of an open shift by what has arrived. */
  records: count,
  gross: amount,
  /** How many Z numbers of the register are missing right before this one. */
  missingBefore: count,
});
export type ShiftSummary = z.infer<typeof shiftSummarySchema>;

export const drawerEventSchema = z.strictObject({
  seq: z.int(),
  kind: z.enum(['cash_moved', 'drawer_opened']),
  amount,
  reason: z.string(),
  at: epochMsSchema,
  staffId,
  approvedBy: staffId,
});

export type DrawerEvent = z.infer<typeof drawerEventSchema>;

export const shiftViewSchema = shiftSummarySchema.extend({
  /** The Z report as the till wrote it, or the X report of what has arrived so far. */
  totals: shiftTotalsSchema,
  drawer: z.array(drawerEventSchema),
  /** Records of this shift that stand behind its closing and are in no Z report. */
  late: countAndSum,
  /** Records that reached the server more than an hour after they happened. */
  arrivedLate: count,
});
export type ShiftView = z.infer<typeof shiftViewSchema>;

const tags = ['Reports'];

export const reportsContract = {
  reports: {
    day: oc
      .route({
        method: 'GET',
        path: '/reports/day',
        tags,
        summary: 'A business day of a store: takings, hours, categories, last week beside it',
      })
      .input(
        z.strictObject({
          storeId,
          /** Default: the store's business day now. */
          day: businessDaySchema.optional(),
        }),
      )
      .output(dayReportSchema),
  },
  shifts: {
    list: oc
      .route({ method: 'GET', path: '/shifts', tags, summary: 'Shifts, the newest first' })
      .input(
        z.strictObject({
          ...pageInput,
          storeId,
          registerId: registerId.optional(),
          open: z.stringbool().optional(),
          /** Opened at this time or later; before that time. */
          from: z.coerce.number().int().min(0).optional(),
          until: z.coerce.number().int().min(0).optional(),
        }),
      )
      .output(pageOf(shiftSummarySchema)),
    get: oc
      .route({
        method: 'GET',
        path: '/shifts/{id}',
        tags,
        summary: 'One shift with its X or Z report, drawer movements and late records',
      })
      .input(z.strictObject({ id: shiftId }))
      .output(shiftViewSchema),
  },
};
