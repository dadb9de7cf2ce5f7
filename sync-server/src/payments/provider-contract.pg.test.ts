import { randomUUIDv7 } from 'node:crypto';
import type { PaymentId, RefundId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId, EUR, ORGANIZATION_ID, STORE_ID } from '@second-chance/shared/test/builders.ts';
import { hasDataFile, needsDataFiles } from '@second-chance/shared/test/data-files.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeStripe, startFakeStripe } from '../../test/fake-stripe/fake-stripe.ts';
import { STRIPE_FIXTURES, STRIPE_SPEC } from '../../test/fake-stripe/openapi-request.ts';
import { asOwner, freshDatabase, type TestDatabase } from '../../test/postgres.ts';
import { openStripe } from './open-providers.ts';
import type { Answer, Collected, PaymentScope } from './provider.ts';
import { type Simulator, simulator } from './simulator/simulator-provider.ts';
import { stripeProvider } from './stripe/stripe-provider.ts';
import { type ProviderWorld, providerContract } from './test/provider-contract.ts';

const hasStripe = hasDataFile(STRIPE_SPEC) && hasDataFile(STRIPE_FIXTURES);
const scope = { organizationId: ORGANIZATION_ID, storeId: STORE_ID, account: null, location: null };

let database: TestDatabase;
let fake: FakeStripe | null = null;
let simulated: Simulator;

beforeAll(async () => {
  database = await freshDatabase();
  await asOwner(database.url, (owner) =>
    owner.query('insert into organization values ($1, $2, $3, 0)', [
      ORGANIZATION_ID,
      'test',
      'Test',
    ]),
  );
  const clock = () => Date.now() as EpochMs;
  simulated = simulator({ db: database.db, clock, customerMs: 600_000 });
  if (hasStripe) {
    fake = await startFakeStripe();
    fake.state.readers.set('tmr_1', {
      ...fake.state.make('terminal.reader', { status: 'online', action: null }),
      id: 'tmr_1',
      status: 'online',
      action: null,
    });
  }
});

afterAll(async () => {
  await fake?.[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

function simulatedWorld(): ProviderWorld {
  const acts = {
    pay: 'approve',
    has_no_funds: 'decline_insufficient_funds',
    pin_is_wrong: 'decline_wrong_pin',
  } as const;
  return {
    provider: simulated,
    scope,
    reader: null,
    customer: (charge, does) => simulated.act(scope, charge, acts[does]),
    lossy: { amount: 2_509, arm: () => undefined },
  };
}

function stripeWorld(): ProviderWorld {
  const running = fake;
  if (running === null) throw new Error('the fake Stripe did not start');
  const customers = { pay: 'pay', has_no_funds: 'no_funds', pin_is_wrong: 'lose_pin' } as const;
  return {
    provider: stripeProvider(
      openStripe({
        secretKey: 'sk_test_fake',
        webhookSecret: '',
        publishableKey: '',
        apiBase: running.url,
      }),
    ),
    scope,
    reader: { id: anId<'Reader'>(1), providerId: 'tmr_1', way: 'server' },
    customer: async (_charge: Collected, does) => running.state.present('tmr_1', customers[does]),
    lossy: {
      amount: 2_500,
      // Stripe's own client sends once more, under the same key, where a connection breaks.
      arm() {
        const on = 'POST /v1/terminal/readers/{reader}/process_payment_intent';
        running.faults.push({ on, does: 'lose_after' }, { on, does: 'lose_after' });
      },
    },
  };
}

providerContract('the simulator', simulatedWorld);
if (hasStripe) providerContract('Stripe', stripeWorld);
else test('Stripe', (context) => needsDataFiles(context, STRIPE_SPEC, STRIPE_FIXTURES));

test.runIf(hasStripe)(
  'Stripe’s books leave out other organizations of one account, and other accounts',
  async () => {
    const { provider, reader } = stripeWorld();
    const account = 'acct_shared';
    const ours = { ...scope, account };
    const theirs = { ...ours, organizationId: anId<'Organization'>(0xee) };
    const elsewhere = { ...scope, account: 'acct_elsewhere' };

    async function paidAndGivenBack(by: PaymentScope): Promise<PaymentId> {
      const paymentId = randomUUIDv7() as PaymentId;
      const amount = minorUnits(2_500);
      const what = { paymentId, amount, currency: EUR, capture: 'automatic' as const };
      const charge = { ...what, reader, lines: [] };
      const created = valueIn(await provider.create(by, charge));
      const named = { ...charge, providerId: created.providerId };
      valueIn(await provider.collect(by, named));
      fake?.state.present('tmr_1', 'pay');
      const refundId = randomUUIDv7() as RefundId;
      valueIn(await provider.refund(by, { ...named, refundId, amount: minorUnits(100) }));
      return paymentId;
    }

    const own = await paidAndGivenBack(ours);
    for (const by of [theirs, elsewhere]) await paidAndGivenBack(by);
    // Made in the provider's own dashboard: nobody's by name, so everybody of the account has it.
    await fetch(`${fake?.url}/v1/payment_intents`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_fake', 'stripe-account': account },
      body: new URLSearchParams({ amount: '700', currency: 'eur' }),
    });
    const listed: unknown[] = [];
    for await (const { kind, paymentId } of provider.listSince(ours, 0 as EpochMs)) {
      listed.push([kind, paymentId]);
    }
    expect(listed).toEqual([
      ['charge', null],
      ['charge', own],
      ['refund', own],
    ]);
  },
);

function valueIn<T>(answer: Answer<T>): T {
  if (answer.kind !== 'answered') throw new Error(JSON.stringify(answer));
  return answer.value;
}

test.runIf(hasStripe)('every request to Stripe fits its own description', () => {
  expect(fake?.log.length).toBeGreaterThan(50);
  expect(fake?.log.filter(({ problem }) => problem !== null)).toEqual([]);
});
