import { randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Id } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  anId,
  EUR,
  ORGANIZATION_ID,
  REGISTER_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import { hasDataFile, needsDataFiles } from '@second-chance/shared/test/data-files.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeStripe, startFakeStripe } from '../../test/fake-stripe/fake-stripe.ts';
import { STRIPE_FIXTURES, STRIPE_SPEC } from '../../test/fake-stripe/openapi-request.ts';
import { signature, WEBHOOK_SECRET } from '../../test/fake-stripe/webhooks.ts';
import { asOwner, freshDatabase, type TestDatabase } from '../../test/postgres.ts';
import { beginPayment } from '../payments/begin-payment.ts';
import { beginRefund } from '../payments/card-refunds.ts';
import { openProviders } from '../payments/open-providers.ts';
import type { ServerDeps } from './deps.ts';
import { errorHandler } from './send-error.ts';
import { stripeWebhook } from './stripe-webhook.ts';

const READER_ID = anId<'Reader'>(7);
const till = { organizationId: ORGANIZATION_ID, storeId: STORE_ID, registerId: REGISTER_ID };
const uuid = <Kind extends string>() => randomUUIDv7() as Id<Kind>;

test('Stripe’s description is there to test against', (context) => {
  needsDataFiles(context, STRIPE_SPEC, STRIPE_FIXTURES);
  expect(hasDataFile(STRIPE_SPEC)).toBe(true);
});

