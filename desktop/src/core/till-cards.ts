/** The till's way to its cards: follows what is open, and asks what only the server knows. */
import {
  type CardReader,
  cardReadersSchema,
  connectionTokenSchema,
  type SimulatedAct,
} from '@second-chance/shared/contract/card-payments.ts';
import type { CartView } from '@second-chance/shared/contract/till/views.ts';
import type { PaymentId } from '@second-chance/shared/ids.ts';
import type { PaymentProviderName } from '@second-chance/shared/payments/card.ts';
import { err, ok } from '@second-chance/shared/result.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { type Outcome, refuse } from './outcome.ts';
import { type Cards, followCards } from './payments/follow-cards.ts';
import type { CardPayment } from './payments/payment-rows.ts';
import { leftToPay } from './payments/ticket-cards.ts';
import { cartView } from './sell/cart-view.ts';
import { pay } from './sell/pay.ts';
import { pricedCart } from './sell/price-cart.ts';
import type { Store } from './store/open-store.ts';
import type { Sync } from './sync/sync.ts';
import type { AtCounter } from './till-calls.ts';
import type { Session } from './till-context.ts';
import type { Logger } from './till-options.ts';

export interface TillCardsDeps {
  readonly store: Store;
  readonly clock: () => EpochMs;
  readonly logger: Logger;
  /** Null while the till has no register. */
  readonly sync: () => Sync | null;
  readonly at: AtCounter;
  /** The ticket is to be shown anew. */
  readonly changed: () => void;
}

export interface CardReaders {
  readonly provider: PaymentProviderName;
  readonly readers: CardReader[];
}

export interface TillCards extends Cards {
  readonly online: () => boolean;
  readonly readers: () => Promise<Outcome<CardReaders>>;
  readonly connectionToken: () => Promise<Outcome<{ readonly secret: string }>>;
  readonly simulate: (input: {
    readonly paymentId: PaymentId;
    readonly act: SimulatedAct;
  }) => Promise<Outcome<CartView>>;
}

const ASK_MS = 10_000;
const NO_NETWORK = refuse('CARD_NEEDS_NETWORK', 'the server cannot be reached');

export function startTillCards(deps: TillCardsDeps): TillCards {
  const { store, clock, logger, sync, at, changed } = deps;
  const complete = at(completeByCard);
  const show = at((session, _input: undefined) => ok(cartView(session, session.carts.current())));
  const cards = followCards({
    store,
    clock,
    random: Math.random,
    changed,
    call: async (request, signal) =>
      (await sync()?.call(request, signal)) ??
      err({ code: 'SERVER_UNREACHABLE', message: 'this till has no register' }),
    settled(payment) {
      const completed = complete(payment);
      if (!completed.ok) logger.warn({ code: completed.error.code }, 'a card waits for its sale');
    },
    log: (event) => logger.warn(event, 'cards'),
  });

  function ask(request: Parameters<Sync['call']>[0]) {
    return sync()?.call(request, AbortSignal.timeout(ASK_MS)) ?? Promise.resolve(NO_NETWORK);
  }

  return {
    ...cards,
    online: () => sync()?.state().online ?? false,
    async readers() {
      const path = '/sync/payments/readers';
      const answered = await ask({ method: 'GET', path, timeoutMs: ASK_MS });
      if (!answered.ok) return answered.error.code === 'SERVER_UNREACHABLE' ? NO_NETWORK : answered;
      const readers = cardReadersSchema.safeParse(answered.value);
      return readers.success ? ok(readers.data) : NO_NETWORK;
    },
    async connectionToken() {
      const path = '/sync/payments/connection-token';
      const body = { bytes: new TextEncoder().encode('{}'), gzip: false };
      const answered = await ask({ method: 'POST', path, body, timeoutMs: ASK_MS });
      if (!answered.ok) return answered.error.code === 'SERVER_UNREACHABLE' ? NO_NETWORK : answered;
      const token = connectionTokenSchema.safeParse(answered.value);
      return token.success ? ok(token.data) : NO_NETWORK;
    },
    async simulate({ paymentId, act }) {
      const path = `/sync/payments/${paymentId}/simulate`;
      const bytes = new TextEncoder().encode(JSON.stringify({ act }));
      const body = { bytes, gzip: false };
      const answered = await ask({ method: 'POST', path, body, timeoutMs: ASK_MS });
      if (!answered.ok) return answered.error.code === 'SERVER_UNREACHABLE' ? NO_NETWORK : answered;
      cards.wake();
      return show(undefined);
    },
  };
}

/**
 * Completes the sale of a payment that covers what is left of the open ticket. One that does not, or
 * whose ticket nobody has open, waits to be finished by the cashier.
 */
function completeByCard(session: Session, payment: CardPayment): Outcome<true> {
  const { carts, settings } = session;
  const cart = carts.current();
  if (payment.state !== 'approved' || cart.saleId !== payment.saleId) return ok(true);
  const { gross } = pricedCart(cart, settings);
  const { left } = leftToPay(session, cart, gross);
  if (left !== 0) return ok(true);
  const paid = pay(session, { saleId: cart.saleId, gross, tenders: [] });
  return paid.ok ? ok(true) : paid;
}
