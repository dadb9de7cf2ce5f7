/**
 * What the till's screens are told. Screens show these and compute nothing: every sum, rate and
 * right in them comes from core.
 */
import { z } from 'zod';
import { RECEIPT_CHOICES } from '../../documents/customer.ts';
import { conditionSchema, itemKindSchema } from '../../documents/item.ts';
import {
  type CategoryId,
  type CustomerId,
  type ItemId,
  idSchema,
  type ParkedSaleId,
  type PaymentId,
  type ReaderId,
  type RegisterId,
  type SaleId,
  type ShiftId,
  type StaffId,
  type StoredValueId,
  type StoreId,
} from '../../ids.ts';
import { currencyCodeSchema } from '../../money/currency-code.ts';
import { minorUnitsSchema, positiveMinorUnitsSchema } from '../../money/minor-units.ts';
import {
  cardFactsSchema,
  declineReasonSchema,
  paymentProviderSchema,
  readerPromptSchema,
} from '../../payments/card.ts';
import { PAYMENT_STATES } from '../../payments/payment-state.ts';
import { staffRoleSchema } from '../../people/roles.ts';
import {
  cartDiscountSchema,
  priceStepSchema,
  returnOfSchema,
  SALE_KINDS,
  taxTotalSchema,
} from '../../sale/sale-record.ts';
import { STORED_VALUE_KINDS } from '../../stored-value/movements.ts';
import { businessDaySchema, epochMsSchema } from '../../time/time.ts';
import { printingStateSchema } from './device-views.ts';

const itemId = idSchema<'Item'>() as z.ZodType<ItemId, ItemId>;
const saleId = idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>;
const staffId = idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>;

export const staffOnTillSchema = z.strictObject({
  id: staffId,
  displayName: z.string(),
  role: staffRoleSchema,
});

/** The status bar and everything that decides which screen is shown. */
export const tillStateSchema = z.strictObject({
  /**
   * `damaged`: the file did not pass its checks and nothing is sold. `unenrolled`: needs a code.
   * `loading`: enrolled, but the store's settings and staff are not here yet.
   */
  phase: z.enum(['damaged', 'unenrolled', 'loading', 'signed_out', 'signed_in']),
  /** With `damaged`: what is missing and from when the newest backup is. */
  damage: z
    .strictObject({ code: z.string(), message: z.string(), newestBackup: epochMsSchema.nullable() })
    .nullable(),
  store: z
    .strictObject({
      id: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
      name: z.string(),
      currency: currencyCodeSchema,
      locale: z.string(),
      timeZone: z.string(),
      pricesIncludeTax: z.boolean(),
    })
    .nullable(),
  register: z
    .strictObject({
      id: idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>,
      code: z.string(),
      name: z.string(),
      epoch: z.int(),
    })
    .nullable(),
  staff: staffOnTillSchema.nullable(),
  shift: z
    .strictObject({
      id: idSchema<'Shift'>() as z.ZodType<ShiftId, ShiftId>,
      openedAt: epochMsSchema,
      openedBy: z.string(),
      float: positiveMinorUnitsSchema,
    })
    .nullable(),
  sync: z.strictObject({
    online: z.boolean(),
    /** Since when it is as `online` says. */
    since: epochMsSchema,
    /** When the server last answered; null where it has not since the start. */
    lastContactAt: epochMsSchema.nullable(),
    /** Changes come the moment they are made; otherwise every few seconds. */
    live: z.boolean(),
    waitingEntries: z.int().min(0),
    waitingSales: z.int().min(0),
    waitingTotal: minorUnitsSchema,
    oldestWaitingAt: epochMsSchema.nullable(),
    /** Changes of documents that the server has not decided on. */
    waitingEdits: z.int().min(0),
    /** Changes that the server refused and nobody has looked at. */
    parkedEdits: z.int().min(0),
    /** Merges in which a value lost and nobody has looked at. */
    openConflicts: z.int().min(0),
    /** Set where the server refuses this till and a person must act: revoked, frozen, too old. */
    problem: z.string().nullable(),
  }),
  catalogue: z.strictObject({
    documents: z.int().min(0),
    total: z.int().min(0),
    complete: z.boolean(),
    /** It is being loaded once more beside what is here. */
    reloading: z.boolean(),
  }),
  printing: printingStateSchema,
  parkedCount: z.int().min(0),
  cards: z
    .strictObject({
      /** Refunds to cards that are queued or that a bank has not confirmed. */
      waitingRefunds: z.int().min(0),
      /** Refunds that failed: the money is to be paid out in another way. */
      failedRefunds: z.int().min(0),
      /** Since when the oldest payment has had no answer; null where none has. */
      unknownSince: epochMsSchema.nullable(),
    })
    .optional(),
  /** Everything is rung up for practice: it is marked, numbered apart and counts nowhere. */
  training: z.boolean(),
  /** After so many minutes without a touch the till asks for a PIN; 0: never. */
  lockAfterMinutes: z.int().min(0),
  /** Changes with every change of the cart; a screen with another number asks for the cart. */
  cartRevision: z.int().min(0),
});
export type TillState = z.infer<typeof tillStateSchema>;

