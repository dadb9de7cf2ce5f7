/** A real server in a process that dies at the point of a payment it is told. */

import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { startServer } from '@second-chance/sync-server/src/main.ts';
import type { StripeKeys } from '@second-chance/sync-server/src/payments/open-providers.ts';
import pg from 'pg';
import { pino } from 'pino';
import { answerCalls } from '../faults/child-calls.ts';
import { passPoint, pointCalls, routeOf } from './kill-point.ts';

const WRITES = /^\s*(?:insert into|update)\s+(payment|refund|simulated_charge|simulated_refund)\b/;

type Query = (this: object, ...args: unknown[]) => unknown;
const written = new WeakMap<object, string>();
const { query } = pg.Client.prototype as unknown as { readonly query: Query };

/** Every commit of what belongs to a card is a point. */
function watchedQuery(this: object, ...args: unknown[]): unknown {
  const [first] = args;
  const text = typeof first === 'string' ? first : (first as { readonly text?: string })?.text;
  const table = WRITES.exec(text ?? '')?.[1];
  if (table !== undefined && !written.has(this)) written.set(this, table);
  if (text === 'commit') {
    const what = written.get(this);
    if (what !== undefined) passPoint(`server commits ${what}`);
    written.delete(this);
  }
  if (text === 'rollback') written.delete(this);
  return query.apply(this, args);
}
Object.assign(pg.Client.prototype, { query: watchedQuery });

/** Express shortens the address while it looks for a route. */
type Taken = IncomingMessage & { readonly originalUrl?: string };
const pathOf = ({ originalUrl, url }: Taken) => originalUrl ?? url ?? '';
const isAboutCards = (request: Taken) => /^\/sync\/(payments|refunds)\b/.test(pathOf(request));

subscribe('http.server.request.start', (message) => {
  const { request } = message as { readonly request: Taken };
  if (isAboutCards(request)) passPoint(`server takes ${routeOf(request.method, pathOf(request))}`);
});
subscribe('http.server.response.finish', (message) => {
  const { request } = message as { readonly request: Taken };
  if (isAboutCards(request))
    passPoint(`server answered ${routeOf(request.method, pathOf(request))}`);
});
// Stripe is the only one that a server asks over HTTP.
subscribe('http.client.request.created', (message) => {
  const { method, path } = (message as { readonly request: ClientRequest }).request;
  passPoint(`server asks Stripe ${routeOf(method, path)}`);
});
subscribe('http.client.response.finish', (message) => {
  const { method, path } = (message as { readonly request: ClientRequest }).request;
  passPoint(`Stripe answers ${routeOf(method, path)}`);
});

export interface CardServerStart {
  readonly port: number;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly stripe: StripeKeys | null;
}

export const cardServerCalls = {
  ...pointCalls,
  /** Answers the port that it listens on. */
  async start({ port, databaseUrl, dataDir, stripe }: CardServerStart): Promise<number> {
    const server = await startServer({
      ...{ port, host: '127.0.0.1', databaseUrl, dataDir },
      ...(stripe !== null && { stripe }),
      simulatedCustomerMs: 0,
      logger: pino({ level: 'warn' }, pino.destination(2)),
    });
    return Number(new URL(server.url).port);
  },
};

answerCalls(cardServerCalls);
