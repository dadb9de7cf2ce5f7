/** What the fake Stripe has: intents, charges, refunds, readers; and what its operations do to them. */
import type { MatchedRequest } from './openapi-request.ts';

type Thing = Record<string, unknown> & { readonly id: string };

export interface Intent extends Thing {
  amount: number;
  currency: string;
  status: string;
  capture_method: string;
  client_secret: string;
  last_payment_error: unknown;
  latest_charge: string | null;
  metadata: Record<string, string>;
  payment_method_types: string[];
  created: number;
}

interface Charge extends Thing {
  amount: number;
  amount_refunded: number;
}

interface Refund extends Thing {
  amount: number;
  status: string;
  payment_intent: string;
  created: number;
}

interface Reader extends Thing {
  status: string;
  action: Record<string, unknown> | null;
}

/** What the customer at a reader, or on a page, will do with their card. */
export type Customer = 'pay' | 'lose_pin' | 'no_funds' | 'walk_away';

export interface FakeState {
  readonly intents: Map<string, Intent>;
  readonly charges: Map<string, Charge>;
  readonly refunds: Map<string, Refund>;
  readonly readers: Map<string, Reader>;
  /** What of which kind happened, for webhooks: oldest first. */
  readonly happened: { readonly type: string; readonly object: unknown }[];
  /** Refunds end so; default `succeeded`. */
  refundsEnd: 'succeeded' | 'pending' | 'failed';
  /**
   * What the customer at a reader does by themselves, once their payment is asked about a second
   * time after it was put there; null: nothing.
   */
  atReader: Customer | null;
  /** Account of the last request; empty for the platform's own. */
  account: string;
  readonly make: (kind: string, fields: Readonly<Record<string, unknown>>) => Thing;
  /** Lets the customer at a reader act. */
  readonly present: (readerId: string, customer: Customer) => void;
  /** Lets a customer pay an intent on a page. */
  readonly payOnline: (intentId: string, customer: Customer) => void;
}

export class StripeRefusal extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, error: Readonly<Record<string, unknown>>) {
    super(String(error.code));
    this.status = status;
    this.body = { error };
  }
}

const PREFIX: Readonly<Record<string, string>> = {
  payment_intent: 'pi',
  charge: 'ch',
  refund: 're',
  'terminal.reader': 'tmr',
  'terminal.location': 'tml',
};

export function newFakeState(fixtures: Readonly<Record<string, object>>): FakeState {
  let counter = 0;
  const state: FakeState = {
    intents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    readers: new Map(),
    happened: [],
    refundsEnd: 'succeeded',
    atReader: null,
    account: '',
    make(kind, fields) {
      counter += 1;
      const id = `${PREFIX[kind] ?? 'obj'}_fake${String(counter).padStart(6, '0')}`;
      return { ...structuredClone(fixtures[kind]), id, created: nowSeconds(), ...fields } as Thing;
    },
    present(readerId, customer) {
      const reader = state.readers.get(readerId);
      const held = reader?.action?.process_payment_intent as
        | { payment_intent?: string }
        | undefined;
      const intent = state.intents.get(held?.payment_intent ?? '');
      if (reader === undefined || intent === undefined)
        throw new Error('nothing is on that reader');
      pay(state, intent, { customer, present: true });
      const failed = intent.status !== 'succeeded' && intent.status !== 'requires_capture';
      reader.action = { ...reader.action, status: failed ? 'failed' : 'succeeded' };
      tell(state, `terminal.reader.action_${failed ? 'failed' : 'succeeded'}`, reader);
    },
    payOnline(intentId, customer) {
      const intent = state.intents.get(intentId);
      if (intent === undefined) throw new Error(`no such intent: ${intentId}`);
      pay(state, intent, { customer, present: false });
    },
  };
  return state;
}

function pay(
  state: FakeState,
  intent: Intent,
  { customer, present }: { readonly customer: Customer; readonly present: boolean },
): void {
  if (intent.status === 'canceled') return;
  if (customer === 'walk_away') return;
  if (customer !== 'pay') {
    intent.status = 'requires_payment_method';
    intent.last_payment_error = {
      type: 'card_error',
      code: 'card_declined',
      decline_code: customer === 'no_funds' ? 'insufficient_funds' : 'incorrect_pin',
    };
    tell(state, 'payment_intent.payment_failed', intent);
    return;
  }
  const captured = intent.capture_method !== 'manual';
  const card = { brand: 'visa', last4: '4242' };
  const details = present
    ? {
        type: 'card_present',
        card_present: {
          ...card,
          read_method: 'contactless_emv',
          receipt: { authorization_code: '004170' },
        },
      }
    : { type: 'card', card };
  const charge = state.make('charge', {
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    captured,
    currency: intent.currency,
    payment_intent: intent.id,
    payment_method_details: details,
  }) as Charge;
  state.charges.set(charge.id, charge);
  intent.latest_charge = charge.id;
  intent.last_payment_error = null;
  intent.status = captured ? 'succeeded' : 'requires_capture';
  tell(
    state,
    captured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated',
    intent,
  );
}

