import Stripe from 'stripe';
import type { Answer, RefusalReason } from '../provider.ts';

/**
 * Runs a request of Stripe's SDK and says what is known afterwards. Only what Stripe itself refused
 * counts as not done; a broken connection, a server error, and a key that is in use or was used for
 * another request may hide anything.
 */
export async function answerOf<T>(request: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: 'answered', value: await request() };
  } catch (thrown) {
    if (!(thrown instanceof Stripe.errors.StripeError)) throw thrown;
    return failed(thrown);
  }
}

function failed(error: Stripe.errors.StripeError): Answer<never> {
  // The text of an error may quote what was sent; the code and the request's id say enough.
  const message = [error.type, error.code, error.requestId].filter(Boolean).join(' ');
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return { kind: 'lost', message };
  }
  const { statusCode = 0 } = error;
  if (statusCode === 0 || statusCode >= 500 || statusCode === 409 || statusCode === 429) {
    return { kind: 'lost', message };
  }
  return { kind: 'refused', reason: reasonOf(error), message };
}

const REASONS: Readonly<Record<string, RefusalReason>> = {
  terminal_reader_busy: 'reader_busy',
  terminal_reader_offline: 'reader_offline',
  terminal_reader_timeout: 'reader_offline',
  terminal_reader_hardware_fault: 'reader_offline',
  amount_too_small: 'amount_not_possible',
  amount_too_large: 'amount_not_possible',
  charge_already_refunded: 'more_than_charged',
  payment_intent_unexpected_state: 'too_late',
};

function reasonOf(error: Stripe.errors.StripeError): RefusalReason {
  if (error instanceof Stripe.errors.StripeAuthenticationError) return 'not_configured';
  if (error instanceof Stripe.errors.StripePermissionError) return 'not_configured';
  return REASONS[error.code ?? ''] ?? 'other';
}
