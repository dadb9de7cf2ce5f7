/** A receipt as data: what is printed, mailed and shown, before it has a form. */
import { z } from 'zod';
import { idSchema, type SaleId } from '../ids.ts';
import { currencyCodeSchema } from '../money/currency-code.ts';
import { minorUnitsSchema } from '../money/minor-units.ts';
import { epochMsSchema } from '../time/time.ts';
import { priceStepSchema, SALE_KINDS, taxTotalSchema, tenderSchema } from './sale-record.ts';

export const receiptSchema = z.strictObject({
  saleId: idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>,
  store: z.strictObject({
    name: z.string(),
    addressLines: z.array(z.string()),
    footer: z.string(),
  }),
  receiptNumber: z.string(),
  kind: z.enum(SALE_KINDS),
  /** The receipt that a void undoes, else null. */
  voidsReceiptNumber: z.string().nullable(),
  at: epochMsSchema,
  timeZone: z.string(),
  locale: z.string(),
  currency: currencyCodeSchema,
  pricesIncludeTax: z.boolean(),
  registerCode: z.string(),
  cashier: z.string(),
  /** A reprint says so. */
  copy: z.boolean(),
  /** Training receipts are marked and are no proof of anything. */
  training: z.boolean(),
  lines: z.array(
    z.strictObject({
      name: z.string(),
      sku: z.string(),
      quantity: z.int(),
      /** After markdown and override, before discounts on the line. */
      unitPrice: minorUnitsSchema,
      /** Steps that changed the price, in order; empty where the tag price was paid. */
      steps: z.array(priceStepSchema),
      total: minorUnitsSchema,
      returned: z.boolean(),
      /** What was noted on the line; absent where nothing. */
      note: z.string().optional(),
      /** Of a gift card that was made for this line; only where it was made. */
      cardCode: z.string().optional(),
    }),
  ),
  /** Rates that may be shown: not the margin scheme's. */
  taxTotals: z.array(taxTotalSchema),
  /** True where a line was sold under the margin scheme; the receipt then says so in words. */
  hasMarginGoods: z.boolean(),
  net: minorUnitsSchema,
  taxAmount: minorUnitsSchema,
  gross: minorUnitsSchema,
  cashRounding: minorUnitsSchema,
  toPay: minorUnitsSchema,
  tenders: z.array(tenderSchema),
  /** Ids of tenders whose money is not back on its card yet. */
  pendingRefunds: z.array(z.string()),
  change: minorUnitsSchema,
  /** First 16 hex digits of the journal entry's hash. */
  proof: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;
