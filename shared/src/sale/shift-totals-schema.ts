/** The figures of an X or Z report. Amounts in minor units of the store's currency. */
import { z } from 'zod';
import { minorUnitsSchema, positiveMinorUnitsSchema } from '../money/minor-units.ts';
import { TENDER_KINDS, taxTotalSchema } from './sale-record.ts';

const countAndSum = z.strictObject({ count: z.int().min(0), total: minorUnitsSchema });

export const shiftTotalsSchema = z.strictObject({
  float: positiveMinorUnitsSchema,
  /** Records by what they are; `total` sums their gross. */
  sales: countAndSum,
  returns: countAndSum,
  exchanges: countAndSum,
  voids: countAndSum,
  /** Sum of the above: what the shift took in goods, net of returns and voids. */
  net: minorUnitsSchema,
  taxAmount: minorUnitsSchema,
  gross: minorUnitsSchema,
  /** Paid into gift cards, which is in `gross` and no goods; absent where nothing was. */
  loaded: countAndSum.optional(),
  cashRounding: minorUnitsSchema,
  taxTotals: z.array(taxTotalSchema),
  /** Settled amounts by tender; a kind without any is absent. */
  tenders: z.array(
    z.strictObject({
      kind: z.enum(TENDER_KINDS),
      count: z.int().min(0),
      total: minorUnitsSchema,
    }),
  ),
  cashIn: countAndSum,
  /** `total` is negative or zero. */
  cashOut: countAndSum,
  drawerOpenings: z.int().min(0),
  /** `float + cash tenders + cashIn + cashOut`. */
  expectedCash: minorUnitsSchema,
});
export type ShiftTotals = z.infer<typeof shiftTotalsSchema>;