describe.runIf(hasDataFile(STRIPE_SPEC) && hasDataFile(STRIPE_FIXTURES))(
  'what Stripe tells',
  () => {
    let database: TestDatabase;
    let fake: FakeStripe;
    let server: Server;
    let deps: ServerDeps;
    let url: string;

    beforeAll(async () => {
      database = await freshDatabase();
      fake = await startFakeStripe();
      fake.state.readers.set('tmr_1', {
        ...fake.state.make('terminal.reader', {}),
        id: 'tmr_1',
        status: 'online',
        action: null,
      });
      await asOwner(database.url, async (owner) => {
        await owner.query('insert into organization values ($1, $2, $3, 0)', [
          ORGANIZATION_ID,
          'test',
          'Test',
        ]);
        await owner.query(
          `insert into payment_settings values ($1, $2, 'stripe', null, null, 'automatic')`,
          [ORGANIZATION_ID, STORE_ID],
        );
        await owner.query(
          `insert into card_reader values ($1, $2, $3, 'Counter', 'stripe', 'tmr_1', 'server', 0)`,
          [ORGANIZATION_ID, STORE_ID, READER_ID],
        );
      });
      const clock = () => Date.now() as EpochMs;
      const stripe = {
        secretKey: 'sk_test_fake',
        webhookSecret: WEBHOOK_SECRET,
        publishableKey: 'pk_test_fake',
        apiBase: fake.url,
      };
      deps = {
        db: database.db,
        pool: database.pool,
        clock,
        logger: pino({ level: 'silent' }),
        stripe,
        providers: openProviders({ db: database.db, clock, stripe }),
      } as ServerDeps;
      const app = express();
      app.post('/webhooks/stripe', stripeWebhook(deps));
      app.use(errorHandler);
      server = createServer(app).listen(0, '127.0.0.1');
      await once(server, 'listening');
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`;
    });
    afterAll(async () => {
      server.close();
      await fake[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    });

    async function begun() {
      const wanted = {
        paymentId: uuid<'Payment'>(),
        saleId: uuid<'Sale'>(),
        amount: minorUnits(2_500),
        currency: EUR,
        readerId: null,
        lines: [],
      };
      const view = await beginPayment(deps, till, wanted);
      expect(view).toMatchObject({ ok: true, value: { state: 'in_progress' } });
      return wanted;
    }

    async function stateOf(paymentId: string): Promise<unknown> {
      const { rows } = await asOwner(database.url, (owner) =>
        owner.query('select state, refunded::int from payment where id = $1', [paymentId]),
      );
      return rows[0];
    }

    const stored = async () =>
      (await asOwner(database.url, (owner) => owner.query('select event_id from provider_event')))
        .rowCount;

    test('a payment that nobody watches is approved by what Stripe tells', async () => {
      const { paymentId } = await begun();
      fake.state.present('tmr_1', 'pay');
      expect(await fake.webhooks.send(url, fake.webhooks.take())).toEqual([200, 200]);
      expect(await stateOf(paymentId)).toMatchObject({ state: 'approved' });
    });

    test('events that come twice and in any order end in the same', async () => {
      const { paymentId, saleId } = await begun();
      fake.state.present('tmr_1', 'pay');
      const refund = { refundId: uuid<'Refund'>(), paymentId, saleId, amount: minorUnits(2_500) };
      // The refund is asked for before anybody was told of the approval.
      await fake.webhooks.send(url, fake.webhooks.take().slice(0, 1));
      await beginRefund(deps, till, refund);
      const events = fake.webhooks.take();
      const before = await stored();
      const disordered = [...events.toReversed(), ...events];
      const statuses = await fake.webhooks.send(url, disordered);
      expect(new Set(statuses)).toEqual(new Set([200]));
      expect(await stored()).toBe((before ?? 0) + events.length);
      expect(await stateOf(paymentId)).toEqual({ state: 'refunded', refunded: 2_500 });
    });

    test('a refund that a bank sends back after it was confirmed reaches a person, once', async () => {
      const { paymentId, saleId } = await begun();
      fake.state.present('tmr_1', 'pay');
      await fake.webhooks.send(url, fake.webhooks.take());
      const refund = { refundId: uuid<'Refund'>(), paymentId, saleId, amount: minorUnits(2_500) };
      expect(await beginRefund(deps, till, refund)).toMatchObject({
        value: { state: 'succeeded' },
      });
      fake.webhooks.take();
      const there = [...fake.state.refunds.values()].at(-1);
      fake.state.happened.push({
        type: 'refund.failed',
        object: Object.assign(there ?? {}, { status: 'failed' }),
      });
      const events = fake.webhooks.take();
      expect(await fake.webhooks.send(url, [...events, ...events])).toEqual([200, 200]);
      const { rows } = await asOwner(database.url, (owner) =>
        owner.query(
          `select r.state, e.kind, e.details ->> 'proposed' as proposed
           from refund r left join exception e on e.details ->> 'about' = r.id::text
           where r.id = $1`,
          [refund.refundId],
        ),
      );
      expect(rows).toEqual([
        { state: 'failed', kind: 'refund_failed', proposed: 'pay_out_otherwise' },
      ]);
    });

    test('a declined card closes the payment at Stripe as well', async () => {
      const { paymentId } = await begun();
      fake.state.present('tmr_1', 'no_funds');
      await fake.webhooks.send(url, fake.webhooks.take());
      expect(await stateOf(paymentId)).toMatchObject({ state: 'declined' });
      const intent = [...fake.state.intents.values()].at(-1);
      expect(intent?.status).toBe('canceled');
    });

    test.for([
      ['no signature', {}],
      ['the signature of somebody else', { 'stripe-signature': signature('{}', 'whsec_other') }],
      ['a signature of another body', { 'stripe-signature': signature('{"a":1}') }],
    ] as const)('%s changes nothing', async ([, headers]) => {
      const before = await stored();
      const answer = await fetch(url, { method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(401);
      expect(await stored()).toBe(before);
    });

    test('an event about what this system did not make is taken and left alone', async () => {
      const before = await stored();
      const strange = fake.state.make('payment_intent', { metadata: {} });
      const event = {
        id: 'evt_x',
        type: 'payment_intent.succeeded',
        created: 1,
        data: { object: strange },
      };
      expect(await fake.webhooks.send(url, [event])).toEqual([200]);
      expect(await stored()).toBe(before);
    });
  },
);
