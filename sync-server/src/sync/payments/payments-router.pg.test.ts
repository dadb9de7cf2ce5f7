import { randomUUIDv7 } from 'node:crypto';
import { paymentViewSchema } from '@second-chance/shared/contract/card-payments.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SyncFixture, syncFixture, type TestTill } from '../../../test/sync-fixture.ts';

let server: SyncFixture;
let till: TestTill;

beforeAll(async () => {
  server = await syncFixture();
  till = await server.addTill();
});
afterAll(() => server[Symbol.asyncDispose]());

function aPayment(amount: number) {
  return {
    paymentId: randomUUIDv7(),
    saleId: randomUUIDv7(),
    amount,
    currency: 'EUR',
    readerId: null,
    lines: [{ name: 'Lamp', quantity: 1, total: amount }],
  };
}

test('a till charges a card, waits for news of it, and gives a part back', async () => {
  const payment = aPayment(2_500);
  const begun = await server.sendAs(till, '/sync/payments', { body: payment });
  expect(begun.status).toBe(200);
  expect(paymentViewSchema.parse(begun.body).state).toBe('in_progress');
  const path = `/sync/payments/${payment.paymentId}?wait=5000&version=${begun.body.version}`;
  const news = await server.sendAs(till, path, { method: 'GET' });
  expect(paymentViewSchema.parse(news.body)).toMatchObject({
    state: 'approved',
    card: { lastFour: '4242' },
  });
  const refund = { refundId: randomUUIDv7(), paymentId: payment.paymentId, saleId: randomUUIDv7() };
  const back = await server.sendAs(till, '/sync/refunds', { body: { ...refund, amount: 500 } });
  expect(back.body).toMatchObject({ state: 'succeeded', amount: 500 });
  const again = await server.sendAs(till, `/sync/refunds/${refund.refundId}`, { method: 'GET' });
  expect(again.body).toEqual(back.body);
  const after = await server.sendAs(till, `/sync/payments/${payment.paymentId}`, { method: 'GET' });
  expect(after.body).toMatchObject({ state: 'approved', refunded: 500 });
});

test('the panel makes a simulated customer act', async () => {
  const payment = aPayment(2_506);
  await server.sendAs(till, '/sync/payments', { body: payment });
  const path = `/sync/payments/${payment.paymentId}`;
  const told = await server.sendAs(till, `${path}/simulate`, {
    body: { act: 'decline_expired_card' },
  });
  expect(told.body).toMatchObject({ state: 'declined', declined: 'expired_card' });
});

test.for([
  ['nothing', undefined, 400],
  ['an amount of nothing', { ...aPayment(1), amount: 0 }, 400],
  ['an amount with a fraction', { ...aPayment(1), amount: 10.5 }, 400],
  ['a card number', { ...aPayment(100), cardNumber: '4242424242424242' }, 400],
  ['an id that is none', { ...aPayment(100), paymentId: '../1' }, 400],
  ['a reader that the store does not have', { ...aPayment(100), readerId: randomUUIDv7() }, 404],
] as const)('%s begins no payment', async ([, body, status]) => {
  const before = await server.query('select count(*) from payment');
  const answer = await server.sendAs(till, '/sync/payments', body === undefined ? {} : { body });
  expect(answer.status).toBe(status);
  expect(answer.body.code).toMatch(/^[A-Z_]+$/);
  expect(await server.query('select count(*) from payment')).toEqual(before);
});

test('nobody without the proof of a register moves money', async () => {
  const payment = aPayment(2_500);
  for (const path of [
    '/sync/payments',
    `/sync/payments/${payment.paymentId}/cancel`,
    '/sync/payments/connection-token',
    '/sync/refunds',
  ]) {
    const answer = await server.send(path, { body: payment });
    expect(answer.status, path).toBe(401);
  }
  expect(await server.query('select 1 from payment where id = $1', [payment.paymentId])).toEqual(
    [],
  );
});
