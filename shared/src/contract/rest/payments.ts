/** Cards as a shop sets them up and looks after them: settings, readers, links, books. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  type AccountId,
  idSchema,
  type PaymentId,
  type PaymentLinkId,
  type ReaderId,
  type RefundId,
  type RegisterId,
  type StoreId,
} from '../../ids.ts';
import { currencyCodeSchema } from '../../money/currency-code.ts';
import { positiveMinorUnitsSchema } from '../../money/minor-units.ts';
import {
  cardFactsSchema,
  declineReasonSchema,
  paymentProviderSchema,
} from '../../payments/card.ts';
import {
  LINK_DAYS,
  LINK_DAYS_MAX,
  LINK_PURPOSES,
  LINK_STATES,
} from '../../payments/payment-link.ts';
import { PAYMENT_STATES } from '../../payments/payment-state.ts';
import { LANGUAGES } from '../../text/messages.ts';
import { textSchema } from '../../text/text-schema.ts';
import { epochMsSchema } from '../../time/time.ts';
import { cardReaderSchema, READER_WAYS, refundViewSchema } from '../card-payments.ts';

const storeId = idSchema<'Store'>() as z.ZodType<StoreId, StoreId>;
const readerId = idSchema<'Reader'>() as z.ZodType<ReaderId, ReaderId>;
const linkId = idSchema<'PaymentLink'>() as z.ZodType<PaymentLinkId, PaymentLinkId>;
const paymentId = idSchema<'Payment'>() as z.ZodType<PaymentId, PaymentId>;
/** Above zero. */
const amount = positiveMinorUnitsSchema.refine((minor) => minor > 0);

export const CAPTURE_WAYS = ['automatic', 'manual'] as const;

export const paymentSettingsSchema = z.strictObject({
  storeId,
  provider: paymentProviderSchema,
  /** Stripe's account of the organization (Connect), `acct_…`; null: the platform's own. */
  account: z
    .string()
    .regex(/^acct_[A-Za-z0-9]{1,60}$/)
    .nullable(),
  /** Stripe's Terminal location of the store, `tml_…`; readers are registered at it. */
  location: z
    .string()
    .regex(/^tml_[A-Za-z0-9]{1,60}$/)
    .nullable(),
  /** `manual`: a card is only held until the sale is on the till's disk. */
  capture: z.enum(CAPTURE_WAYS),
});
export const paymentSettingsViewSchema = paymentSettingsSchema.extend({
  /** Whether this server has keys for Stripe. */
  stripeReady: z.boolean(),
});

export const paymentLinkSchema = z.strictObject({
  id: linkId,
  storeId,
  purpose: z.enum(LINK_PURPOSES),
  words: z.string(),
  amount,
  currency: currencyCodeSchema,
  state: z.enum(LINK_STATES),
  /** No money moves on it. */
  simulated: z.boolean(),
  /** Where it is paid. */
  url: z.string(),
  paymentId: paymentId.nullable(),
  card: cardFactsSchema.nullable(),
  refunded: positiveMinorUnitsSchema,
  createdAt: epochMsSchema,
  createdBy: (idSchema<'Account'>() as z.ZodType<AccountId, AccountId>).nullable(),
  expiresAt: epochMsSchema,
  sentAt: epochMsSchema.nullable(),
});
export type PaymentLinkView = z.infer<typeof paymentLinkSchema>;

export const paymentRowSchema = z.strictObject({
  id: paymentId,
  registerId: (idSchema<'Register'>() as z.ZodType<RegisterId, RegisterId>).nullable(),
  linkId: linkId.nullable(),
  provider: paymentProviderSchema,
  state: z.enum(PAYMENT_STATES),
  amount,
  currency: currencyCodeSchema,
  captured: z.boolean(),
  refunded: positiveMinorUnitsSchema,
  card: cardFactsSchema.nullable(),
  declined: declineReasonSchema.nullable(),
  createdAt: epochMsSchema,
  /** Whether a paid record accounts for it, or a link. */
  accounted: z.boolean(),
});
export type PaymentListRow = z.infer<typeof paymentRowSchema>;

export const providerEventSchema = z.strictObject({
  provider: z.string(),
  eventId: z.string(),
  type: z.string(),
  receivedAt: epochMsSchema,
  processedAt: epochMsSchema.nullable(),
  /** Error code of what went wrong; null where nothing did. */
  problem: z.string().nullable(),
  paymentId: paymentId.nullable(),
});

export const RECONCILE_DAYS_MAX = 31;
export const reconciledSchema = z.strictObject({
  since: epochMsSchema,
  until: epochMsSchema,
  /** Charges in the provider's books. */
  charges: z.int().min(0),
  differences: z.array(
    z.strictObject({
      kind: z.enum([
        'charge_without_sale',
        'sale_without_charge',
        'charge_not_ours',
        'refund_not_ours',
        'refund_not_booked',
      ]),
      /** Our payment or refund, or the provider's id of what is not ours. */
      about: z.string(),
      amount,
      proposed: z.enum(['refund', 'collect_otherwise', 'look_at_provider', 'pay_out_otherwise']),
    }),
  ),
});

const tags = ['Cards'];
const ofStore = z.strictObject({ storeId });

