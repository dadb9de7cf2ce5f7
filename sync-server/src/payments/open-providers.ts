import Stripe from 'stripe';
import type { PaymentDeps, PaymentProviders } from './payment-deps.ts';
import { simulator } from './simulator/simulator-provider.ts';
import { stripeProvider } from './stripe/stripe-provider.ts';

/** What Stripe gave the platform; without them cards are simulated. */
export interface StripeKeys {
  readonly secretKey: string;
  /** Signs what Stripe tells by itself. */
  readonly webhookSecret: string;
  /** For the pay page; may be known to anyone. */
  readonly publishableKey: string;
  /** Another address than Stripe's own, for tests. */
  readonly apiBase?: string | undefined;
}

export interface ProviderOptions extends Pick<PaymentDeps, 'db' | 'clock'> {
  readonly stripe: StripeKeys | null;
  /** How long a simulated customer takes to hold up the card; default 4 s, enough to use the panel. */
  readonly simulatedCustomerMs?: number | undefined;
}

/** A request that takes longer got no answer: the provider is asked what became of it. */
const TIMEOUT_MS = 20_000;
const CUSTOMER_MS = 4_000;

export function openProviders({
  db,
  clock,
  stripe,
  ...options
}: ProviderOptions): PaymentProviders {
  const customerMs = options.simulatedCustomerMs ?? CUSTOMER_MS;
  return {
    simulator: simulator({ db, clock, customerMs }),
    stripe: stripe === null ? null : stripeProvider(openStripe(stripe)),
  };
}

/** Stripe's client for these keys. */
export function openStripe({ secretKey, apiBase }: StripeKeys): Stripe {
  const base = apiBase === undefined ? null : new URL(apiBase);
  return new Stripe(secretKey, {
    // What is sent again, and when, is decided where the answer is needed.
    maxNetworkRetries: 0,
    timeout: TIMEOUT_MS,
    telemetry: false,
    appInfo: { name: 'Second Chance' },
    ...(base !== null && {
      host: base.hostname,
      port: base.port,
      protocol: base.protocol === 'http:' ? ('http' as const) : ('https' as const),
    }),
  });
}