function tell(state: FakeState, type: string, object: unknown): void {
  state.happened.push({ type, object: structuredClone(object) });
}

interface Performed extends MatchedRequest {
  readonly method: string;
  readonly account: string;
}

/** Does what a request asks; throws `StripeRefusal` where Stripe would refuse. */
export function perform(state: FakeState, request: Performed): unknown {
  state.account = request.account;
  const { route, method } = request;
  const work = OPERATIONS[`${method} ${route}`];
  if (work === undefined)
    throw new StripeRefusal(404, { type: 'invalid_request_error', code: 'not_faked' });
  return work(state, request);
}

type Operation = (state: FakeState, request: Performed) => unknown;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'POST /v1/payment_intents': createIntent,
  'GET /v1/payment_intents': (state, request) =>
    listed(state, [...state.intents.values()].reverse(), request),
  'GET /v1/payment_intents/{intent}': (state, request) => {
    letCustomerAct(state, intentOf(state, request));
    return shown(state, intentOf(state, request), request);
  },
  'POST /v1/payment_intents/{intent}/cancel': cancelIntent,
  'POST /v1/payment_intents/{intent}/capture': captureIntent,
  'POST /v1/refunds': createRefund,
  'GET /v1/refunds': (state, request) =>
    listed(state, [...state.refunds.values()].reverse(), request),
  'GET /v1/refunds/{refund}': (state, { pathParams }) =>
    state.refunds.get(pathParams.refund ?? '') ?? missing(),
  'GET /v1/terminal/readers': (state) => page([...state.readers.values()]),
  'GET /v1/terminal/readers/{reader}': (state, request) => readerOf(state, request),
  'POST /v1/terminal/readers/{reader}/set_reader_display': (state, request) => {
    const reader = readerOf(state, request);
    return Object.assign(reader, { action: { type: 'set_reader_display', status: 'succeeded' } });
  },
  'POST /v1/terminal/readers/{reader}/process_payment_intent': processIntent,
  'POST /v1/terminal/readers/{reader}/cancel_action': (state, request) => {
    const reader = readerOf(state, request);
    reader.action = null;
    return reader;
  },
  'POST /v1/terminal/locations': (state, { params }) => state.make('terminal.location', params),
  'POST /v1/terminal/readers': (state, { params }) => {
    const { label, location } = params;
    const fields = { label, location, status: 'online', action: null };
    const reader = state.make('terminal.reader', fields) as Reader;
    state.readers.set(reader.id, reader);
    return reader;
  },
  'DELETE /v1/terminal/readers/{reader}': (state, request) => {
    const { id } = readerOf(state, request);
    state.readers.delete(id);
    return { id, object: 'terminal.reader', deleted: true };
  },
  'POST /v1/terminal/connection_tokens': (state) =>
    state.make('terminal.connection_token', { secret: 'pst_test_fake' }),
};

function createIntent(state: FakeState, { params, account }: Performed): unknown {
  const amount = params.amount as number;
  if (amount < 1)
    throw new StripeRefusal(400, { type: 'invalid_request_error', code: 'amount_too_small' });
  const methods = params.automatic_payment_methods as { enabled: boolean } | undefined;
  const intent = state.make('payment_intent', {
    amount,
    currency: params.currency,
    capture_method: params.capture_method ?? 'automatic',
    metadata: params.metadata ?? {},
    status: 'requires_payment_method',
    last_payment_error: null,
    latest_charge: null,
    payment_method_types:
      params.payment_method_types ?? (methods?.enabled === true ? ['card', 'paypal'] : ['card']),
  }) as Intent;
  owners.set(intent, account);
  intent.client_secret = `${intent.id}_secret_fake`;
  state.intents.set(intent.id, intent);
  return intent;
}

function cancelIntent(state: FakeState, request: Performed): unknown {
  const intent = intentOf(state, request);
  if (intent.status === 'succeeded') return unexpectedState(intent);
  if (intent.status !== 'canceled') {
    intent.status = 'canceled';
    tell(state, 'payment_intent.canceled', intent);
  }
  return shown(state, intent, request);
}

function captureIntent(state: FakeState, request: Performed): unknown {
  const intent = intentOf(state, request);
  if (intent.status !== 'requires_capture') return unexpectedState(intent);
  intent.status = 'succeeded';
  const charge = state.charges.get(intent.latest_charge ?? '');
  if (charge !== undefined)
    Object.assign(charge, { captured: true, amount_captured: charge.amount });
  tell(state, 'payment_intent.succeeded', intent);
  return shown(state, intent, request);
}

