import { randomUUIDv7 } from 'node:crypto';
import type { Id, PaymentId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  EUR,
  ORGANIZATION_ID,
  REGISTER_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, freshDatabase, type TestDatabase } from '../../test/postgres.ts';
import { beginPayment } from './begin-payment.ts';
import { beginRefund } from './card-refunds.ts';
import { followOpen, UNKNOWN_ALARM_MS } from './follow-open.ts';
import { followPayment } from './follow-payment.ts';
import type { PaymentDeps } from './payment-deps.ts';
import { reconcile } from './reconcile.ts';
import { simulator } from './simulator/simulator-provider.ts';

const till = { organizationId: ORGANIZATION_ID, storeId: STORE_ID, registerId: REGISTER_ID };
const uuid = <Kind extends string>() => randomUUIDv7() as Id<Kind>;
const BEGAN = Date.now() as EpochMs;

let database: TestDatabase;
let deps: PaymentDeps;
let now: number = BEGAN;

beforeAll(async () => {
  database = await freshDatabase();
  await query(`insert into organization values ($1, 'test', 'Test', 0)`, [ORGANIZATION_ID]);
  const clock = () => now as EpochMs;
  deps = {
    db: database.db,
    clock,
    logger: pino({ level: 'silent' }),
    providers: {
      simulator: simulator({ db: database.db, clock, customerMs: 0 }),
      stripe: null,
    },
  };
});
afterAll(() => database[Symbol.asyncDispose]());

function query(text: string, values: readonly unknown[] = []) {
  return asOwner(database.url, async (owner) => (await owner.query(text, [...values])).rows);
}

const exceptions = () => query('select kind, details from exception order by kind, raised_at');

/** A card payment of 25.00, approved unless the amount says otherwise. */
async function aPayment(amount = 2_500) {
  const payment = { paymentId: uuid<'Payment'>(), saleId: uuid<'Sale'>() };
  const wanted = { ...payment, amount: minorUnits(amount), currency: EUR };
  await beginPayment(deps, till, { ...wanted, readerId: null, lines: [] });
  await followPayment(deps, till, payment.paymentId);
  return payment;
}

let seq = 0;

/** A sale by that card as its journal and projection have it; only what is compared is true. */
async function aSale({ paymentId, saleId }: { paymentId: PaymentId; saleId: Id<'Sale'> }) {
  seq += 1;
  const place = [ORGANIZATION_ID, STORE_ID, REGISTER_ID];
  const tenders = [{ kind: 'card', tenderId: uuid(), paymentId, amount: 2_500 }];
  await query(
    `insert into journal_entry
     values ($1, $2, $3, 1, 'live', $4, 'sale_completed', $5, $6, $7, 0)`,
    [...place, seq, BEGAN, `hash ${seq}`, JSON.stringify({ payload: { tenders } })],
  );
  await query(
    `insert into sale (organization_id, store_id, id, register_id, epoch, seq, hash,
       receipt_number, kind, shift_id, at, business_day, line_count, currency, net, tax, gross,
       cash_rounding, received_at)
     values ($1, $2, $4, $3, 1, $5, $6, $6, 'sale', $4, $7, '2026-11-24', 1, 'EUR', 2500, 0, 2500,
       0, 0)`,
    [...place, saleId, seq, `hash ${seq}`, BEGAN],
  );
  await query(`insert into sale_tender values ($1, $2, $3, 1, 'card', 2500)`, [
    ...place.slice(0, 2),
    saleId,
  ]);
}

test('what the provider has and no journal, and what a journal has and no provider, is an exception with what to do', async () => {
  const [agreed, unsold, uncharged] = [await aPayment(), await aPayment(), await aPayment()];
  await aSale(agreed);
  await aSale(uncharged);
  await query('delete from simulated_charge where id = $1', [uncharged.paymentId]);
  const strange = uuid();
  await query(
    `insert into simulated_charge (organization_id, store_id, id, amount, currency, status, act,
       due_at, captured, refunded, created_at)
     values ($1, $2, $3, 700, 'EUR', 'approved', 'approve', 0, true, 0, $4)`,
    [ORGANIZATION_ID, STORE_ID, strange, BEGAN],
  );
  now = BEGAN + 60_000;
  const span = { since: (BEGAN - 1_000) as EpochMs, until: now as EpochMs };
  expect(await reconcile(deps, till, span)).toMatchObject({ charges: 3 });
  await reconcile(deps, till, span);
  expect(await exceptions()).toMatchObject([
    { kind: 'charge_not_ours', details: { about: strange, proposed: 'look_at_provider' } },
    {
      kind: 'charge_without_sale',
      details: { about: unsold.paymentId, amount: 2_500, proposed: 'refund' },
    },
    {
      kind: 'sale_without_charge',
      details: { about: uncharged.paymentId, charged: 0, proposed: 'collect_otherwise' },
    },
  ]);
  await query('delete from exception');
});

test('refunds are compared both ways', async () => {
  now = BEGAN + 600_000;
  const began = now as EpochMs;
  const payment = await aPayment();
  await aSale(payment);
  const give = async (amount: number) => {
    const refundId = uuid<'Refund'>();
    const wanted = { refundId, paymentId: payment.paymentId, saleId: null };
    const begun = await beginRefund(deps, till, { ...wanted, amount: minorUnits(amount) });
    expect(begun).toMatchObject({ ok: true, value: { state: 'succeeded' } });
    return refundId;
  };
  const [, missing] = [await give(500), await give(300)];
  await query('delete from simulated_refund where id = $1', [missing]);
  const strange = uuid();
  await query('insert into simulated_refund values ($1, $2, $3, $4, 200, $5)', [
    ORGANIZATION_ID,
    STORE_ID,
    strange,
    payment.paymentId,
    began,
  ]);
  now = began + 60_000;
  const span = { since: (began - 1_000) as EpochMs, until: now as EpochMs };
  await reconcile(deps, till, span);
  await reconcile(deps, till, span);
  expect(await exceptions()).toMatchObject([
    { kind: 'refund_not_booked', details: { about: missing, amount: 300, booked: 0 } },
    { kind: 'refund_not_ours', details: { about: strange, amount: 200 } },
  ]);
  await query('delete from exception');
});

test('what another store of the organization took by the same account is no difference', async () => {
  now = BEGAN + 1_200_000;
  const { paymentId } = await aPayment();
  await query('update payment set store_id = $2 where id = $1', [paymentId, uuid()]);
  const stranger = await aPayment();
  await query('delete from payment where id = $1', [stranger.paymentId]);
  const span = { since: (now - 1_000) as EpochMs, until: (now + 60_000) as EpochMs };
  await reconcile(deps, till, span);
  expect(await exceptions()).toMatchObject([
    { kind: 'charge_not_ours', details: { about: stranger.paymentId } },
  ]);
  await query('delete from exception');
});

test('what is unknown alarms after ten minutes and not before, with what to do', async () => {
  now = BEGAN + 3_600_000;
  const began = now;
  const { paymentId, saleId } = await aPayment(2_507);
  now = began + UNKNOWN_ALARM_MS - 1;
  await followOpen(deps, ORGANIZATION_ID);
  expect(await exceptions()).toEqual([]);
  now = began + UNKNOWN_ALARM_MS + 60_000;
  await followOpen(deps, ORGANIZATION_ID);
  expect(await exceptions()).toMatchObject([
    {
      kind: 'payment_unknown',
      details: { about: paymentId, saleId, amount: 2_507, since: began, proposed: 'ask_provider' },
    },
  ]);
});
