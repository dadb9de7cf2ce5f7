/**
 * Stripe as a provider of payments: PaymentIntents at server-driven readers, at readers that a
 * till's window drives, and online.
 *
 * Every request carries a key made from our own id, so that sending it again does nothing twice.
 * Stripe replays what it answered to a key, a failure of its own as well: then its books are asked
 * for what bears our id, and only what is not in them is sent under another key.
 */
import { randomUUID } from 'node:crypto';
import type { CurrencyCode } from '@second-chance/shared/money/currency-code.ts';
import { readerCart } from '@second-chance/shared/payments/reader-cart.ts';
import { fromStripeAmount, toStripeAmount } from '@second-chance/shared/payments/stripe-amount.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type Stripe from 'stripe';
import type {
  Answer,
  BookEntry,
  Charge,
  ChargeStatus,
  Collected,
  Named,
  PaymentProvider,
  PaymentScope,
  RefundOrder,
  RefundStatus,
} from '../provider.ts';
import { chargeStatus, INTENT_EXPANDED, wasRefused } from './charge-status.ts';
import { ORGANIZATION, PAYMENT, REFUND } from './our-names.ts';
import { answerOf } from './stripe-answer.ts';

/** How far back an object of ours is looked for after an answer was lost, in seconds. */
const LOOK_BACK_SECONDS = 2 * 24 * 3_600;

