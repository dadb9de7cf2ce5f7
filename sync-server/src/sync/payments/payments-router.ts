/** Card payments for tills: `/sync/payments` and `/sync/refunds`. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  beginPaymentSchema,
  beginRefundSchema,
  type CardReader,
  cancelPaymentSchema,
  capturePaymentSchema,
  type PaymentView,
  paymentQuerySchema,
  simulateSchema,
} from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { idSchema, type PaymentId, type RefundId } from '@second-chance/shared/ids.ts';
import { isFinal } from '@second-chance/shared/payments/payment-state.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { ServerDeps } from '../../http/deps.ts';
import { beginPayment } from '../../payments/begin-payment.ts';
import { beginRefund, followRefund } from '../../payments/card-refunds.ts';
import { cancelPayment, capturePayment, followPayment } from '../../payments/follow-payment.ts';
import { connectionToken, readersOf } from '../../payments/readers.ts';
import { simulateAct } from '../../payments/simulator/simulate-act.ts';
import { tillEndpoint } from './till-endpoint.ts';

/** How often a provider is asked while a till waits for news, in ms. */
const ASK_EVERY_MS = { simulator: 200, stripe: 1_000 } as const;

const nothing = z.object({});

export function paymentsRouter(deps: ServerDeps): Router {
  const router = Router();
  const endpoint = tillEndpoint.bind(null, deps) as <Input>(
    how: Parameters<typeof tillEndpoint<Input>>[1],
  ) => ReturnType<typeof tillEndpoint<Input>>;

  router.get(
    '/payments/readers',
    endpoint({
      input: nothing,
      answer: async ({
        till,
      }): Promise<Result<{ readonly readers: readonly CardReader[] }, CodedError>> =>
        ok(await readersOf(deps, till)),
    }),
  );
  router.post(
    '/payments/connection-token',
    endpoint({ input: nothing, answer: ({ till }) => connectionToken(deps, till) }),
  );
  router.post(
    '/payments',
    endpoint({
      input: beginPaymentSchema,
      answer: ({ till, input }) => beginPayment(deps, till, input),
    }),
  );
  router.get(
    '/payments/:id',
    endpoint({
      input: paymentQuerySchema,
      answer: async ({ till, input, request }) => {
        const id = idOf<'Payment'>(request);
        return id.ok ? newsOf(deps, { till, id: id.value, request, ...input }) : id;
      },
    }),
  );
  router.post(
    '/payments/:id/cancel',
    endpoint({
      input: cancelPaymentSchema,
      answer: async ({ till, input, request }) => {
        const id = idOf<'Payment'>(request);
        return id.ok ? cancelPayment(deps, till, { ...input, paymentId: id.value }) : id;
      },
    }),
  );
  router.post(
    '/payments/:id/capture',
    endpoint({
      input: capturePaymentSchema,
      answer: async ({ till, input, request }) => {
        const id = idOf<'Payment'>(request);
        return id.ok ? capturePayment(deps, till, { ...input, paymentId: id.value }) : id;
      },
    }),
  );
  router.post(
    '/payments/:id/simulate',
    endpoint({
      input: simulateSchema,
      answer: async ({ till, input, request }) => {
        const id = idOf<'Payment'>(request);
        return id.ok ? simulateAct(deps, till, { paymentId: id.value, act: input.act }) : id;
      },
    }),
  );
  router.post(
    '/refunds',
    endpoint({
      input: beginRefundSchema,
      answer: ({ till, input }) => beginRefund(deps, till, input),
    }),
  );
  router.get(
    '/refunds/:id',
    endpoint({
      input: nothing,
      answer: async ({ till, request }) => {
        const id = idOf<'Refund'>(request);
        return id.ok ? followRefund(deps, till, id.value as RefundId) : id;
      },
    }),
  );
  return router;
}

function idOf<Kind extends string>(request: Request) {
  const id = idSchema<Kind>().safeParse(request.params.id);
  return id.success
    ? ok(id.data)
    : err<CodedError>({ code: 'NOT_FOUND', message: 'There is no such thing.' });
}

interface Awaited {
  readonly till: Parameters<typeof followPayment>[1];
  readonly id: PaymentId;
  readonly wait: number;
  readonly version: number;
  readonly request: Request;
}

/** Asks until there is something newer than the till knows, or until it would rather have an answer. */
async function newsOf(
  deps: ServerDeps,
  { till, id, wait, version, request }: Awaited,
): Promise<Result<PaymentView, CodedError>> {
  const until = performance.now() + wait;
  for (;;) {
    const followed = await followPayment(deps, till, id, { watched: true });
    if (!followed.ok || followed.value.version > version || isFinal(followed.value.state)) {
      return followed;
    }
    const left = until - performance.now();
    if (left <= 0 || request.destroyed) return followed;
    await pause(Math.min(left, ASK_EVERY_MS[followed.value.provider]));
  }
}
