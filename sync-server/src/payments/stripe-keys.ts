import { assert } from '@second-chance/shared/assert.ts';
import type { StripeKeys } from './open-providers.ts';

/** Stripe's keys from the environment; undefined where there are none. All of them or none. */
export function stripeKeysOf(env: NodeJS.ProcessEnv): StripeKeys | undefined {
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_PUBLISHABLE_KEY, STRIPE_API_BASE } = env;
  if (!STRIPE_SECRET_KEY) return undefined;
  assert(STRIPE_WEBHOOK_SECRET, 'STRIPE_SECRET_KEY needs STRIPE_WEBHOOK_SECRET beside it');
  assert(STRIPE_PUBLISHABLE_KEY, 'STRIPE_SECRET_KEY needs STRIPE_PUBLISHABLE_KEY beside it');
  return {
    secretKey: STRIPE_SECRET_KEY,
    webhookSecret: STRIPE_WEBHOOK_SECRET,
    publishableKey: STRIPE_PUBLISHABLE_KEY,
    apiBase: STRIPE_API_BASE,
  };
}
