/**
 * The calls that the till's screens make to core, over a WebSocket in a browser and a message port
 * in Electron. Errors carry the codes of `errors.ts`. A call that a role may not make alone answers
 * APPROVAL_REQUIRED with the right in `details.right`, and may be repeated with `approval`.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  type CategoryId,
  type ItemId,
  idSchema,
  type ParkedSaleId,
  type PaymentId,
  type ReaderId,
  type SaleId,
  type ShiftId,
  type StaffId,
  type StoredValueId,
  type TenderId,
} from '../ids.ts';
import { minorUnitsSchema, positiveMinorUnitsSchema } from '../money/minor-units.ts';
import { receiptSchema } from '../sale/receipt.ts';
import { QUANTITY_MAX, RETURN_REASONS, SALE_LINES_MAX } from '../sale/sale-record.ts';
import { shiftTotalsSchema } from '../sale/shift-totals-schema.ts';
import { textSchema } from '../text/text-schema.ts';
import { businessDaySchema, epochMsSchema } from '../time/time.ts';
import { cardReadersSchema, connectionTokenSchema, SIMULATED_ACTS } from './card-payments.ts';
import { pinSchema } from './rest/stores.ts';
import { approvalSchema } from './till/approval.ts';
import { deviceCalls } from './till/device-calls.ts';
import { documentCalls } from './till/document-calls.ts';
import { parkedCalls } from './till/parked-calls.ts';
import { stockCalls } from './till/stock-calls.ts';
import { storedValueCalls } from './till/stored-value-calls.ts';
import { ticketCalls } from './till/ticket-calls.ts';
import { tillModeCalls } from './till/till-mode-calls.ts';
import { transferCalls } from './till/transfer-calls.ts';
import {
  cartViewSchema,
  categoryTileSchema,
  completedSaleSchema,
  itemHitSchema,
  parkedSaleSchema,
  returnableSaleSchema,
  saleRowSchema,
  staffOnTillSchema,
  tillStateSchema,
} from './till/views.ts';

const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;
const saleId = idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>;
const staffId = idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>;
const paymentId = idSchema<'Payment'>() as z.ZodType<PaymentId, PaymentId>;
const shiftId = idSchema<'Shift'>() as z.ZodType<ShiftId, ShiftId>;
const lineId = z.string().min(1).max(40);
const quantity = z.int().min(1).max(QUANTITY_MAX);
const nothing = z.strictObject({});

export type { Approval } from './till/approval.ts';

const approval = approvalSchema.optional();

const countedPiecesSchema = z.strictObject({
  value: positiveMinorUnitsSchema,
  count: z.int().min(0).max(99_999),
});

export const shiftReportSchema = z.strictObject({
  shiftId,
  registerCode: z.string(),
  /** Null in an X report. */
  zNumber: z.int().nullable(),
  openedAt: epochMsSchema,
  openedBy: z.string(),
  closedAt: epochMsSchema.nullable(),
  closedBy: z.string().nullable(),
  businessDay: businessDaySchema,
  counted: positiveMinorUnitsSchema.nullable(),
  difference: minorUnitsSchema.nullable(),
  totals: shiftTotalsSchema,
  /** How many of each note and coin were counted; null where only a sum was. */
  pieces: z.array(countedPiecesSchema).nullable(),
  /** Sales of this shift that the server does not have yet. */
  unsentSales: z.int().min(0),
});
export type ShiftReport = z.infer<typeof shiftReportSchema>;

