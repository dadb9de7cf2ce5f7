/** What a PaymentIntent of Stripe means here. */
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import { ZERO } from '@second-chance/shared/money/minor-units.ts';
import type { CardFacts, DeclineReason } from '@second-chance/shared/payments/card.ts';
import { fromStripeAmount } from '@second-chance/shared/payments/stripe-amount.ts';
import type Stripe from 'stripe';
import type { ChargeStatus } from '../provider.ts';

/** What every request that answers an intent asks to be put into it. */
export const INTENT_EXPANDED = ['latest_charge'];

/**
 * How a charge stands. An intent that lost a card and would take another one is `waiting`: whoever
 * wants it declined closes it first (`stripe-provider.ts`).
 */
export function chargeStatus(intent: Stripe.PaymentIntent): ChargeStatus {
  const currency = intent.currency.toUpperCase() as CurrencyCode;
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const status = statusOf(intent);
  return {
    providerId: intent.id,
    status,
    captured: intent.status === 'succeeded',
    refunded: charge === null ? ZERO : fromStripeAmount(currency, charge.amount_refunded),
    card: charge === null || status !== 'approved' ? null : cardFacts(charge),
    declined: status === 'declined' ? declineReason(intent.last_payment_error) : null,
    prompt: intent.status === 'requires_payment_method' ? 'present_card' : null,
    clientSecret: status === 'waiting' ? intent.client_secret : null,
  };
}

function statusOf(intent: Stripe.PaymentIntent): ChargeStatus['status'] {
  switch (intent.status) {
    case 'succeeded':
    case 'requires_capture':
      return 'approved';
    case 'canceled':
      return intent.last_payment_error === null ? 'canceled' : 'declined';
    default:
      return 'waiting';
  }
}

/** Whether a card was tried at a reader and refused, so that only closing is left to do. */
export function wasRefused(intent: Stripe.PaymentIntent): boolean {
  return intent.status === 'requires_payment_method' && intent.last_payment_error !== null;
}

function cardFacts({ payment_method_details: details }: Stripe.Charge): CardFacts {
  const present = details?.card_present ?? details?.interac_present;
  if (present) {
    return {
      brand: present.brand ?? '',
      lastFour: digitsOrNull(present.last4),
      entry: present.read_method ?? '',
      approvalCode: present.receipt?.authorization_code ?? '',
    };
  }
  return {
    brand: details?.card?.brand ?? details?.type ?? '',
    lastFour: digitsOrNull(details?.card?.last4 ?? null),
    entry: 'online',
    approvalCode: '',
  };
}

function digitsOrNull(text: string | null): string | null {
  return text !== null && /^[0-9]{4}$/.test(text) ? text : null;
}

const DECLINES: Readonly<Record<string, DeclineReason>> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card',
  incorrect_pin: 'wrong_pin',
  invalid_pin: 'wrong_pin',
  offline_pin_required: 'wrong_pin',
  online_or_offline_pin_required: 'wrong_pin',
  pin_try_exceeded: 'wrong_pin',
  lost_card: 'lost_or_stolen',
  stolen_card: 'lost_or_stolen',
  pickup_card: 'lost_or_stolen',
  card_not_supported: 'not_supported',
  currency_not_supported: 'not_supported',
  card_velocity_exceeded: 'limit_exceeded',
  withdrawal_count_limit_exceeded: 'limit_exceeded',
  try_again_later: 'try_again',
  processing_error: 'try_again',
  reenter_transaction: 'try_again',
  issuer_not_available: 'try_again',
  fraudulent: 'fraud_suspected',
  security_violation: 'fraud_suspected',
  generic_decline: 'card_declined',
  do_not_honor: 'card_declined',
  card_declined: 'card_declined',
};

/** Stripe's code for a refusal in words that a cashier can act on. */
export function declineReason(
  error: Pick<Stripe.PaymentIntent.LastPaymentError, 'code' | 'decline_code'> | null,
): DeclineReason {
  return DECLINES[error?.decline_code ?? ''] ?? DECLINES[error?.code ?? ''] ?? 'other';
}
