/** The small documents that a till needs to sell: categories, taxes, markdowns, staff, settings. */
import { z } from 'zod';
import {
  type CategoryId,
  idSchema,
  type OrganizationId,
  type PriceScheduleId,
  type StaffId,
  type StoreId,
  type TaxRateId,
} from '../ids.ts';
import { currencyCodeSchema } from '../money/currency-code.ts';
import { basisPointsSchema, positiveMinorUnitsSchema } from '../money/minor-units.ts';
import { staffRoleSchema } from '../people/roles.ts';
import { localeSchema } from '../text/locale.ts';
import { textSchema } from '../text/text-schema.ts';
import { businessDaySchema } from '../time/time.ts';
import { timeZoneSchema } from '../time/time-zone.ts';

const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const taxRateId = idSchema<'TaxRate'>() as z.ZodType<TaxRateId, TaxRateId>;

export const categoryFields = {
  name: textSchema({ min: 1, max: 120 }),
  parentId: (idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>).nullable(),
  taxRateId,
  /** Place among its siblings, from 0. */
  position: z.int().min(0).max(10_000),
} as const;
/** How many categories may stand one below the other. */
export const CATEGORY_DEPTH_MAX = 6;

export const categoryDocumentSchema = z.strictObject({
  id: idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>,
  storeId,
  ...categoryFields,
});
export type CategoryDocument = z.infer<typeof categoryDocumentSchema>;

export const taxRateDocumentSchema = z.strictObject({
  id: taxRateId,
  storeId,
  name: textSchema({ min: 1, max: 60 }),
  /** By first day; the one in force is the last that has begun. At least one, days ascending. */
  rates: z
    .array(z.strictObject({ validFrom: businessDaySchema, basisPoints: basisPointsSchema }))
    .min(1)
    .max(50),
});
export type TaxRateDocument = z.infer<typeof taxRateDocumentSchema>;

/** A markdown ladder: from `afterDays` on the reduction is `basisPoints` of the tag price in all. */
export const priceScheduleDocumentSchema = z.strictObject({
  id: idSchema<'PriceSchedule'>() as z.ZodType<PriceScheduleId, PriceScheduleId>,
  storeId,
  name: textSchema({ min: 1, max: 120 }),
  phases: z
    .array(
      z.strictObject({
        afterDays: z.int().min(0).max(3_650),
        basisPoints: basisPointsSchema,
      }),
    )
    .max(20),
});
export type PriceScheduleDocument = z.infer<typeof priceScheduleDocumentSchema>;

export const staffDocumentSchema = z.strictObject({
  id: idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>,
  storeId,
  displayName: textSchema({ min: 1, max: 60 }),
  role: staffRoleSchema,
  /** argon2id over the PIN in PHC form, or null while none is set. Sealed on the till's disk. */
  pinHash: z.string().max(200).nullable(),
  active: z.boolean(),
});
export type StaffDocument = z.infer<typeof staffDocumentSchema>;

export const storeSettingsFields = {
  name: textSchema({ min: 1, max: 120 }),
  /** Lines as printed on the receipt: street, town, tax number. */
  addressLines: z.array(textSchema({ max: 120 })).max(6),
  receiptFooter: textSchema({ max: 500 }),
  currency: currencyCodeSchema,
  locale: localeSchema,
  timeZone: timeZoneSchema,
  /** Minutes after local midnight at which the business day begins. */
  dayStartsAt: z.int().min(0).max(1_439),
  pricesIncludeTax: z.boolean(),
  taxRounding: z.enum(['per_line', 'per_rate']),
  /** Smallest cash step in minor units; 1 where cash is not rounded, 5 in Switzerland. */
  cashIncrement: z.int().min(1).max(1_000_000),
  /** The most an employee may take off a line or ticket alone, in basis points. */
  employeeDiscountLimit: basisPointsSchema,
  /** Days within which a receipt is accepted for a return. */
  returnDays: z.int().min(0).max(3_650),
  /** Notes that customers commonly pay with, ascending, for the quick cash keys. */
  cashNotes: z.array(positiveMinorUnitsSchema).max(12),
  /** The most that may be spent of one gift card or credit without the server's answer; absent: 0. */
  offlineCreditLimit: positiveMinorUnitsSchema.optional(),
  /** Minutes without a touch after which a till asks for a PIN; absent or 0: never. */
  autoLockMinutes: z.int().min(0).max(600).optional(),
  /** Beginnings (20 to 29) of EAN-13 codes that carry a price or a weight; absent: none. */
  embeddedCodes: z
    .array(
      z.strictObject({
        prefix: z.string().regex(/^2[0-9]$/),
        /** What the five figures before the check digit say: minor units, or grams. */
        carries: z.enum(['price', 'weight']),
      }),
    )
    .max(10)
    .optional(),
} as const;
/** One per store; its id is the store's. */
export const storeSettingsDocumentSchema = z.strictObject({
  id: storeId,
  organizationId: idSchema<'Organization'>() as z.ZodType<OrganizationId, OrganizationId>,
  code: z.string().regex(/^[A-Z0-9]{1,8}$/),
  ...storeSettingsFields,
});
export type StoreSettingsDocument = z.infer<typeof storeSettingsDocumentSchema>;
