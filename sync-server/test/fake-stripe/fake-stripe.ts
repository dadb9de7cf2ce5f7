/**
 * Stripe over HTTP for tests: every request is checked against Stripe's own description, answers are
 * made from its fixtures, and intents, refunds, readers and idempotency keys have real state. Faults
 * are scripted: an answer lost before or after the work, an error status, slowness.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { readDataFile } from '@second-chance/shared/test/data-files.ts';
import { BadRequest, matchRequest, readStripeSpec, STRIPE_FIXTURES } from './openapi-request.ts';
import { type FakeState, newFakeState, perform, StripeRefusal } from './state.ts';
import { createWebhooks, type FakeWebhooks } from './webhooks.ts';

/** What happens to the next request to a route; each is used once. */
export interface Fault {
  /** `POST /v1/payment_intents/{intent}/cancel`, or a beginning of it. */
  readonly on: string;
  readonly does:
    | 'lose_before'
    | 'lose_after'
    | 'conflict'
    | 'rate_limit'
    | 'error_before'
    | 'error_after'
    | { readonly slowMs: number };
}

export interface FakeStripe {
  readonly url: string;
  readonly state: FakeState;
  readonly webhooks: FakeWebhooks;
  /** Every request that came: method and route, with what was wrong with it, if anything. */
  readonly log: { readonly call: string; readonly problem: string | null }[];
  /** Faults that are waiting to happen. */
  readonly faults: Fault[];
  /** Faults that happened. */
  readonly struck: Fault[];
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

interface Replay {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: unknown;
}

export async function startFakeStripe(): Promise<FakeStripe> {
  const spec = readStripeSpec();
  const fixtures = (
    JSON.parse(readDataFile(STRIPE_FIXTURES)) as { readonly resources: Record<string, object> }
  ).resources;
  const state = newFakeState(fixtures);
  const replays = new Map<string, Replay>();
  const log: FakeStripe['log'] = [];
  const faults: Fault[] = [];
  const struck: Fault[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const { pathname, search } = new URL(request.url ?? '/', 'http://fake');
    const method = request.method ?? 'GET';
    const reply = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_fake' });
      response.end(JSON.stringify(value));
    };
    let call = `${method} ${pathname}`;
    try {
      checkEnvelope(request, { method, body });
      const matched = matchRequest(spec, { method, path: pathname, query: search.slice(1), body });
      call = `${method} ${matched.route}`;
      const at = faults.findIndex(({ on }) => call.startsWith(on));
      const fault = at < 0 ? undefined : faults.splice(at, 1)[0];
      if (fault !== undefined) struck.push(fault);
      log.push({ call, problem: null });
      const does = fault?.does;
      if (typeof does === 'object') await pause(does.slowMs);
      if (does === 'lose_before') return void request.socket.destroy();
      if (does === 'conflict')
        return reply(409, failure('idempotency_error', 'idempotency_key_in_use'));
      if (does === 'rate_limit') return reply(429, failure('invalid_request_error', 'rate_limit'));
      const key = request.headers['idempotency-key'];
      const fingerprint = createHash('sha256').update(`${call}\n${body}`).digest('hex');
      const work = () => {
        if (does === 'error_before') return { status: 500, body: failure('api_error', 'broken') };
        const done = worked(() =>
          perform(state, { ...matched, method, account: accountOf(request) }),
        );
        return does === 'error_after'
          ? { status: 500, body: failure('api_error', 'broken') }
          : done;
      };
      const done =
        method === 'POST' && typeof key === 'string'
          ? onceFor(replays, { key: `${accountOf(request)} ${key}`, fingerprint }, work)
          : work();
      if (does === 'lose_after') return void request.socket.destroy();
      reply(done.status, done.body);
    } catch (thrown) {
      if (!(thrown instanceof BadRequest)) throw thrown;
      log.push({ call, problem: thrown.message });
      reply(thrown.status, failure('invalid_request_error', 'parameter_unknown', thrown.param));
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      log.push({ call: 'fake', problem: String(thrown) });
      response.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    state,
    webhooks: createWebhooks(state),
    log,
    faults,
    struck,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What holds for every request: a key, the form encoding, an idempotency key on writes that need one. */
function checkEnvelope(
  { headers }: IncomingMessage,
  { method, body }: { readonly method: string; readonly body: string },
): void {
  if (!/^Bearer sk_test_\w+$/.test(headers.authorization ?? '')) {
    throw new BadRequest(401, 'authorization', 'Invalid API Key provided');
  }
  if (method === 'POST' && body !== '') {
    const type = headers['content-type'] ?? '';
    if (!type.startsWith('application/x-www-form-urlencoded')) {
      throw new BadRequest(400, 'content-type', `wrong encoding: ${type}`);
    }
  }
}

function accountOf({ headers }: IncomingMessage): string {
  const account = headers['stripe-account'] ?? headers['stripe-context'];
  return typeof account === 'string' ? account : '';
}

function worked(work: () => unknown): Omit<Replay, 'fingerprint'> {
  try {
    return { status: 200, body: structuredClone(work()) };
  } catch (thrown) {
    if (!(thrown instanceof StripeRefusal)) throw thrown;
    return { status: thrown.status, body: thrown.body };
  }
}

/** The same key answers the same, a failure too; the same key with another body is an error. */
function onceFor(
  replays: Map<string, Replay>,
  { key, fingerprint }: { readonly key: string; readonly fingerprint: string },
  work: () => Omit<Replay, 'fingerprint'>,
): Omit<Replay, 'fingerprint'> {
  const earlier = replays.get(key);
  if (earlier !== undefined) {
    return earlier.fingerprint === fingerprint
      ? earlier
      : { status: 400, body: failure('idempotency_error', 'idempotency_error') };
  }
  const done = work();
  replays.set(key, { fingerprint, ...done });
  return done;
}

function failure(type: string, code: string, param?: string) {
  return { error: { type, code, message: code, ...(param !== undefined && { param }) } };
}