function processIntent(state: FakeState, request: Performed): unknown {
  const reader = readerOf(state, request);
  const intent = state.intents.get(String(request.params.payment_intent)) ?? missing();
  if (reader.status !== 'online') {
    throw new StripeRefusal(400, {
      type: 'invalid_request_error',
      code: 'terminal_reader_offline',
    });
  }
  if (reader.action?.status === 'in_progress') {
    throw new StripeRefusal(400, { type: 'invalid_request_error', code: 'terminal_reader_busy' });
  }
  if (intent.status !== 'requires_payment_method') return unexpectedState(intent);
  reader.action = {
    type: 'process_payment_intent',
    status: 'in_progress',
    process_payment_intent: { payment_intent: intent.id },
  };
  return reader;
}

const looks = new WeakMap<object, number>();

function letCustomerAct(state: FakeState, { id }: Intent): void {
  for (const { id: readerId, action } of state.readers.values()) {
    const held = action?.process_payment_intent as { payment_intent?: string } | undefined;
    if (action?.status !== 'in_progress' || held?.payment_intent !== id) continue;
    const seen = (looks.get(action) ?? 0) + 1;
    looks.set(action, seen);
    if (seen > 1 && state.atReader !== null) state.present(readerId, state.atReader);
  }
}

function createRefund(state: FakeState, { params, account }: Performed): unknown {
  const intent = state.intents.get(String(params.payment_intent)) ?? missing();
  const charge = state.charges.get(intent.latest_charge ?? '');
  const amount = (params.amount as number | undefined) ?? intent.amount;
  if (charge === undefined || intent.status !== 'succeeded') return unexpectedState(intent);
  if (charge.amount_refunded + amount > charge.amount) {
    throw new StripeRefusal(400, {
      type: 'invalid_request_error',
      code: 'charge_already_refunded',
    });
  }
  if (state.refundsEnd !== 'failed') charge.amount_refunded += amount;
  const refund = state.make('refund', {
    amount,
    currency: intent.currency,
    payment_intent: intent.id,
    charge: charge.id,
    status: state.refundsEnd,
    metadata: params.metadata ?? {},
  }) as Refund;
  owners.set(refund, account);
  state.refunds.set(refund.id, refund);
  tell(state, 'refund.created', refund);
  return refund;
}

function unexpectedState(intent: Intent): never {
  throw new StripeRefusal(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    payment_intent: intent,
  });
}

function missing(): never {
  throw new StripeRefusal(404, { type: 'invalid_request_error', code: 'resource_missing' });
}

function intentOf(state: FakeState, request: Performed): Intent {
  const intent = state.intents.get(request.pathParams.intent ?? '');
  return intent !== undefined && ownedBy(intent, request) ? intent : missing();
}

/** Whose account each thing was made in: no other one sees it. */
const owners = new WeakMap<object, string>();

function ownedBy(thing: Thing, { account }: Performed): boolean {
  return (owners.get(thing) ?? '') === account;
}

function readerOf(state: FakeState, { pathParams }: Performed): Reader {
  return state.readers.get(pathParams.reader ?? '') ?? missing();
}

/** An intent with its charge put in where that was asked for. */
function shown(state: FakeState, intent: Intent, { params }: Pick<Performed, 'params'>): unknown {
  const expand = (params.expand ?? []) as readonly string[];
  if (!expand.some((path) => path.endsWith('latest_charge'))) return intent;
  return { ...intent, latest_charge: state.charges.get(intent.latest_charge ?? '') ?? null };
}

function listed(state: FakeState, things: readonly Thing[], request: Performed): unknown {
  const { created, payment_intent, starting_after, limit } = request.params as {
    readonly created?: { readonly gte?: number };
    readonly payment_intent?: string;
    readonly starting_after?: string;
    readonly limit?: number;
  };
  const from = things.findIndex(({ id }) => id === starting_after) + 1;
  const found = things
    .slice(from)
    .filter((thing) => ownedBy(thing, request))
    .filter((thing) => (thing.created as number) >= (created?.gte ?? 0))
    .filter((thing) => payment_intent === undefined || thing.payment_intent === payment_intent);
  const size = limit ?? 10;
  const data = found
    .slice(0, size)
    .map((thing) => (state.intents.has(thing.id) ? shown(state, thing as Intent, request) : thing));
  return page(data, found.length > size);
}

function page(data: readonly unknown[], more = false): unknown {
  return { object: 'list', data, has_more: more, url: '/v1/fake' };
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
