import { idSchema, type OrganizationId, type PaymentId } from '@second-chance/shared/ids.ts';
import type Stripe from 'stripe';
import { ORGANIZATION, PAYMENT } from './our-names.ts';

export interface Signed {
  readonly body: Buffer;
  readonly signature: string;
  readonly secret: string;
}

/** The event in a body, if it is signed with our secret and fresh; else null. */
export function verified(stripe: Stripe, { body, signature, secret }: Signed): Stripe.Event | null {
  try {
    return stripe.webhooks.constructEvent(body, signature, secret);
  } catch {
    return null;
  }
}

export interface OurThing {
  readonly organizationId: OrganizationId;
  readonly paymentId: PaymentId;
}

/** Which payment of ours an event is about, by what was written onto its intent. */
export async function ourThing(stripe: Stripe, event: Stripe.Event): Promise<OurThing | null> {
  const about = event.data.object as {
    readonly object?: string;
    readonly metadata?: Stripe.Metadata | null;
    readonly payment_intent?: unknown;
    readonly action?: { readonly process_payment_intent?: { readonly payment_intent?: unknown } };
  };
  const own = named(about.metadata);
  if (own !== null) return own;
  const intentId = about.payment_intent ?? about.action?.process_payment_intent?.payment_intent;
  if (typeof intentId !== 'string') return null;
  const account = event.account === undefined ? {} : { stripeAccount: event.account };
  const intent = await stripe.paymentIntents.retrieve(intentId, {}, account);
  return named(intent.metadata);
}

function named(metadata: Stripe.Metadata | null | undefined): OurThing | null {
  const organizationId = idSchema<'Organization'>().safeParse(metadata?.[ORGANIZATION]);
  const paymentId = idSchema<'Payment'>().safeParse(metadata?.[PAYMENT]);
  if (!organizationId.success || !paymentId.success) return null;
  return { organizationId: organizationId.data, paymentId: paymentId.data };
}