export const cartLineViewSchema = z.strictObject({
  /** Names the line while the ticket is open; stays when others are removed. */
  lineId: z.string(),
  itemId: itemId.nullable(),
  sku: z.string(),
  name: z.string(),
  /** Size, colour, condition as one line of facts: codes, put in words by the screen. */
  size: z.string(),
  colour: z.string(),
  condition: conditionSchema.nullable(),
  defects: z.string(),
  picture: z.string().nullable(),
  /** Negative on a return line. */
  quantity: z.int(),
  pricePath: z.array(priceStepSchema),
  /** What the line shows as its price: with tax where prices include it, else without. */
  total: minorUnitsSchema,
  returnOf: returnOfSchema.nullable(),
  /** The ledger says that this many are there before this sale; null where stock is not kept. */
  onHand: z.int().nullable(),
  /** The ticket sells more than the ledger has. It may: the server raises an exception. */
  beyondStock: z.boolean(),
  /** What the cashier noted; empty where nothing. */
  note: z.string(),
  /** Set where the line pays into a gift card; with its code where the card was made here. */
  giftCard: z.strictObject({ code: z.string().nullable() }).nullable(),
});
export type CartLineView = z.infer<typeof cartLineViewSchema>;

/** A card payment of the open ticket as the cashier sees it. */
export const cardPaymentViewSchema = z.strictObject({
  paymentId: idSchema<'Payment'>() as z.ZodType<PaymentId, PaymentId>,
  state: z.enum(PAYMENT_STATES),
  amount: positiveMinorUnitsSchema,
  /** True: no money moves. */
  simulated: z.boolean(),
  card: cardFactsSchema.nullable(),
  declined: declineReasonSchema.nullable(),
  prompt: readerPromptSchema.nullable(),
  /** Error code of what kept it from being charged; null where nothing did. */
  problem: z.string().nullable(),
  /** Where it is to be paid; null: the store's only reader, or none is needed. */
  readerId: (idSchema<'Reader'>() as z.ZodType<ReaderId, ReaderId>).nullable(),
  /** For the provider's script, where this window drives the reader; null once it is settled. */
  clientSecret: z.string().nullable(),
  /** The cashier gave it up, and it is not settled yet. */
  givingUp: z.boolean(),
  since: epochMsSchema,
});
export type CardPaymentView = z.infer<typeof cardPaymentViewSchema>;

/** A card that money of the open ticket can go back to. */
export const refundableCardSchema = z.strictObject({
  paymentId: idSchema<'Payment'>() as z.ZodType<PaymentId, PaymentId>,
  card: cardFactsSchema,
  provider: paymentProviderSchema,
  simulated: z.boolean(),
  /** What it paid, less what went back to it. */
  left: positiveMinorUnitsSchema,
});
export type RefundableCard = z.infer<typeof refundableCardSchema>;

