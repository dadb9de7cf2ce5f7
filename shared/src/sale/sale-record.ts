/**
 * The record of one sale as it is written into the journal, shown on receipts and projected by
 * till and server. It carries every number that led to its totals, so that anyone can compute them
 * again (recompute-sale.ts) and show why a price was what it was.
 *
 * Amounts are minor units of `currency`. Goods going out count positive, goods coming back and
 * money handed back count negative. A paid record is never changed; a return or a void is a new one.
 */
import { z } from 'zod';
import {
  type CustomerId,
  type ItemId,
  idSchema,
  type PaymentId,
  type PriceScheduleId,
  type SaleId,
  type ShiftId,
  type StoredValueId,
  type TaxRateId,
  type TenderId,
} from '../ids.ts';
import { currencyCodeSchema } from '../money/currency-code.ts';
import {
  basisPointsSchema,
  minorUnitsSchema,
  positiveMinorUnitsSchema,
} from '../money/minor-units.ts';
import { cardFactsSchema, paymentProviderSchema } from '../payments/card.ts';
import { textSchema } from '../text/text-schema.ts';
import { businessDaySchema } from '../time/time.ts';

/** Lines that one sale may have. Far above any real ticket; keeps a journal entry under 1 MB. */
export const SALE_LINES_MAX = 2_000;

/** Pieces of one stocked item on one line. */
export const QUANTITY_MAX = 999_999;

/** `REGISTER-EPOCH-COUNTER`, for example `A1-1-000042`. The counter has six digits or more. */
export const receiptNumberSchema = z.string().regex(/^[A-Z0-9]{1,8}-[1-9][0-9]*-[0-9]{6,}$/);

export const RETURN_REASONS = [
  'changed_mind',
  'wrong_size',
  'damaged',
  'not_as_described',
  'other',
] as const;

/** How a rate's tax is worked out: on the price, or on the margin of second-hand goods. */
export const taxSchemeSchema = z.enum(['standard', 'margin']);

/** The tax that applies to a line: the rate as it stood on the business day. */
export const lineTaxSchema = z.strictObject({
  taxRateId: idSchema<'TaxRate'>() as z.ZodType<TaxRateId, TaxRateId>,
  name: textSchema({ min: 1, max: 60 }),
  basisPoints: basisPointsSchema,
  scheme: taxSchemeSchema,
});
export type LineTax = z.infer<typeof lineTaxSchema>;

const change = { change: minorUnitsSchema, total: minorUnitsSchema };

/**
 * One step of a line's price path. `change` is what the step did to the line's total, `total` the
 * line's total after it. The first step is always `tag` (`change` = `total` = unit price × quantity).
 */
export const priceStepSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('tag'), unitPrice: positiveMinorUnitsSchema, ...change }),
  z.strictObject({
    step: z.literal('markdown'),
    priceScheduleId: idSchema<'PriceSchedule'>() as z.ZodType<PriceScheduleId, PriceScheduleId>,
    basisPoints: basisPointsSchema,
    since: businessDaySchema,
    ...change,
  }),
  z.strictObject({
    step: z.literal('override'),
    unitPrice: positiveMinorUnitsSchema,
    reason: textSchema({ min: 1, max: 200 }),
    ...change,
  }),
  z.strictObject({
    step: z.literal('line_discount'),
    kind: z.enum(['amount', 'percent']),
    /** Minor units for `amount`, basis points for `percent`. */
    value: z.int().min(0).max(999_999_999_999),
    reason: textSchema({ max: 200 }),
    ...change,
  }),
  z.strictObject({
    step: z.literal('promotion'),
    promotionId: idSchema<'Promotion'>(),
    name: textSchema({ min: 1, max: 120 }),
    ...change,
  }),
  z.strictObject({ step: z.literal('cart_discount'), ...change }),
  /** The tax in the price, taken out for a customer who is exempt; `basisPoints` was its rate. */
  z.strictObject({ step: z.literal('tax_exemption'), basisPoints: basisPointsSchema, ...change }),
]);
export type PriceStep = z.infer<typeof priceStepSchema>;

/** Which line of which earlier sale a return line reverses. */
export const returnOfSchema = z.strictObject({
  /** Null where goods come back without a receipt. */
  saleId: (idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>).nullable(),
  lineNumber: z.int().min(1).nullable(),
  /**
   * Pieces of that line that were already back before this return. With it the amounts of a
   * partial return are fixed, and all partial returns sum to the whole line to the cent.
   */
  alreadyReturned: z.int().min(0),
  reason: z.enum(RETURN_REASONS),
  note: textSchema({ max: 200 }),
  /** True: back on the shelf. False: written off, it never enters stock. */
  restock: z.boolean(),
});
export type ReturnOf = z.infer<typeof returnOfSchema>;

const storedValueId = idSchema<'StoredValue'>() as z.ZodType<StoredValueId, StoredValueId>;

/** Names a gift card or a credit without its code: the id, and the end of the code for people. */
const storedValue = { accountId: storedValueId, hint: z.string().regex(/^[A-Z0-9-]{1,12}$/) };

