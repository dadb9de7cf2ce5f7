import { randomUUIDv7 } from 'node:crypto';
import type { PaymentView } from '@second-chance/shared/contract/card-payments.ts';
import type { Id, PaymentId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import {
  anId,
  EUR,
  ORGANIZATION_ID,
  REGISTER_ID,
  STORE_ID,
} from '@second-chance/shared/test/builders.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asOwner, freshDatabase, type TestDatabase } from '../../test/postgres.ts';
import { beginPayment } from './begin-payment.ts';
import { beginRefund, followRefund } from './card-refunds.ts';
import { captureHeld, followOpen, UNKNOWN_ALARM_MS } from './follow-open.ts';
import { cancelPayment, capturePayment, followPayment } from './follow-payment.ts';
import type { PaymentDeps } from './payment-deps.ts';
import type { PaymentProvider } from './provider.ts';
import { reconcile } from './reconcile.ts';
import { simulator } from './simulator/simulator-provider.ts';

const till = { organizationId: ORGANIZATION_ID, storeId: STORE_ID, registerId: REGISTER_ID };
const elsewhere = { ...till, storeId: anId<'Store'>(0xee) };
const uuid = <Kind extends string>() => randomUUIDv7() as Id<Kind>;

let database: TestDatabase;
let deps: PaymentDeps;
let now = Date.now();
const clock = () => now as EpochMs;

beforeAll(async () => {
  database = await freshDatabase();
  await asOwner(database.url, (owner) =>
    owner.query('insert into organization values ($1, $2, $3, 0)', [
      ORGANIZATION_ID,
      'test',
      'Test',
    ]),
  );
});
beforeEach(() => {
  now = Date.now();
  deps = {
    db: database.db,
    clock,
    logger: pino({ level: 'silent' }),
    providers: {
      simulator: simulator({ db: database.db, clock, customerMs: 1_000 }),
      stripe: null,
    },
  };
});
afterAll(() => database[Symbol.asyncDispose]());

function aPayment(amount = 2_500, fields: { readonly saleId?: Id<'Sale'> } = {}) {
  return {
    paymentId: uuid<'Payment'>(),
    saleId: fields.saleId ?? uuid<'Sale'>(),
    amount: minorUnits(amount),
    currency: EUR,
    readerId: null,
    lines: [],
  };
}

const viewIn = (answer: { readonly ok: boolean }) =>
  (answer as unknown as { readonly value: PaymentView }).value;
const codeOf = (answer: { readonly ok: boolean }) =>
  (answer as { readonly error?: { readonly code: string } }).error?.code;

async function approved(amount = 2_500, fields: { readonly saleId?: Id<'Sale'> } = {}) {
  const wanted = aPayment(amount, fields);
  expect(viewIn(await beginPayment(deps, till, wanted)).state).toBe('in_progress');
  now += 1_000;
  expect(viewIn(await followPayment(deps, till, wanted.paymentId)).state).toBe('approved');
  return wanted;
}

function exceptionsAbout(id: string) {
  return asOwner(database.url, async (owner) => {
    const found = await owner.query<{ kind: string; details: Record<string, unknown> }>(
      `select kind, details from exception where details ->> 'about' = $1 order by raised_at`,
      [id],
    );
    return found.rows;
  });
}

function historyOf(paymentId: PaymentId) {
  return asOwner(database.url, async (owner) => {
    const found = await owner.query<{ state: string }>(
      'select state from payment_event where payment_id = $1 order by version',
      [paymentId],
    );
    return found.rows.map(({ state }) => state);
  });
}

test('a payment is in progress until its customer has acted, and then approved', async () => {
  const { paymentId } = await approved();
  const history = await historyOf(paymentId);
  expect(history[0]).toBe('in_progress');
  expect(history.at(-1)).toBe('approved');
});

test('beginning again answers how it stands and charges nothing more', async () => {
  const wanted = await approved();
  expect(viewIn(await beginPayment(deps, till, wanted)).state).toBe('approved');
  const other = { ...wanted, amount: minorUnits(2_400) };
  expect(codeOf(await beginPayment(deps, till, other))).toBe('PAYMENT_DIFFERS');
});

test('two beginnings of one payment at once are one charge', async () => {
  const wanted = aPayment();
  const begun = await Promise.all([1, 2, 3].map(() => beginPayment(deps, till, wanted)));
  expect(begun.map((one) => viewIn(one).state)).toEqual([
    'in_progress',
    'in_progress',
    'in_progress',
  ]);
  const charges = await asOwner(database.url, (owner) =>
    owner.query('select from simulated_charge where id = $1', [wanted.paymentId]),
  );
  expect(charges.rowCount).toBe(1);
});

test('while one payment of a ticket is not settled no other one begins', async () => {
  const first = aPayment();
  await beginPayment(deps, till, first);
  const second = aPayment(1_000, first);
  expect(codeOf(await beginPayment(deps, till, second))).toBe('PAYMENT_OPEN');
  now += 1_000;
  await followPayment(deps, till, first.paymentId);
  expect(viewIn(await beginPayment(deps, till, second)).state).toBe('in_progress');
});

test('a lost answer leaves the payment unknown until the provider says what happened', async () => {
  const charged = aPayment(2_509);
  expect(viewIn(await beginPayment(deps, till, charged)).state).toBe('unknown');
  expect(viewIn(await followPayment(deps, till, charged.paymentId)).state).toBe('approved');
  const never = aPayment(2_507);
  expect(viewIn(await beginPayment(deps, till, never)).state).toBe('unknown');
  expect(viewIn(await followPayment(deps, till, never.paymentId)).state).toBe('in_progress');
  expect(viewIn(await cancelPayment(deps, till, never)).state).toBe('canceled');
});

test('a payment that is given up before the server heard of it can never be charged', async () => {
  const wanted = aPayment();
  expect(viewIn(await cancelPayment(deps, till, wanted)).state).toBe('canceled');
  expect(viewIn(await beginPayment(deps, till, wanted)).state).toBe('canceled');
  const charges = await asOwner(database.url, (owner) =>
    owner.query('select from simulated_charge where id = $1', [wanted.paymentId]),
  );
  expect(charges.rowCount).toBe(0);
});

test('giving up too late answers that the card was charged', async () => {
  const wanted = await approved();
  expect(viewIn(await cancelPayment(deps, till, wanted)).state).toBe('approved');
});

test('another store neither sees, cancels, captures nor refunds a payment', async () => {
  const wanted = await approved();
  const { paymentId, saleId, amount } = wanted;
  expect(codeOf(await followPayment(deps, elsewhere, paymentId))).toBe('NOT_FOUND');
  expect(codeOf(await cancelPayment(deps, elsewhere, wanted))).toBe('NOT_FOUND');
  expect(codeOf(await capturePayment(deps, elsewhere, { paymentId, amount }))).toBe('NOT_FOUND');
  const refund = { refundId: uuid<'Refund'>(), paymentId, saleId, amount };
  expect(codeOf(await beginRefund(deps, elsewhere, refund))).toBe('NOT_FOUND');
});

test('refunds at once from two tills never give back more than was paid', async () => {
  const { paymentId } = await approved();
  const refunds = Array.from({ length: 4 }, () => ({
    refundId: uuid<'Refund'>(),
    paymentId,
    saleId: uuid<'Sale'>(),
    amount: minorUnits(1_000),
  }));
  const answers = await Promise.all(refunds.map((refund) => beginRefund(deps, till, refund)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
  expect(new Set(answers.flatMap((one) => codeOf(one) ?? []))).toEqual(
    new Set(['REFUND_TOO_LARGE']),
  );
  const again = await Promise.all(
    refunds.filter((_, at) => answers[at]?.ok).map((refund) => beginRefund(deps, till, refund)),
  );
  expect(again.map((one) => viewIn(one).state)).toEqual(['succeeded', 'succeeded']);
  const given = await asOwner(database.url, (owner) =>
    owner.query('select refunded from simulated_charge where id = $1', [paymentId]),
  );
  expect(given.rows).toEqual([{ refunded: '2000' }]);
});

test('a refund is found again by its id', async () => {
  const { paymentId, saleId, amount } = await approved();
  const refund = { refundId: uuid<'Refund'>(), paymentId, saleId, amount };
  await beginRefund(deps, till, refund);
  expect(await followRefund(deps, till, refund.refundId)).toMatchObject({
    ok: true,
    value: { state: 'succeeded', amount: 2_500 },
  });
  expect(codeOf(await followRefund(deps, till, uuid<'Refund'>()))).toBe('NOT_FOUND');
});

test('what nobody watches is asked about, and after ten minutes a person is told, once', async () => {
  const charged = aPayment(2_509);
  const stuck = aPayment(2_507);
  await beginPayment(deps, till, charged);
  await beginPayment(deps, till, stuck);
  now += 30_000;
  await followOpen(deps, ORGANIZATION_ID);
  expect((await historyOf(charged.paymentId)).at(-1)).toBe('approved');
  expect(await exceptionsAbout(stuck.paymentId)).toEqual([]);
  now += UNKNOWN_ALARM_MS;
  await followOpen(deps, ORGANIZATION_ID);
  now += UNKNOWN_ALARM_MS;
  await followOpen(deps, ORGANIZATION_ID);
  expect((await exceptionsAbout(stuck.paymentId)).map(({ kind }) => kind)).toEqual([
    'payment_unknown',
  ]);
});

describe('a provider that will not make the charge', () => {
  const REFUSED = { kind: 'refused', reason: 'other', message: '' } as const;

  function answering(create: PaymentProvider['create']): PaymentDeps {
    return {
      ...deps,
      providers: { stripe: null, simulator: { ...deps.providers.simulator, create } },
    };
  }

  test('ends the payment at once though its first answer was lost, and nobody is alarmed', async () => {
    const wanted = aPayment();
    const lost = answering(async () => ({ kind: 'lost', message: '' }));
    expect(viewIn(await beginPayment(lost, till, wanted)).state).toBe('unknown');
    now += UNKNOWN_ALARM_MS;
    await followOpen(
      answering(async () => REFUSED),
      ORGANIZATION_ID,
    );
    expect((await historyOf(wanted.paymentId)).at(-1)).toBe('canceled');
    expect(await exceptionsAbout(wanted.paymentId)).toEqual([]);
  });

  test('ends nothing that it made for another request meanwhile', async () => {
    const wanted = aPayment();
    const late = answering(async () => {
      await beginPayment(deps, till, wanted);
      return REFUSED;
    });
    expect(viewIn(await beginPayment(late, till, wanted)).state).toBe('in_progress');
    expect((await historyOf(wanted.paymentId)).at(-1)).toBe('in_progress');
  });

  test('and makes it late is asked to close it, because nobody waits for it', async () => {
    const wanted = aPayment();
    const late = answering(async (scope, charge) => {
      await followPayment(
        answering(async () => REFUSED),
        till,
        charge.paymentId,
      );
      return deps.providers.simulator.create(scope, charge);
    });
    expect(viewIn(await beginPayment(late, till, wanted)).state).toBe('canceled');
    const charges = await asOwner(database.url, (owner) =>
      owner.query('select status from simulated_charge where id = $1', [wanted.paymentId]),
    );
    expect(charges.rows).toEqual([{ status: 'canceled' }]);
  });
});

test('money that is held for a sale is taken though its till never did, and no other is', async () => {
  await asOwner(database.url, (owner) =>
    owner.query(
      `insert into payment_settings values ($1, $2, 'simulator', null, null, 'manual')
       on conflict (organization_id, store_id) do update set capture = 'manual'`,
      [ORGANIZATION_ID, STORE_ID],
    ),
  );
  const [sold, unsold] = [await approved(), await approved()];
  await insertSale(sold.saleId);
  await captureHeld(deps, ORGANIZATION_ID);
  expect(await capturedOf(sold.paymentId), 'the till has ten minutes').toBe(false);
  now += UNKNOWN_ALARM_MS + 1;
  await captureHeld(deps, ORGANIZATION_ID);
  expect(await capturedOf(sold.paymentId)).toBe(true);
  expect(await capturedOf(unsold.paymentId)).toBe(false);
  await asOwner(database.url, (owner) => owner.query('delete from payment_settings'));
});

/** A sale as the journal's projection writes it; only that it is there counts here. */
function insertSale(saleId: string): Promise<unknown> {
  return asOwner(database.url, (owner) =>
    owner.query(
      `insert into sale (organization_id, store_id, id, register_id, epoch, seq, hash,
         receipt_number, kind, shift_id, at, business_day, line_count, currency, net, tax, gross,
         cash_rounding, received_at)
       values ($1, $2, $3, $4, 1, 1, '', 'A1-1-000001', 'sale', $3, 1, '2026-11-24', 1, 'EUR', 2500,
         0, 2500, 0, 1)`,
      [ORGANIZATION_ID, STORE_ID, saleId, REGISTER_ID],
    ),
  );
}

async function capturedOf(paymentId: PaymentId): Promise<unknown> {
  const { rows } = await asOwner(database.url, (owner) =>
    owner.query('select captured from payment where id = $1', [paymentId]),
  );
  return rows[0]?.captured;
}

test('in training a card is simulated whatever the store takes, and no book misses a sale for it', async () => {
  now = Date.now() + 80 * 24 * 3_600_000;
  const span = { since: now as EpochMs, until: (now + 3_600_000) as EpochMs };
  const store = [ORGANIZATION_ID, STORE_ID];
  const setting = `insert into payment_settings values ($1, $2, 'stripe', 'acct_1', null, 'automatic')`;
  await asOwner(database.url, (owner) => owner.query(setting, store));
  const wanted = { ...aPayment(), training: true };
  expect(viewIn(await beginPayment(deps, till, wanted)).provider).toBe('simulator');
  now += 1_000;
  expect(viewIn(await followPayment(deps, till, wanted.paymentId)).state).toBe('approved');
  await asOwner(database.url, (owner) => owner.query('delete from payment_settings'));
  const { charges, differences } = await reconcile(deps, till, span);
  expect({ charges, differences }).toEqual({ charges: 1, differences: [] });
});

test('a charge without a sale is found by comparing the books, and told once', async () => {
  now = Date.now() + 40 * 24 * 3_600_000;
  const span = { since: now as EpochMs, until: (now + 3_600_000) as EpochMs };
  const { paymentId } = await approved();
  const first = await reconcile(deps, till, span);
  expect(first.differences).toEqual([
    { kind: 'charge_without_sale', paymentId, amount: 2_500, proposed: 'refund' },
  ]);
  await reconcile(deps, till, span);
  expect(await exceptionsAbout(paymentId)).toHaveLength(1);
  const refund = {
    refundId: uuid<'Refund'>(),
    paymentId,
    saleId: uuid<'Sale'>(),
    amount: minorUnits(2_500),
  };
  await beginRefund(deps, till, refund);
  expect((await reconcile(deps, till, span)).differences).toEqual([]);
});
