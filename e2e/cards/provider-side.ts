/** Who moves the money in a walk, and its own books, which no killed process can change. */

import type { StripeKeys } from '../../sync-server/src/payments/open-providers.ts';
import { PAYMENT, REFUND } from '../../sync-server/src/payments/stripe/our-names.ts';
import type { FakeStripe } from '../../sync-server/test/fake-stripe/fake-stripe.ts';
import type { Intent } from '../../sync-server/test/fake-stripe/state.ts';
import { asOwner } from '../../sync-server/test/postgres.ts';

/** What the customer at the reader does. */
export type Act = 'pays' | 'has_no_funds' | 'walks_away' | 'pays_unheard';

export interface BookedCharge {
  readonly paymentId: string;
  readonly amount: number;
  /** `open`: somebody could still be charged for it. */
  readonly status: 'charged' | 'held' | 'open' | 'closed';
  /** Each refund by our id of it. */
  readonly refunds: readonly { readonly refundId: string; readonly amount: number }[];
}

export interface ProviderSide {
  readonly name: 'stripe' | 'simulator';
  /** Makes it the provider of a store, whose money is taken at once or only held. */
  readonly serve: (capture: 'automatic' | 'manual') => Promise<void>;
  /** Lets the customers of what comes next act so; answers a price at which they do. */
  readonly customers: (act: Act) => number;
  readonly books: () => Promise<readonly BookedCharge[]>;
}

export interface Shop {
  readonly databaseUrl: string;
  readonly organizationId: string;
  readonly storeId: string;
}

const READER = 'tmr_fake900001';
const PROCESS = 'POST /v1/terminal/readers/{reader}/process_payment_intent';

export const keysOf = ({ url }: FakeStripe): StripeKeys => ({
  secretKey: 'sk_test_fake',
  publishableKey: 'pk_test_fake',
  webhookSecret: 'whsec_fake',
  apiBase: url,
});

/** Stripe with a reader in the shop, which the server drives. */
export async function stripeSide(fake: FakeStripe, shop: Shop): Promise<ProviderSide> {
  const { state } = fake;
  const reader = { ...state.make('terminal.reader', {}), status: 'online', action: null };
  state.readers.set(READER, { ...reader, id: READER });
  await asOwner(shop.databaseUrl, (owner) =>
    owner.query(
      `insert into card_reader
       values ($1, $2, gen_random_uuid(), 'Counter', 'stripe', $3, 'server', 0)`,
      [shop.organizationId, shop.storeId, READER],
    ),
  );
  return {
    name: 'stripe',
    serve: (capture) => choose(shop, 'stripe', capture),
    customers(act) {
      state.atReader = AT_READER[act];
      fake.faults.length = 0;
      if (act === 'pays_unheard') {
        const lost = { on: PROCESS, does: 'lose_after' } as const;
        // Stripe's own client sends once more where a connection breaks.
        fake.faults.push(lost, lost);
      }
      return 2_500;
    },
    books: async () => [...state.intents.values()].map((intent) => bookedAt(fake, intent)),
  };
}

const AT_READER = {
  pays: 'pay',
  pays_unheard: 'pay',
  has_no_funds: 'no_funds',
  walks_away: null,
} as const satisfies Readonly<Record<Act, unknown>>;

function bookedAt({ state }: FakeStripe, intent: Intent): BookedCharge {
  const refunds = [...state.refunds.values()].filter(
    ({ payment_intent, status }) => payment_intent === intent.id && status !== 'failed',
  );
  return {
    paymentId: intent.metadata[PAYMENT] ?? intent.id,
    amount: intent.amount,
    status:
      ({ succeeded: 'charged', requires_capture: 'held', canceled: 'closed' } as const)[
        intent.status
      ] ?? 'open',
    refunds: refunds.map(({ amount, metadata }) => ({
      refundId: (metadata as Record<string, string>)[REFUND] ?? '',
      amount,
    })),
  };
}

/** The simulator's customers do what the amount says. */
const PRICES: Readonly<Record<Act, number>> = {
  pays: 2_500,
  has_no_funds: 2_501,
  walks_away: 2_507,
  pays_unheard: 2_509,
};

export function simulatorSide(shop: Shop): ProviderSide {
  return {
    name: 'simulator',
    serve: (capture) => choose(shop, 'simulator', capture),
    customers: (act) => PRICES[act],
    books: () =>
      asOwner(shop.databaseUrl, async (owner) => {
        const { rows } = await owner.query(
          `select c.id as "paymentId", c.amount::int,
             case when c.status = 'approved' and c.captured then 'charged'
               when c.status = 'approved' then 'held'
               when c.status in ('declined', 'canceled') then 'closed' else 'open' end as status,
             coalesce((
               select jsonb_agg(jsonb_build_object('refundId', r.id, 'amount', r.amount))
               from simulated_refund r where r.charge_id = c.id
             ), '[]') as refunds
           from simulated_charge c`,
        );
        return rows as BookedCharge[];
      }),
  };
}

async function choose(
  { databaseUrl, organizationId, storeId }: Shop,
  provider: string,
  capture: string,
): Promise<void> {
  await asOwner(databaseUrl, (owner) =>
    owner.query(
      `insert into payment_settings values ($1, $2, $3, null, null, $4)
       on conflict (organization_id, store_id) do update
       set provider = excluded.provider, capture = excluded.capture`,
      [organizationId, storeId, provider, capture],
    ),
  );
}
