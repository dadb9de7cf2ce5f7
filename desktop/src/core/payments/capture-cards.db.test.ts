import type { PaymentView } from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { minorUnits, ZERO } from '@second-chance/shared/money/minor-units.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { AT, anId, EUR } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { openTestTill } from '../test/open-test-till.ts';
import { GRACE } from '../test/small-shop.ts';
import { captureStep } from './capture-cards.ts';
import { insertPayment, markSold, movePayment } from './payment-rows.ts';

const PAYMENT = anId<'Payment'>(1);
const amount = minorUnits(2_500);
const held: PaymentView = {
  paymentId: PAYMENT,
  saleId: anId<'Sale'>(1),
  provider: 'simulator',
  state: 'approved',
  amount,
  currency: EUR,
  refunded: ZERO,
  card: null,
  declined: null,
  prompt: null,
  captured: false,
  clientSecret: null,
  version: 3,
  updatedAt: AT,
};

/** A till with an approved payment whose money is only held, and a server that answers in turn. */
async function aHeldPayment(view: PaymentView = held) {
  const shop = await openTestTill();
  const { store } = shop;
  store.transaction(() =>
    insertPayment(store, {
      ...{ paymentId: PAYMENT, saleId: held.saleId, amount, currency: EUR, readerId: null },
      ...{ lines: [], training: false, staffId: GRACE.staffId, createdAt: AT },
    }),
  );
  movePayment(store, PAYMENT, { event: { kind: 'sending' }, at: AT });
  const says = { kind: 'approved' } as const;
  movePayment(store, PAYMENT, { event: { kind: 'provider', says }, at: AT, view });
  const asked: string[] = [];
  const step = (answer: Result<unknown, CodedError>) =>
    captureStep(
      {
        store,
        log: () => undefined,
        call: async ({ path }) => {
          asked.push(path);
          return answer;
        },
      },
      new AbortController().signal,
    );
  return Object.assign(shop, { asked, step });
}

test('what a card holds is taken once its sale is written, and not before', async () => {
  await using shop = await aHeldPayment();
  expect(await shop.step(ok({ ...held, captured: true }))).toBe('done');
  expect(shop.asked).toEqual([]);
  shop.store.transaction(() => markSold(shop.store, PAYMENT));
  expect(await shop.step(ok({ ...held, captured: true }))).toBe('again');
  expect(await shop.step(ok({ ...held, captured: true }))).toBe('done');
  expect(shop.asked).toEqual([`/sync/payments/${PAYMENT}/capture`]);
});

test('a capture whose answer is lost is asked for again', async () => {
  await using shop = await aHeldPayment();
  shop.store.transaction(() => markSold(shop.store, PAYMENT));
  expect(await shop.step(err({ code: 'SERVER_UNREACHABLE', message: '' }))).toBe('failed');
  expect(await shop.step(ok(held)), 'the provider did not take it yet').toBe('failed');
  expect(await shop.step(ok({ ...held, captured: true }))).toBe('again');
  expect(shop.asked).toHaveLength(3);
});

test('money that was taken at once is not asked for again', async () => {
  await using shop = await aHeldPayment({ ...held, captured: true });
  shop.store.transaction(() => markSold(shop.store, PAYMENT));
  expect(await shop.step(ok(held))).toBe('done');
  expect(shop.asked).toEqual([]);
});