export const saleLineSchema = z.strictObject({
  /** From 1, in the order of ringing up. */
  lineNumber: z.int().min(1).max(SALE_LINES_MAX),
  /** Null for an unlisted item, sold by name and price alone. */
  itemId: (idSchema<'Item'>() as z.ZodType<ItemId, ItemId>).nullable(),
  sku: textSchema({ max: 60 }),
  name: textSchema({ min: 1, max: 300 }),
  /** Pieces; negative on a return line. Never zero. */
  quantity: z.int().min(-QUANTITY_MAX).max(QUANTITY_MAX),
  /** Whether the line moves stock: false for services, fees and unlisted items. */
  tracksStock: z.boolean(),
  pricePath: z.array(priceStepSchema).min(1).max(7),
  tax: lineTaxSchema,
  /** What the shop paid for one piece; needed by the margin scheme alone, else null. */
  unitCost: positiveMinorUnitsSchema.nullable(),
  /** `net + tax === gross`. `gross` is what the customer pays for the line. */
  net: minorUnitsSchema,
  taxAmount: minorUnitsSchema,
  gross: minorUnitsSchema,
  returnOf: returnOfSchema.nullable(),
  note: textSchema({ max: 200 }),
  /** The line pays into a gift card: no goods, no tax, no discount. */
  loads: z.strictObject(storedValue).optional(),
});
export type SaleLine = z.infer<typeof saleLineSchema>;

/** A discount on the whole ticket; its split over the lines stands in their price paths. */
export const cartDiscountSchema = z.strictObject({
  kind: z.enum(['amount', 'percent']),
  /** Minor units for `amount`, basis points for `percent`. */
  value: z.int().min(0).max(999_999_999_999),
  reason: textSchema({ max: 200 }),
});
export type CartDiscount = z.infer<typeof cartDiscountSchema>;

/** Sum of the lines of one rate and scheme. `net + tax === gross`. */
export const taxTotalSchema = z.strictObject({
  tax: lineTaxSchema,
  net: minorUnitsSchema,
  taxAmount: minorUnitsSchema,
  gross: minorUnitsSchema,
});
export type TaxTotal = z.infer<typeof taxTotalSchema>;

const tenderBase = {
  tenderId: idSchema<'Tender'>() as z.ZodType<TenderId, TenderId>,
  /** What this tender settles of the sale; negative where money goes back to the customer. */
  amount: minorUnitsSchema,
};

/** One means of payment. Only cash gives change: `amount === tendered − change`. */
export const tenderSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cash'),
    ...tenderBase,
    tendered: minorUnitsSchema,
    change: positiveMinorUnitsSchema,
  }),
  z.strictObject({
    kind: z.literal('external_card'),
    ...tenderBase,
    lastFour: z.string().regex(/^[0-9]{4}$/),
    approvalCode: textSchema({ min: 1, max: 20 }),
  }),
  /**
   * Paid at a reader, or given back to the card. Where money goes back `tenderId` is the refund's
   * id and `paymentId` the payment that it is taken from.
   */
  z.strictObject({
    kind: z.literal('card'),
    ...tenderBase,
    paymentId: idSchema<'Payment'>() as z.ZodType<PaymentId, PaymentId>,
    provider: paymentProviderSchema,
    card: cardFactsSchema,
  }),
  /** Spent from a gift card, or given back to it. */
  z.strictObject({ kind: z.literal('gift_card'), ...tenderBase, ...storedValue }),
  /** Credit spent or given. Tills before the ledger gave it without an account. */
  z.strictObject({
    kind: z.literal('store_credit'),
    ...tenderBase,
    accountId: storedValue.accountId.optional(),
    hint: storedValue.hint.optional(),
  }),
]);
export type Tender = z.infer<typeof tenderSchema>;
export const TENDER_KINDS = ['cash', 'card', 'external_card', 'gift_card', 'store_credit'] as const;
export type TenderKind = (typeof TENDER_KINDS)[number];

export const SALE_KINDS = ['sale', 'return', 'exchange', 'void'] as const;

export const saleRecordSchema = z.strictObject({
  saleId: idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>,
  receiptNumber: receiptNumberSchema,
  /** `exchange` has lines both ways; `void` mirrors a whole earlier record of the same shift. */
  kind: z.enum(SALE_KINDS),
  shiftId: idSchema<'Shift'>() as z.ZodType<ShiftId, ShiftId>,
  currency: currencyCodeSchema,
  pricesIncludeTax: z.boolean(),
  taxRounding: z.enum(['per_line', 'per_rate']),
  customerId: (idSchema<'Customer'>() as z.ZodType<CustomerId, CustomerId>).nullable(),
  /** The record that a void undoes, else null. */
  voids: (idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>).nullable(),
  reason: textSchema({ max: 200 }),
  /** What the cashier noted on the whole ticket; never about a person. */
  note: textSchema({ min: 1, max: 200 }).optional(),
  /** The customer has a recorded certificate that frees from tax. */
  taxExempt: z.literal(true).optional(),
  lines: z.array(saleLineSchema).min(1).max(SALE_LINES_MAX),
  cartDiscount: cartDiscountSchema.nullable(),
  /** By first appearance in the lines. Sums to the totals below exactly. */
  taxTotals: z.array(taxTotalSchema),
  net: minorUnitsSchema,
  taxAmount: minorUnitsSchema,
  /** What the lines cost together: `net + taxAmount`. */
  gross: minorUnitsSchema,
  /** What cash rounding added or took off; zero unless cash settles the rest. */
  cashRounding: minorUnitsSchema,
  /** `Σ tender amounts === gross + cashRounding`. Empty only where that is zero. */
  tenders: z.array(tenderSchema).max(20),
});
export type SaleRecord = z.infer<typeof saleRecordSchema>;