export function stripeProvider(stripe: Stripe): PaymentProvider {
  const options = ({ account }: PaymentScope, idempotencyKey?: string): Stripe.RequestOptions => ({
    ...(account !== null && { stripeAccount: account }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });

  async function create(scope: PaymentScope, charge: Charge): Promise<Answer<ChargeStatus>> {
    const amount = toStripeAmount(charge.currency, charge.amount);
    if (amount === null) return { kind: 'refused', reason: 'amount_not_possible', message: '' };
    const { paymentId, currency, capture, reader } = charge;
    const params: Stripe.PaymentIntentCreateParams = {
      amount,
      currency: currency.toLowerCase(),
      capture_method: capture,
      metadata: { [PAYMENT]: paymentId, [ORGANIZATION]: scope.organizationId },
      expand: INTENT_EXPANDED,
      ...(reader === null
        ? { automatic_payment_methods: { enabled: true } }
        : {
            payment_method_types:
              currency === 'CAD' ? ['card_present', 'interac_present'] : ['card_present'],
          }),
    };
    const send = (key: string) =>
      answerOf(() => stripe.paymentIntents.create(params, options(scope, key)));
    const made = await onceOrFound(
      () => send(`${paymentId}-create`),
      () => findIntent(scope, paymentId),
      () => send(`${paymentId}-create-${randomUUID()}`),
    );
    return mapped(made, chargeStatus);
  }

  /** A charge of ours that Stripe has, though it never said so. */
  function findIntent(scope: PaymentScope, paymentId: string) {
    return answerOf(async () => {
      const created = { gte: Math.floor(Date.now() / 1_000) - LOOK_BACK_SECONDS };
      const list = stripe.paymentIntents.list(
        { created, limit: 100, expand: ['data.latest_charge'] },
        options(scope),
      );
      for await (const intent of list) if (intent.metadata[PAYMENT] === paymentId) return intent;
      return null;
    });
  }

  function retrieve(scope: PaymentScope, providerId: string) {
    return answerOf(() =>
      stripe.paymentIntents.retrieve(providerId, { expand: INTENT_EXPANDED }, options(scope)),
    );
  }

  /** How a charge stands; a card that a reader's customer lost is closed first. */
  async function lookUp(scope: PaymentScope, { providerId }: Pick<Named, 'providerId'>) {
    const found = await retrieve(scope, providerId);
    if (found.kind !== 'answered') return found;
    if (!isAtReader(found.value) || !wasRefused(found.value)) return mapped(found, chargeStatus);
    return close(scope, found.value);
  }

  async function close(scope: PaymentScope, { id }: Pick<Stripe.PaymentIntent, 'id'>) {
    const closed = await answerOf(() =>
      stripe.paymentIntents.cancel(id, { expand: INTENT_EXPANDED }, options(scope, `${id}-close`)),
    );
    // Whoever comes too late learns what happened instead.
    if (closed.kind !== 'answered') return mapped(await retrieve(scope, id), chargeStatus);
    return mapped(closed, chargeStatus);
  }

  async function collect(scope: PaymentScope, charge: Collected): Promise<Answer<ChargeStatus>> {
    const { providerId, reader } = charge;
    const before = await lookUp(scope, charge);
    if (before.kind !== 'answered' || before.value.status !== 'waiting') return before;
    if (reader?.way !== 'server') return before;
    if (await isOnReader(scope, reader.providerId, providerId)) return before;
    const cart = readerCart(charge);
    if (cart !== null) {
      const display = { type: 'cart', cart } as const;
      // A reader without a picture of the ticket takes the card all the same.
      await answerOf(() =>
        stripe.terminal.readers.setReaderDisplay(reader.providerId, display, options(scope)),
      );
    }
    const sent = await answerOf(() =>
      stripe.terminal.readers.processPaymentIntent(
        reader.providerId,
        { payment_intent: providerId },
        options(scope, `${providerId}-process-${randomUUID()}`),
      ),
    );
    if (sent.kind === 'answered') return lookUp(scope, charge);
    if (sent.kind === 'refused') {
      // The same one sent twice at once finds itself there already.
      const isDone =
        sent.reason === 'too_late' ||
        (sent.reason === 'reader_busy' && (await isOnReader(scope, reader.providerId, providerId)));
      if (isDone) return lookUp(scope, charge);
    }
    return sent;
  }

  async function isOnReader(scope: PaymentScope, readerId: string, intentId: string) {
    const reader = await answerOf(() =>
      stripe.terminal.readers.retrieve(readerId, {}, options(scope)),
    );
    if (reader.kind !== 'answered' || reader.value.deleted) return false;
    const { action } = reader.value;
    const held = action?.process_payment_intent?.payment_intent;
    return action?.status === 'in_progress' && idOf(held) === intentId;
  }

  async function cancel(scope: PaymentScope, charge: Collected): Promise<Answer<ChargeStatus>> {
    const { reader, providerId } = charge;
    if (reader?.way === 'server' && (await isOnReader(scope, reader.providerId, providerId))) {
      await answerOf(() =>
        stripe.terminal.readers.cancelAction(reader.providerId, {}, options(scope)),
      );
    }
    const closed = await close(scope, { id: providerId });
    if (closed.kind !== 'answered' || closed.value.status !== 'waiting') return closed;
    return { kind: 'lost', message: 'the payment is being processed' };
  }

  async function capture(scope: PaymentScope, named: Named): Promise<Answer<ChargeStatus>> {
    const taken = await answerOf(() =>
      stripe.paymentIntents.capture(
        named.providerId,
        { expand: INTENT_EXPANDED },
        options(scope, `${named.paymentId}-capture`),
      ),
    );
    return taken.kind === 'answered' ? mapped(taken, chargeStatus) : lookUp(scope, named);
  }

  async function refund(scope: PaymentScope, order: RefundOrder): Promise<Answer<RefundStatus>> {
    const intent = await retrieve(scope, order.providerId);
    if (intent.kind !== 'answered') return intent;
    const currency = intent.value.currency.toUpperCase() as CurrencyCode;
    const amount = toStripeAmount(currency, order.amount);
    if (amount === null) return { kind: 'refused', reason: 'amount_not_possible', message: '' };
    const params: Stripe.RefundCreateParams = {
      payment_intent: order.providerId,
      amount,
      metadata: {
        [REFUND]: order.refundId,
        [PAYMENT]: order.paymentId,
        [ORGANIZATION]: scope.organizationId,
      },
    };
    const send = (key: string) =>
      answerOf(() => stripe.refunds.create(params, options(scope, key)));
    const made = await onceOrFound(
      () => send(`${order.refundId}-refund`),
      () => findRefund(scope, order),
      () => send(`${order.refundId}-refund-${randomUUID()}`),
    );
    return mapped(made, refundStatus);
  }

  function findRefund(scope: PaymentScope, { providerId, refundId }: RefundOrder) {
    return answerOf(async () => {
      const list = stripe.refunds.list({ payment_intent: providerId, limit: 100 }, options(scope));
      for await (const found of list) if (found.metadata?.[REFUND] === refundId) return found;
      return null;
    });
  }

  async function* listSince(scope: PaymentScope, since: EpochMs): AsyncIterable<BookEntry> {
    const created = { gte: Math.floor(since / 1_000) };
    const intents = stripe.paymentIntents.list({ created, limit: 100 }, options(scope));
    // An account may serve more than one organization; who made an entry keeps its books.
    const isOthers = (metadata: Stripe.Metadata | null) => {
      const named = metadata?.[ORGANIZATION];
      return named !== undefined && named !== scope.organizationId;
    };
    for await (const intent of intents) {
      if (!isOthers(intent.metadata)) yield chargeInBooks(intent);
    }
    for await (const back of stripe.refunds.list({ created, limit: 100 }, options(scope))) {
      if (!isOthers(back.metadata)) yield refundInBooks(back);
    }
  }

  return {
    name: 'stripe',
    create,
    collect,
    capture,
    cancel,
    lookUp,
    refund,
    lookUpRefund: async (scope, { providerId }) =>
      mapped(
        await answerOf(() => stripe.refunds.retrieve(providerId, {}, options(scope))),
        refundStatus,
      ),
    listSince,
    onlineReaders: (scope) =>
      answerOf(async () => {
        const { location } = scope;
        const list = stripe.terminal.readers.list(
          { status: 'online', limit: 100, ...(location !== null && { location }) },
          options(scope),
        );
        const online = new Set<string>();
        for await (const { id } of list) online.add(id);
        return online;
      }),
    createLocation: async (scope, { name, line1, city, postalCode, country }) =>
      mapped(
        await answerOf(() =>
          stripe.terminal.locations.create(
            {
              display_name: name,
              address: { line1, city, postal_code: postalCode, country },
            },
            options(scope),
          ),
        ),
        ({ id }) => ({ location: id }),
      ),
    registerReader: async (scope, { label, registrationCode }) =>
      mapped(
        await answerOf(() =>
          stripe.terminal.readers.create(
            {
              registration_code: registrationCode,
              label,
              ...(scope.location !== null && { location: scope.location }),
            },
            options(scope),
          ),
        ),
        ({ id }) => ({ providerId: id }),
      ),
    removeReader: async (scope, { providerId }) =>
      mapped(
        await answerOf(() => stripe.terminal.readers.del(providerId, {}, options(scope))),
        () => true as const,
      ),
    connectionToken: async (scope) =>
      mapped(
        await answerOf(() =>
          stripe.terminal.connectionTokens.create(
            scope.location === null ? {} : { location: scope.location },
            options(scope),
          ),
        ),
        ({ secret }) => ({ secret }),
      ),
  };
}

/**
 * Sends once; where the answer is lost looks whether it was done, and only what was not done is sent
 * again. Each of these may be lost as well.
 */
async function onceOrFound<T>(
  send: () => Promise<Answer<T>>,
  find: () => Promise<Answer<T | null>>,
  sendAgain: () => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const sent = await send();
  if (sent.kind !== 'lost') return sent;
  const found = await find();
  if (found.kind !== 'answered') return found;
  return found.value === null ? sendAgain() : { kind: 'answered', value: found.value };
}

function mapped<T, U>(answer: Answer<T>, map: (value: T) => U): Answer<U> {
  return answer.kind === 'answered' ? { kind: 'answered', value: map(answer.value) } : answer;
}

function isAtReader({ payment_method_types: types }: Stripe.PaymentIntent): boolean {
  return types.includes('card_present');
}

function idOf(reference: string | { readonly id: string } | undefined | null): string | null {
  return typeof reference === 'object' ? (reference?.id ?? null) : (reference ?? null);
}

function refundStatus({ id, status }: Stripe.Refund): RefundStatus {
  if (status === 'succeeded') return { providerId: id, status };
  const failed = status === 'failed' || status === 'canceled';
  return { providerId: id, status: failed ? 'failed' : 'pending' };
}

function chargeInBooks(intent: Stripe.PaymentIntent): BookEntry {
  const currency = intent.currency.toUpperCase() as CurrencyCode;
  return {
    kind: 'charge',
    providerId: intent.id,
    paymentId: (intent.metadata[PAYMENT] ?? null) as BookEntry['paymentId'],
    refundId: null,
    amount: fromStripeAmount(currency, intent.amount),
    currency,
    status: chargeStatus(intent).status,
    at: (intent.created * 1_000) as EpochMs,
  };
}

function refundInBooks(back: Stripe.Refund): BookEntry {
  const currency = back.currency.toUpperCase() as CurrencyCode;
  return {
    kind: 'refund',
    providerId: back.id,
    paymentId: (back.metadata?.[PAYMENT] ?? null) as BookEntry['paymentId'],
    refundId: (back.metadata?.[REFUND] ?? null) as BookEntry['refundId'],
    amount: fromStripeAmount(currency, back.amount),
    currency,
    status: refundStatus(back).status,
    at: (back.created * 1_000) as EpochMs,
  };
}