export const cartViewSchema = z.strictObject({
  revision: z.int().min(0),
  /** The id that the sale will have; made when the ticket was begun. */
  saleId,
  kind: z.enum(SALE_KINDS),
  lines: z.array(cartLineViewSchema),
  /** Pieces over all lines, returns counted apart. */
  pieces: z.int(),
  lastLineId: z.string().nullable(),
  /** Who buys; null where nobody said so. */
  customer: z
    .strictObject({
      id: idSchema<'Customer'>() as z.ZodType<CustomerId, CustomerId>,
      name: z.string(),
      receiptChoice: z.enum(RECEIPT_CHOICES).nullable(),
      hasEmail: z.boolean(),
    })
    .nullable(),
  /** The customer's certificate frees this ticket from tax. */
  taxExempt: z.boolean(),
  note: z.string(),
  /** The last step can be taken back. */
  undoable: z.boolean(),
  cartDiscount: cartDiscountSchema.nullable(),
  net: minorUnitsSchema,
  taxAmount: minorUnitsSchema,
  gross: minorUnitsSchema,
  /** Shown on receipts: margin-scheme tax is not among them. */
  taxTotals: z.array(taxTotalSchema),
  /** Card payments of this ticket, the oldest first; those that ended without money, too. */
  cards: z.array(cardPaymentViewSchema),
  /** Gift cards and credits that pay a part once the ticket is paid in full. */
  credits: z.array(
    z.strictObject({
      accountId: idSchema<'StoredValue'>() as z.ZodType<StoredValueId, StoredValueId>,
      kind: z.enum(STORED_VALUE_KINDS),
      hint: z.string(),
      amount: positiveMinorUnitsSchema,
    }),
  ),
  /** Gift cards that paid what comes back on this ticket. */
  refundableGiftCards: z.array(
    z.strictObject({
      accountId: idSchema<'StoredValue'>() as z.ZodType<StoredValueId, StoredValueId>,
      hint: z.string(),
      left: positiveMinorUnitsSchema,
    }),
  ),
  /** Cards that paid what comes back on this ticket. */
  refundable: z.array(refundableCardSchema),
  /** What is to pay after approved cards, gift cards and credits. */
  left: minorUnitsSchema,
  /** What is due if all of it is paid in cash, and the rounding in it. Negative: money goes back. */
  dueInCash: minorUnitsSchema,
  cashRounding: minorUnitsSchema,
  /** Likely amounts to be handed over, ascending; the first is exact. */
  quickCash: z.array(positiveMinorUnitsSchema),
});
export type CartView = z.infer<typeof cartViewSchema>;

export const itemHitSchema = z.strictObject({
  id: itemId,
  sku: z.string(),
  name: z.string(),
  brand: z.string(),
  size: z.string(),
  colour: z.string(),
  condition: conditionSchema,
  kind: itemKindSchema,
  picture: z.string().nullable(),
  tagPrice: positiveMinorUnitsSchema,
  /** After today's markdown. */
  price: positiveMinorUnitsSchema,
  onHand: z.int().nullable(),
});
export type ItemHit = z.infer<typeof itemHitSchema>;

export const categoryTileSchema = z.strictObject({
  id: idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>,
  name: z.string(),
  parentId: (idSchema<'Category'>() as z.ZodType<CategoryId, CategoryId>).nullable(),
  itemCount: z.int(),
});
export type CategoryTile = z.infer<typeof categoryTileSchema>;

export const parkedSaleSchema = z.strictObject({
  id: idSchema<'ParkedSale'>() as z.ZodType<ParkedSaleId, ParkedSaleId>,
  label: z.string(),
  parkedAt: epochMsSchema,
  parkedBy: z.string(),
  lineCount: z.int(),
  total: minorUnitsSchema,
});
export type ParkedSale = z.infer<typeof parkedSaleSchema>;

/** What a cashier sees right after paying, until the next scan. */
export const completedSaleSchema = z.strictObject({
  saleId,
  receiptNumber: z.string(),
  kind: z.enum(SALE_KINDS),
  gross: minorUnitsSchema,
  tendered: minorUnitsSchema,
  /** To hand back; also the whole amount where goods came back for cash. */
  change: minorUnitsSchema,
  cart: cartViewSchema,
});
export type CompletedSale = z.infer<typeof completedSaleSchema>;

export const saleRowSchema = z.strictObject({
  saleId,
  receiptNumber: z.string(),
  kind: z.enum(SALE_KINDS),
  at: epochMsSchema,
  businessDay: businessDaySchema,
  staff: z.string(),
  pieces: z.int(),
  gross: minorUnitsSchema,
  /** The server has acknowledged it. */
  sent: z.boolean(),
  /** It can be undone: this shift, not itself a void, nothing of it returned. */
  voidable: z.boolean(),
});
export type SaleRow = z.infer<typeof saleRowSchema>;

/** A sale as the returns screen shows it: how much of each line may still come back. */
export const returnableSaleSchema = saleRowSchema.extend({
  /** Why nothing of it can be returned, else null. */
  refusal: z.string().nullable(),
  lines: z.array(
    z.strictObject({
      lineNumber: z.int(),
      name: z.string(),
      sku: z.string(),
      quantity: z.int(),
      returnable: z.int().min(0),
      gross: minorUnitsSchema,
    }),
  ),
});
export type ReturnableSale = z.infer<typeof returnableSaleSchema>;
