import { z } from 'zod';
import { textSchema } from '../text/text-schema.ts';

/** Who moves the money. A simulated payment is marked as one wherever it is shown. */
export const PAYMENT_PROVIDERS = ['simulator', 'stripe'] as const;
export const paymentProviderSchema = z.enum(PAYMENT_PROVIDERS);
export type PaymentProviderName = z.infer<typeof paymentProviderSchema>;

/** What may be known of a card: enough for the receipt, never its number. */
export const cardFactsSchema = z.strictObject({
  /** `visa`, `mastercard`, `girocard`, …, as the provider names it; empty where it does not say. */
  brand: textSchema({ max: 40 }),
  lastFour: z
    .string()
    .regex(/^[0-9]{4}$/)
    .nullable(),
  /** How it was read: `contactless`, `chip`, `online`, …; empty where it does not say. */
  entry: textSchema({ max: 40 }),
  /** The issuer's approval code; empty where there is none. */
  approvalCode: textSchema({ max: 40 }),
});
export type CardFacts = z.infer<typeof cardFactsSchema>;

/** Why a card was declined, in words that a cashier can act on. */
export const DECLINE_REASONS = [
  'insufficient_funds',
  'card_declined',
  'expired_card',
  'wrong_pin',
  'lost_or_stolen',
  'not_supported',
  'limit_exceeded',
  'try_again',
  'fraud_suspected',
  'other',
] as const;
export const declineReasonSchema = z.enum(DECLINE_REASONS);
export type DeclineReason = z.infer<typeof declineReasonSchema>;

/** What the customer is asked for at the reader, for the cashier to see. */
export const READER_PROMPTS = [
  'present_card',
  'enter_pin',
  'remove_card',
  'try_another_way',
] as const;
export const readerPromptSchema = z.enum(READER_PROMPTS);
export type ReaderPrompt = z.infer<typeof readerPromptSchema>;
