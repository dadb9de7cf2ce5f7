/** `POST /webhooks/stripe`: what Stripe tells by itself, signed by it. */
import type { RequestHandler } from 'express';
import { openStripe } from '../payments/open-providers.ts';
import { ourThing, verified } from '../payments/stripe/read-webhook.ts';
import { takeProviderEvent } from '../payments/take-provider-event.ts';
import { readBody } from '../sync/read-body.ts';
import type { ServerDeps } from './deps.ts';
import { sendError } from './send-error.ts';

const BODY_BYTES_MAX = 1_000_000;

/**
 * Takes one event. Answers 200 only once it is stored: until then Stripe sends it again. An event
 * about something that this system did not make is nobody's business here, and answered as taken.
 */
export function stripeWebhook(deps: ServerDeps): RequestHandler {
  const keys = deps.stripe;
  const stripe = keys === null ? null : openStripe(keys);
  return async (request, response) => {
    if (keys === null || stripe === null) {
      return sendError(response, { code: 'NOT_FOUND', message: 'Stripe is not set up here.' });
    }
    const body = await readBody(request, BODY_BYTES_MAX);
    if (!body.ok) return sendError(response, body.error);
    const event = verified(stripe, {
      body: body.value,
      signature: request.get('stripe-signature') ?? '',
      secret: keys.webhookSecret,
    });
    if (event === null) {
      return sendError(response, { code: 'PROOF_INVALID', message: 'Not signed by Stripe.' });
    }
    const ours = await ourThing(stripe, event);
    if (ours !== null) {
      await takeProviderEvent(deps, {
        ...ours,
        provider: 'stripe',
        eventId: event.id,
        type: event.type,
        payload: { paymentId: ours.paymentId, created: event.created },
        at: deps.clock(),
      });
    }
    response.json({ received: true });
  };
}