export const paymentsContract = {
  paymentSettings: {
    get: oc
      .route({ method: 'GET', path: '/payment-settings', tags, summary: 'How a store takes cards' })
      .input(ofStore)
      .output(paymentSettingsViewSchema),
    put: oc
      .route({ method: 'PUT', path: '/payment-settings', tags, summary: 'Change that' })
      .input(paymentSettingsSchema)
      .output(paymentSettingsViewSchema),
    createLocation: oc
      .route({
        method: 'POST',
        path: '/payment-settings/location',
        tags,
        summary: 'Make the store a place of readers at Stripe, and use it',
      })
      .input(
        z.strictObject({
          storeId,
          line1: textSchema({ min: 1, max: 200 }),
          city: textSchema({ min: 1, max: 100 }),
          postalCode: textSchema({ min: 1, max: 20 }),
          /** Two letters, ISO 3166. */
          country: z.string().regex(/^[A-Z]{2}$/),
        }),
      )
      .output(paymentSettingsViewSchema),
  },
  cardReaders: {
    list: oc
      .route({ method: 'GET', path: '/card-readers', tags, summary: 'The readers of a store' })
      .input(ofStore)
      .output(z.strictObject({ rows: z.array(cardReaderSchema) })),
    add: oc
      .route({
        method: 'POST',
        path: '/card-readers',
        successStatus: 201,
        tags,
        summary: 'Register a reader by the code on its screen',
      })
      .input(
        z.strictObject({
          id: readerId,
          storeId,
          label: textSchema({ min: 1, max: 120 }),
          way: z.enum(READER_WAYS),
          /** Stripe's test readers take `simulated-wpe`; the simulator takes anything. */
          registrationCode: textSchema({ min: 1, max: 100 }),
        }),
      )
      .output(cardReaderSchema),
    change: oc
      .route({
        method: 'PATCH',
        path: '/card-readers/{id}',
        tags,
        summary: 'Name a reader, or drive it in the other way',
      })
      .input(
        z.strictObject({
          id: readerId,
          storeId,
          label: textSchema({ min: 1, max: 120 }),
          way: z.enum(READER_WAYS),
        }),
      )
      .output(cardReaderSchema),
    remove: oc
      .route({
        method: 'POST',
        path: '/card-readers/{id}/remove',
        tags,
        summary: 'Take a reader out of use; what was paid at it stays',
      })
      .input(z.strictObject({ id: readerId, storeId }))
      .output(z.strictObject({})),
  },
  paymentLinks: {
    list: oc
      .route({ method: 'GET', path: '/payment-links', tags, summary: "A store's latest links" })
      .input(ofStore)
      .output(z.strictObject({ rows: z.array(paymentLinkSchema) })),
    create: oc
      .route({
        method: 'POST',
        path: '/payment-links',
        successStatus: 201,
        tags,
        summary: 'Make a link that somebody can pay once',
      })
      .input(
        z.strictObject({
          id: linkId,
          storeId,
          purpose: z.enum(LINK_PURPOSES),
          words: textSchema({ min: 1, max: 200 }),
          amount,
          days: z.int().min(1).max(LINK_DAYS_MAX).default(LINK_DAYS),
        }),
      )
      .output(paymentLinkSchema),
    send: oc
      .route({
        method: 'POST',
        path: '/payment-links/{id}/send',
        tags,
        summary: 'Mail a link; the address is kept with the mail alone',
      })
      .input(
        z.strictObject({
          id: linkId,
          storeId,
          email: z.email().max(200),
          name: textSchema({ max: 120 }),
          language: z.enum(LANGUAGES),
        }),
      )
      .output(paymentLinkSchema),
    cancel: oc
      .route({
        method: 'POST',
        path: '/payment-links/{id}/cancel',
        tags,
        summary: 'Take a link back; one that is paid stays paid',
      })
      .input(z.strictObject({ id: linkId, storeId }))
      .output(paymentLinkSchema),
  },
  payments: {
    list: oc
      .route({ method: 'GET', path: '/payments', tags, summary: "A store's latest card payments" })
      .input(ofStore)
      .output(z.strictObject({ rows: z.array(paymentRowSchema) })),
    refund: oc
      .route({
        method: 'POST',
        path: '/payments/{id}/refunds',
        tags,
        summary: 'Give back what a link brought, or what no paid record accounts for',
      })
      .input(
        z.strictObject({
          id: paymentId,
          storeId,
          refundId: idSchema<'Refund'>() as z.ZodType<RefundId, RefundId>,
          amount,
        }),
      )
      .output(refundViewSchema),
    reconcile: oc
      .route({
        method: 'POST',
        path: '/payments/reconcile',
        tags,
        summary: "Compare the provider's books with the journal now",
      })
      .input(z.strictObject({ storeId, days: z.int().min(1).max(RECONCILE_DAYS_MAX) }))
      .output(reconciledSchema),
  },
  providerEvents: {
    list: oc
      .route({
        method: 'GET',
        path: '/provider-events',
        tags,
        summary: 'What the provider told by itself, newest first',
      })
      .input(z.strictObject({ undone: z.stringbool().default(false) }))
      .output(z.strictObject({ rows: z.array(providerEventSchema) })),
    replay: oc
      .route({
        method: 'POST',
        path: '/provider-events/replay',
        tags,
        summary: 'Act on a stored event again; harmless, for the provider is asked',
      })
      .input(z.strictObject({ provider: z.string().max(40), eventId: z.string().max(100) }))
      .output(providerEventSchema),
  },
};