export const tillContract = {
  ...documentCalls,
  ...deviceCalls,
  ...ticketCalls,
  ...storedValueCalls,
  ...tillModeCalls,
  ...parkedCalls,
  ...stockCalls,
  ...transferCalls,
  state: {
    get: oc.input(nothing).output(tillStateSchema),
    /** Yields the state at once and after every change. */
    watch: oc.input(nothing).output(eventIterator(tillStateSchema)),
  },
  register: {
    enrol: oc
      .input(
        z.strictObject({
          serverUrl: z.url({ protocol: /^https?$/ }),
          code: z.string().min(1).max(40),
        }),
      )
      .output(tillStateSchema),
    /** Writes everything not acknowledged as a signed file that the server takes. */
    exportUnsynced: oc
      .input(nothing)
      .output(z.strictObject({ fileName: z.string(), content: z.string(), entries: z.int() })),
    /** Tries the server now instead of at the next planned time. */
    syncNow: oc.input(nothing).output(tillStateSchema),
  },
  people: {
    list: oc.input(nothing).output(z.array(staffOnTillSchema)),
    signIn: oc.input(z.strictObject({ staffId, pin: pinSchema })).output(tillStateSchema),
    signOut: oc.input(nothing).output(tillStateSchema),
  },
  catalogue: {
    search: oc
      .input(
        z.strictObject({
          text: textSchema({ max: 200 }),
          categoryId: (idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>).nullable(),
          limit: z.int().min(1).max(100),
        }),
      )
      .output(z.array(itemHitSchema)),
    categories: oc.input(nothing).output(z.array(categoryTileSchema)),
  },
  cart: {
    get: oc.input(nothing).output(cartViewSchema),
    /**
     * Adds what a scanner read: an item by barcode or SKU. CODE_UNKNOWN says with
     * `details.catalogueComplete` whether it is a true miss; CODE_AMBIGUOUS carries
     * `details.items` (ItemHit[]) to choose from.
     */
    scan: oc
      .input(z.strictObject({ code: textSchema({ min: 1, max: 200 }), quantity }))
      .output(cartViewSchema),
    addItem: oc.input(z.strictObject({ itemId, quantity })).output(cartViewSchema),
    setQuantity: oc.input(z.strictObject({ lineId, quantity })).output(cartViewSchema),
    removeLine: oc.input(z.strictObject({ lineId })).output(cartViewSchema),
    discountLine: oc
      .input(
        z.strictObject({
          lineId,
          /** Null takes the discount off again. */
          discount: z
            .strictObject({
              kind: z.enum(['amount', 'percent']),
              value: z.int().min(0).max(999_999_999_999),
              reason: textSchema({ max: 200 }),
            })
            .nullable(),
          approval,
        }),
      )
      .output(cartViewSchema),
    overridePrice: oc
      .input(
        z.strictObject({
          lineId,
          override: z
            .strictObject({
              unitPrice: positiveMinorUnitsSchema,
              reason: textSchema({ min: 1, max: 200 }),
            })
            .nullable(),
          approval,
        }),
      )
      .output(cartViewSchema),
    discountCart: oc
      .input(
        z.strictObject({
          discount: z
            .strictObject({
              kind: z.enum(['amount', 'percent']),
              value: z.int().min(0).max(999_999_999_999),
              reason: textSchema({ max: 200 }),
            })
            .nullable(),
          approval,
        }),
      )
      .output(cartViewSchema),
    /** Adds goods that come back on a receipt; with sale lines beside them it is an exchange. */
    addReturn: oc
      .input(
        z.strictObject({
          saleId,
          lines: z
            .array(
              z.strictObject({
                lineNumber: z.int().min(1),
                quantity,
                reason: z.enum(RETURN_REASONS),
                note: textSchema({ max: 200 }),
                restock: z.boolean(),
              }),
            )
            .min(1)
            .max(SALE_LINES_MAX),
        }),
      )
      .output(cartViewSchema),
    /**
     * Adds goods that come back without a receipt. What they are worth can only be given as store
     * credit or set against goods on the same ticket.
     */
    addReturnWithoutReceipt: oc
      .input(
        z.strictObject({
          itemId,
          quantity,
          /** What one piece is taken back for; null is today's price of the item. */
          unitPrice: positiveMinorUnitsSchema.nullable(),
          reason: z.enum(RETURN_REASONS),
          note: textSchema({ max: 200 }),
          restock: z.boolean(),
          approval,
        }),
      )
      .output(cartViewSchema),
    clear: oc.input(nothing).output(cartViewSchema),
    park: oc.input(z.strictObject({ label: textSchema({ max: 60 }) })).output(cartViewSchema),
    parked: oc.input(nothing).output(z.array(parkedSaleSchema)),
    /** Takes a parked sale back as the ticket; the ticket must be empty. */
    recall: oc
      .input(
        z.strictObject({ id: idSchema<'ParkedSale'>() as z.ZodType<ParkedSaleId, ParkedSaleId> }),
      )
      .output(cartViewSchema),
  },
  sales: {
    /**
     * Pays the ticket and writes the sale to disk before it answers. Repeating the call with the
     * same `saleId` answers the sale that is there, so that a double touch pays once.
     */
    pay: oc
      .input(
        z.strictObject({
          saleId,
          /** The ticket's `gross` as the cashier saw it; another one answers SALE_CHANGED. */
          gross: minorUnitsSchema,
          tenders: z
            .array(
              z.discriminatedUnion('kind', [
                z.strictObject({
                  kind: z.literal('cash'),
                  tenderId: idSchema<'Tender'>() as z.ZodType<TenderId, TenderId>,
                  /** What the customer handed over; 0 where money goes back. */
                  tendered: positiveMinorUnitsSchema,
                }),
                z.strictObject({
                  kind: z.literal('external_card'),
                  tenderId: idSchema<'Tender'>() as z.ZodType<TenderId, TenderId>,
                  amount: minorUnitsSchema,
                  lastFour: z.string().regex(/^[0-9]{4}$/),
                  approvalCode: textSchema({ min: 1, max: 20 }),
                }),
                /** Money back to a card of what comes back; charges are begun by `cards.charge`. */
                z.strictObject({
                  kind: z.literal('card'),
                  tenderId: idSchema<'Tender'>() as z.ZodType<TenderId, TenderId>,
                  amount: minorUnitsSchema.refine((minor) => minor < 0),
                  paymentId,
                }),
                /** Back to a gift card that paid what comes back; spending is `storedValue.spend`. */
                z.strictObject({
                  kind: z.literal('gift_card'),
                  tenderId: idSchema<'Tender'>() as z.ZodType<TenderId, TenderId>,
                  amount: minorUnitsSchema.refine((minor) => minor < 0),
                  accountId: idSchema<'StoredValue'>() as z.ZodType<StoredValueId, StoredValueId>,
                }),
                z.strictObject({
                  kind: z.literal('store_credit'),
                  tenderId: idSchema<'Tender'>() as z.ZodType<TenderId, TenderId>,
                  /** Negative: credit given for goods that came back. */
                  amount: minorUnitsSchema,
                }),
              ]),
            )
            .max(20),
          approval,
        }),
      )
      .output(completedSaleSchema),
    recent: oc
      .input(
        z.strictObject({
          limit: z.int().min(1).max(200),
          query: z.string().max(40).optional(),
          /** Also those of the store's other tills. */
          ofStore: z.boolean().optional(),
        }),
      )
      .output(z.array(saleRowSchema)),
    receipt: oc
      .input(z.strictObject({ saleId, copy: z.boolean() }))
      .output(z.strictObject({ receipt: receiptSchema, text: z.string(), html: z.string() })),
    /** A receipt by its number, scanned or typed. */
    returnable: oc
      .input(z.strictObject({ receiptNumber: z.string().min(1).max(60) }))
      .output(returnableSaleSchema),
    void: oc
      .input(z.strictObject({ saleId, reason: textSchema({ min: 1, max: 200 }), approval }))
      .output(completedSaleSchema),
  },
  cards: {
    /** The readers of the store. CARD_NEEDS_NETWORK where there is none. */
    readers: oc.input(nothing).output(cardReadersSchema),
    /**
     * Begins a card payment for the ticket, which changes no more until that is settled. News comes
     * with the cart. A payment that covers what is left completes the sale by itself.
     */
    charge: oc
      .input(
        z.strictObject({
          saleId,
          gross: minorUnitsSchema,
          amount: positiveMinorUnitsSchema,
          readerId: (idSchema<'Reader'>() as z.ZodType<ReaderId, ReaderId>).nullable(),
        }),
      )
      .output(cartViewSchema),
    /** Gives a payment up; it may turn out that the card was faster. */
    giveUp: oc.input(z.strictObject({ paymentId })).output(cartViewSchema),
    /** Gives back what a card paid of a ticket that is not paid in full. */
    giveBack: oc.input(z.strictObject({ paymentId })).output(cartViewSchema),
    /** For the provider's script in this window, once for each connection to a reader. */
    connectionToken: oc.input(nothing).output(connectionTokenSchema),
    /** Makes a simulated customer act. */
    simulate: oc
      .input(z.strictObject({ paymentId, act: z.enum(SIMULATED_ACTS) }))
      .output(cartViewSchema),
  },
  shifts: {
    open: oc.input(z.strictObject({ float: positiveMinorUnitsSchema })).output(tillStateSchema),
    moveCash: oc
      .input(
        z.strictObject({
          direction: z.enum(['in', 'out']),
          amount: positiveMinorUnitsSchema,
          reason: textSchema({ min: 1, max: 200 }),
        }),
      )
      .output(shiftReportSchema),
    openDrawer: oc
      .input(z.strictObject({ reason: textSchema({ min: 1, max: 200 }), approval }))
      .output(tillStateSchema),
    xReport: oc.input(nothing).output(shiftReportSchema),
    close: oc
      .input(
        z.strictObject({
          counted: positiveMinorUnitsSchema,
          /** Where it was counted by note and coin; they sum to `counted`. */
          pieces: z.array(countedPiecesSchema).max(40).optional(),
        }),
      )
      .output(shiftReportSchema),
    history: oc
      .input(z.strictObject({ limit: z.int().min(1).max(100) }))
      .output(z.array(shiftReportSchema)),
  },
  stock: {
    adjust: oc
      .input(
        z.strictObject({
          itemId,
          quantity: z.int().min(-QUANTITY_MAX).max(QUANTITY_MAX),
          reason: z.enum(['damaged', 'lost', 'stolen', 'found', 'donated', 'correction', 'other']),
          note: textSchema({ max: 200 }),
          approval,
        }),
      )
      .output(z.strictObject({ onHand: z.int() })),
  },
};
