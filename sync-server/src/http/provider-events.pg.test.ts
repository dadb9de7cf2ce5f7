import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { EUR } from '@second-chance/shared/test/builders.ts';
import { hasDataFile, needsDataFiles } from '@second-chance/shared/test/data-files.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeStripe, startFakeStripe } from '../../test/fake-stripe/fake-stripe.ts';
import { STRIPE_FIXTURES, STRIPE_SPEC } from '../../test/fake-stripe/openapi-request.ts';
import { WEBHOOK_SECRET } from '../../test/fake-stripe/webhooks.ts';
import { type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';
import { beginPayment } from '../payments/begin-payment.ts';
import { followPayment } from '../payments/follow-payment.ts';

const READER = 'tmr_1';
const LOOK = 'GET /v1/payment_intents/{intent}';
const hasStripe = hasDataFile(STRIPE_SPEC) && hasDataFile(STRIPE_FIXTURES);

test('Stripe’s description is there to test against', (context) => {
  needsDataFiles(context, STRIPE_SPEC, STRIPE_FIXTURES);
  expect(hasStripe).toBe(true);
});

describe.runIf(hasStripe)('what Stripe told and nobody could act on', () => {
  let fake: FakeStripe;
  let server: RestFixture;
  let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;

  beforeAll(async () => {
    fake = await startFakeStripe();
    const reader = { ...fake.state.make('terminal.reader', {}), id: READER };
    fake.state.readers.set(READER, { ...reader, status: 'online', action: null });
    const keys = { secretKey: 'sk_test_fake', publishableKey: 'pk_test_fake', apiBase: fake.url };
    server = await restFixture({ stripe: { ...keys, webhookSecret: WEBHOOK_SECRET } });
    shop = await server.anOrganization('told');
    const place = [shop.organizationId, shop.store.storeId];
    await server.query(
      `insert into payment_settings values ($1, $2, 'stripe', null, null, 'automatic')`,
      place,
    );
    await server.query(
      `insert into card_reader
       values ($1, $2, gen_random_uuid(), 'Counter', 'stripe', $3, 'server', 0)`,
      [...place, READER],
    );
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await fake[Symbol.asyncDispose]();
  });

  const till = () => ({
    organizationId: shop.organizationId,
    storeId: shop.store.storeId,
    registerId: newId<'Register'>(),
  });

  async function begun() {
    const wanted = {
      ...{ paymentId: newId<'Payment'>(), saleId: newId<'Sale'>(), amount: minorUnits(2_500) },
      ...{ currency: EUR, readerId: null, lines: [] },
    };
    const view = await beginPayment(server.deps, till(), wanted);
    return { paymentId: wanted.paymentId, view };
  }

  const replay = (eventId: string) =>
    server.ask('POST', '/provider-events/replay', {
      token: shop.platform,
      body: { provider: 'stripe', eventId },
    });
  const undone = async () => {
    const listed = await server.ask('GET', '/provider-events?undone=true', {
      token: shop.platform,
    });
    return listed.body.rows as { readonly eventId: string; readonly problem: string | null }[];
  };
  const replaysOf = (eventId: string) =>
    server.query(
      `select a.role, l.store_id, l.at > 0 as "isDated", l.after
       from audit_log l join account a on a.id::text = l.actor
       where l.action = 'provider_event.replay' and l.subject = $1`,
      [eventId],
    );
  const historyOf = async (paymentId: string): Promise<string[]> =>
    (
      await server.query('select state from payment_event where payment_id = $1 order by version', [
        paymentId,
      ])
    ).map(({ state }) => state);

  test('is kept as failed, takes effect once when it is replayed, and never again', async () => {
    const { paymentId } = await begun();
    fake.state.present(READER, 'pay');
    const [event] = fake.webhooks.take().filter(({ type }) => type === 'payment_intent.succeeded');
    const eventId = event?.id ?? '';
    // Stripe's own client asks once more where a connection breaks.
    fake.faults.push({ on: LOOK, does: 'lose_before' }, { on: LOOK, does: 'lose_before' });
    expect(await fake.webhooks.send(`${server.url}/webhooks/stripe`, event ? [event] : [])).toEqual(
      [200],
    );
    expect(await undone()).toMatchObject([{ eventId, problem: 'UNAVAILABLE' }]);
    expect((await historyOf(paymentId)).at(-1)).toBe('unknown');

    const answered = await replay(eventId);
    expect(answered).toMatchObject({ status: 200, body: { eventId, problem: null, paymentId } });
    const history = await historyOf(paymentId);
    expect(history.at(-1)).toBe('approved');
    expect(await undone()).toEqual([]);

    expect((await replay(eventId)).body.problem).toBeNull();
    expect(await historyOf(paymentId)).toEqual(history);
    expect([...fake.state.charges.values()]).toHaveLength(1);
  });

  test('the audit log has who wanted it acted on again, of which store, and what it was', async () => {
    const { paymentId } = await begun();
    fake.state.present(READER, 'pay');
    const [event] = fake.webhooks.take().filter(({ type }) => type === 'payment_intent.succeeded');
    await fake.webhooks.send(`${server.url}/webhooks/stripe`, event ? [event] : []);
    expect((await replay(event?.id ?? '')).status).toBe(200);
    const { type } = event ?? {};
    expect(await replaysOf(event?.id ?? '')).toEqual([
      {
        ...{ role: 'platform_admin', store_id: shop.store.storeId, isDated: true },
        after: { provider: 'stripe', type, paymentId, problem: null },
      },
    ]);
  });

  test('an event that was never told cannot be replayed', async () => {
    const unknown = await replay('evt_none');
    expect(unknown).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(await undone()).toEqual([]);
    expect(await replaysOf('evt_none')).toEqual([]);
  });

  test('an event that a server died over is acted on when Stripe tells it again', async () => {
    const { paymentId } = await begun();
    fake.state.present(READER, 'pay');
    const events = fake.webhooks.take();
    for (const { id, type } of events) {
      await server.query(
        `insert into provider_event
           (organization_id, provider, event_id, type, payload, received_at)
         values ($1, 'stripe', $2, $3, $4, 0)`,
        [shop.organizationId, id, type, { paymentId }],
      );
    }
    await fake.webhooks.send(`${server.url}/webhooks/stripe`, events);
    expect((await historyOf(paymentId)).at(-1)).toBe('approved');
    expect(await undone()).toEqual([]);
  });

  test('a payment that never came to its reader is put there while its till waits, not otherwise', async () => {
    const on = 'POST /v1/terminal/readers/{reader}/process_payment_intent';
    fake.faults.push({ on, does: 'lose_before' }, { on, does: 'lose_before' });
    const { paymentId, view } = await begun();
    expect(view).toMatchObject({ ok: true, value: { state: 'unknown' } });
    const onReader = () => fake.state.readers.get(READER)?.action;
    const before = onReader();
    await followPayment(server.deps, till(), paymentId, { watched: true });
    expect(onReader()).not.toEqual(before);
    fake.state.present(READER, 'pay');
    const after = await followPayment(server.deps, till(), paymentId);
    expect(after).toMatchObject({ ok: true, value: { state: 'approved' } });
  });
});
