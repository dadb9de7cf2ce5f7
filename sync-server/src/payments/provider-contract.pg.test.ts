import { anId, ORGANIZATION_ID, STORE_ID } from '@second-chance/shared/test/builders.ts';
import { hasDataFile, needsDataFiles } from '@second-chance/shared/test/data-files.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeStripe, startFakeStripe } from '../../test/fake-stripe/fake-stripe.ts';
import { STRIPE_FIXTURES, STRIPE_SPEC } from '../../test/fake-stripe/openapi-request.ts';
import { asOwner, freshDatabase, type TestDatabase } from '../../test/postgres.ts';
import { openStripe } from './open-providers.ts';
import type { Collected } from './provider.ts';
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

test.runIf(hasStripe)('every request to Stripe fits its own description', () => {
  expect(fake?.log.length).toBeGreaterThan(50);
  expect(fake?.log.filter(({ problem }) => problem !== null)).toEqual([]);
});
