/**
 * Card payments between a till and the server, under `/sync/payments` with the till's proof. Every
 * id is the till's, stored before the first request, and every request may be repeated: it answers
 * how the thing stands and does nothing twice.
 */
import { z } from 'zod';
import { idSchema, type PaymentId, type ReaderId, type RefundId, type SaleId } from '../ids.ts';
import { currencyCodeSchema } from '../money/currency-code.ts';
import { positiveMinorUnitsSchema } from '../money/minor-units.ts';
import {
  cardFactsSchema,
  declineReasonSchema,
  paymentProviderSchema,
  readerPromptSchema,
} from '../payments/card.ts';
import { PAYMENT_STATES } from '../payments/payment-state.ts';
import { REFUND_STATES } from '../payments/refund-state.ts';
import { textSchema } from '../text/text-schema.ts';
import { epochMsSchema } from '../time/time.ts';

const paymentId = idSchema<'Payment'>() as z.ZodType<PaymentId, PaymentId>;
const refundId = idSchema<'Refund'>() as z.ZodType<RefundId, RefundId>;
const saleId = idSchema<'Sale'>() as z.ZodType<SaleId, SaleId>;
const readerId = idSchema<'Reader'>() as z.ZodType<ReaderId, ReaderId>;
/** Above zero: nothing is charged and nothing given back for nothing. */
const amount = positiveMinorUnitsSchema.refine((minor) => minor > 0);

/**
 * How a reader is driven: `server` by the server through the provider, `browser` by the provider's
 * script in the till's window.
 */
export const READER_WAYS = ['server', 'browser'] as const;
export const cardReaderSchema = z.strictObject({
  id: readerId,
  label: textSchema({ min: 1, max: 120 }),
  way: z.enum(READER_WAYS),
  provider: paymentProviderSchema,
  online: z.boolean(),
  /** The provider's own id of it, for its script; with `browser` alone. */
  providerId: z.string().optional(),
});
export type CardReader = z.infer<typeof cardReaderSchema>;

/** `GET /sync/payments/readers`: the readers of the till's store. */
export const cardReadersSchema = z.strictObject({
  provider: paymentProviderSchema,
  readers: z.array(cardReaderSchema),
});

/** `POST /sync/payments`: charges a card, once for this id. Answers at once; ask how it goes on. */
export const beginPaymentSchema = z.strictObject({
  paymentId,
  /** Of the ticket it is for. */
  saleId,
  amount,
  currency: currencyCodeSchema,
  /** Null: the store's only one. */
  readerId: readerId.nullable(),
  /** Simulated, whatever the store takes. */
  training: z.boolean().optional(),
  /** What the reader shows the customer. */
  lines: z
    .array(
      z.strictObject({
        name: textSchema({ min: 1, max: 300 }),
        quantity: z.int(),
        total: z.int(),
      }),
    )
    .max(200),
});
export type BeginPayment = z.infer<typeof beginPaymentSchema>;

/** How a payment stands. `GET /sync/payments/ID?wait=MS` waits that long for news (at most 20 s). */
export const paymentViewSchema = z.strictObject({
  paymentId,
  saleId,
  provider: paymentProviderSchema,
  /** Never `created`: what the server has it has begun. */
  state: z.enum(PAYMENT_STATES),
  amount,
  currency: currencyCodeSchema,
  /** What went back so far, in minor units. */
  refunded: positiveMinorUnitsSchema,
  card: cardFactsSchema.nullable(),
  declined: declineReasonSchema.nullable(),
  prompt: readerPromptSchema.nullable(),
  /** With `approved`: false while the money is only held; absent from servers of before. */
  captured: z.boolean().optional(),
  /** For the provider's script in the till's window while a `browser` reader is to be used. */
  clientSecret: z.string().max(500).nullable(),
  /** Grows with every change, so that late news is told from fresh. */
  version: z.int().min(1),
  updatedAt: epochMsSchema,
});
export type PaymentView = z.infer<typeof paymentViewSchema>;

/** So long a customer is taken to be still there: later no reader asks for a card by itself. */
export const CUSTOMER_WAITS_MS = 2 * 60_000;

export const PAYMENT_WAIT_MS_MAX = 20_000;
export const paymentQuerySchema = z.strictObject({
  wait: z.coerce.number().int().min(0).max(PAYMENT_WAIT_MS_MAX).default(0),
  /** Waits only while the payment has no newer version than this. */
  version: z.coerce.number().int().min(0).default(0),
});

/**
 * `POST /sync/payments/ID/cancel`: gives it up. Answers `approved` where the card was faster. What
 * the server never heard of is closed for good as well, so that a late request cannot charge it.
 */
export const cancelPaymentSchema = z.strictObject({ saleId, amount, currency: currencyCodeSchema });

/** `POST /sync/payments/ID/capture`: takes what was authorized; after it the money is the shop's. */
export const capturePaymentSchema = z.strictObject({ amount });

/** `POST /sync/refunds`: gives back all or a part of a payment of the store, once for this id. */
export const beginRefundSchema = z.strictObject({
  refundId,
  paymentId,
  /** The return that it belongs to; that of the abandoned ticket where no sale came of it. */
  saleId,
  amount,
});

/** How a refund stands. `GET /sync/refunds/ID`. */
export const refundViewSchema = z.strictObject({
  refundId,
  paymentId,
  state: z.enum(REFUND_STATES),
  amount,
  version: z.int().min(1),
  updatedAt: epochMsSchema,
});
export type RefundView = z.infer<typeof refundViewSchema>;

/** `POST /sync/payments/connection-token`: for the provider's script; registered tills alone. */
export const connectionTokenSchema = z.strictObject({ secret: z.string().min(1).max(500) });

/**
 * What the simulated customer and network do. By the last digits of the amount, or by the panel at
 * the till (`POST /sync/payments/ID/simulate`) while the payment is open.
 */
export const SIMULATED_ACTS = [
  'approve',
  'decline_insufficient_funds',
  'decline_expired_card',
  'decline_wrong_pin',
  'decline_lost_or_stolen',
  'decline_other',
  'ask_for_pin',
  'time_out_before_charge',
  'time_out_after_charge',
  'lose_answer',
  'answer_late',
  'customer_cancels',
] as const;
export type SimulatedAct = (typeof SIMULATED_ACTS)[number];
export const simulateSchema = z.strictObject({ act: z.enum(SIMULATED_ACTS) });
