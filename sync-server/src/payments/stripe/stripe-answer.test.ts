import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { answerOf } from './stripe-answer.ts';

const raw = (statusCode: number) => ({ type: 'invalid_request_error', statusCode }) as never;

test.for([
  ['a parameter that is wrong', new Stripe.errors.StripeInvalidRequestError(raw(400)), 'refused'],
  [
    'a key that was used for another request',
    new Stripe.errors.StripeIdempotencyError(raw(400)),
    'lost',
  ],
  ['a key that is in use', new Stripe.errors.StripeIdempotencyError(raw(409)), 'lost'],
  ['a failure of Stripe’s own', new Stripe.errors.StripeAPIError(raw(500)), 'lost'],
  ['a broken connection', new Stripe.errors.StripeConnectionError(raw(0)), 'lost'],
] as const)('%s: whether it was done is known or not', async ([, thrown, kind]) => {
  expect((await answerOf(() => Promise.reject(thrown))).kind).toBe(kind);
});
