/** A migrated database with one organization and store, and the sync side of a server on it. */
import { createHash, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@second-chance/shared/contract/protocol.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';
import type { ItemId, RegisterId } from '@second-chance/shared/ids.ts';
import {
  aCategory,
  anItem,
  aSettings,
  aTaxRate,
  CATEGORY_ID,
  ORGANIZATION_ID,
  REGISTER_ID,
  STORE_ID,
  TAX_RATE_ID,
} from '@second-chance/shared/test/builders.ts';
import { aRegisterKey, type RegisterKey } from '@second-chance/shared/test/journal-builder.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import express from 'express';
import { pino } from 'pino';
import { loadServerKey } from '../src/accounts/server-key.ts';
import { inTenant } from '../src/db/tenant-transaction.ts';
import { createMetrics } from '../src/http/metrics.ts';
import { errorHandler } from '../src/http/send-error.ts';
import { openLiveBus } from '../src/live/live-bus.ts';
import { openProviders } from '../src/payments/open-providers.ts';
import { beginEpoch } from '../src/registers/enrolment-repository.ts';
import { syncRouter } from '../src/sync/sync-router.ts';
import { asOwner, freshDatabase } from './postgres.ts';

export type SyncFixture = Awaited<ReturnType<typeof syncFixture>>;

/** What a till knows of itself. */
export interface TestTill {
  readonly key: RegisterKey;
  readonly registerId: RegisterId;
  readonly epoch: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  readonly body: any;
}

export interface Sent {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Changes to the proof's claims, after they were made right. */
  readonly claims?: Record<string, unknown>;
}

export async function syncFixture({ beatMs }: { readonly beatMs?: number } = {}) {
  const database = await freshDatabase();
  let now = Date.now();
  const clock = () => now as EpochMs;
  await asOwner(database.url, async (owner) => {
    await owner.query('insert into organization values ($1, $2, $3, 0)', [
      ORGANIZATION_ID,
      'test',
      'Test',
    ]);
    await owner.query(
      'insert into store (organization_id, id, document, feed_number) values ($1, $2, $3, 1)',
      [ORGANIZATION_ID, STORE_ID, JSON.stringify(aSettings())],
    );
    await owner.query('insert into feed_scope values ($1, $2, 3)', [ORGANIZATION_ID, STORE_ID]);
    await owner.query(
      'insert into tax_rate (organization_id, store_id, id, document, feed_number) values ($1, $2, $3, $4, 2)',
      [ORGANIZATION_ID, STORE_ID, TAX_RATE_ID, JSON.stringify(aTaxRate())],
    );
    await owner.query(
      'insert into category (organization_id, store_id, id, document, feed_number) values ($1, $2, $3, $4, 3)',
      [ORGANIZATION_ID, STORE_ID, CATEGORY_ID, JSON.stringify(aCategory())],
    );
  });
  const logger = pino({ level: 'silent' });
  const app = express();
  const closing = new AbortController();
  const live = openLiveBus({ url: database.url, onError: () => undefined });
  const deps = {
    ...database,
    live,
    closing: closing.signal,
    clock,
    logger,
    serverKey: await loadServerKey(database.db, clock()),
    metrics: createMetrics(),
    providers: openProviders({ db: database.db, clock, stripe: null, simulatedCustomerMs: 0 }),
    defaultOrganization: null,
  };
  app.use((request, _response, next) => {
    Object.assign(request, { log: logger });
    next();
  });
  const options = beatMs === undefined ? {} : { beatMs };
  app.use('/sync', syncRouter(deps as unknown as Parameters<typeof syncRouter>[0], options));
  app.use(errorHandler);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function send(
    path: string,
    { method = 'POST', body, headers = {} }: Sent,
  ): Promise<Answer> {
    const response = await fetch(origin + path, {
      method,
      headers: { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), ...headers },
      ...(body === undefined
        ? {}
        : {
            body:
              body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
          }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text ? JSON.parse(text) : null,
    };
  }

  return {
    ...database,
    deps,
    origin,
    send,
    /** A GET whose answer nobody unpacks. */
    async sendRaw(path: string, headers: Record<string, string>) {
      const sent = httpRequest(origin + path, {
        headers: { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), ...headers },
      }).end();
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      const chunks: Buffer[] = [];
      for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
      return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
    },
    /** Tells long answers that the node stops. */
    stop: () => closing.abort(),
    setClock(at: number) {
      now = at;
    },
    clock,
    /** A request with a till's proof. */
    sendAs(till: TestTill, path: string, sent: Sent = {}): Promise<Answer> {
      const { method = 'POST', body } = sent;
      const bytes =
        body instanceof Uint8Array
          ? body
          : Buffer.from(body === undefined ? '' : JSON.stringify(body));
      const proof = proofOf(till, { method, path, bytes, now, claims: sent.claims ?? {} });
      return send(path, {
        method,
        ...(bytes.length > 0 && { body: bytes }),
        headers: { authorization: `Till ${proof}`, ...sent.headers },
      });
    },
    /** A register with an epoch begun, as if a device had enrolled. */
    async addTill({ registerId = REGISTER_ID, code = 'A1' } = {}): Promise<TestTill> {
      const key = aRegisterKey();
      const place = { organizationId: ORGANIZATION_ID, storeId: STORE_ID, registerId };
      const epoch = await inTenant(database.db, ORGANIZATION_ID, async (tx) => {
        await tx
          .insertInto('register')
          .values({
            organization_id: ORGANIZATION_ID,
            store_id: STORE_ID,
            id: registerId,
            code,
            name: code,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const { epoch } = await tx
          .selectFrom('register')
          .select('epoch')
          .where('id', '=', registerId)
          .executeTakeFirstOrThrow();
        await beginEpoch(tx, place, {
          epoch: epoch + 1,
          publicKey: key.publicKeyJwk,
          keyId: key.keyId,
          appVersion: 'test',
          at: clock(),
        });
        return epoch + 1;
      });
      return { key, registerId, epoch };
    },
    /** Items with stock on hand, in the feed. */
    async addItems(items: readonly (Partial<ItemDocument> & { id: ItemId; onHand: number })[]) {
      await asOwner(database.url, async (owner) => {
        for (const { onHand, ...fields } of items) {
          const document = anItem(fields);
          const { rows } = await owner.query(
            'update feed_scope set last_number = last_number + 2 returning last_number',
          );
          const last = Number(rows[0].last_number);
          await owner.query(
            'insert into item (organization_id, store_id, id, document, feed_number) values ($1, $2, $3, $4, $5)',
            [ORGANIZATION_ID, STORE_ID, document.id, JSON.stringify(document), last - 1],
          );
          await owner.query(
            'insert into stock_level (organization_id, store_id, item_id, on_hand, feed_number) values ($1, $2, $3, $4, $5)',
            [ORGANIZATION_ID, STORE_ID, document.id, onHand, last],
          );
        }
      });
    },
    /** Rows of a table as the owner sees them, with whatever condition. */
    // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever is there
    query(text: string, values: readonly unknown[] = []): Promise<any[]> {
      return asOwner(database.url, async (owner) => (await owner.query(text, [...values])).rows);
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await live.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** A till's proof: a JWT over the request, signed by its key. */
export function proofOf(
  { key, registerId, epoch }: TestTill,
  request: {
    readonly method: string;
    readonly path: string;
    readonly bytes: Uint8Array;
    readonly now: number;
    readonly claims?: Record<string, unknown>;
  },
): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = {
    iss: registerId,
    org: ORGANIZATION_ID,
    epoch,
    htm: request.method,
    htu: request.path,
    bh: createHash('sha256').update(request.bytes).digest('base64url'),
    iat: Math.floor(request.now / 1_000),
    jti: randomUUID(),
    ...request.claims,
  };
  const signed = `${encode({ alg: 'EdDSA' })}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
}
