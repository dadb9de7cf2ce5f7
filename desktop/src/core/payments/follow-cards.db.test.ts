import {
  CUSTOMER_WAITS_MS,
  type PaymentView,
} from '@second-chance/shared/contract/card-payments.ts';
import type { CodedError } from '@second-chance/shared/contract/errors.ts';
import { minorUnits, ZERO } from '@second-chance/shared/money/minor-units.ts';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import { AT, anId, EUR } from '@second-chance/shared/test/builders.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { expect, test, vi } from 'vitest';
import { openTestTill } from '../test/open-test-till.ts';
import { GRACE } from '../test/small-shop.ts';
import { followCards } from './follow-cards.ts';
import { insertPayment, movePayment, paymentById } from './payment-rows.ts';

const PAYMENT = anId<'Payment'>(1);
const SALE = anId<'Sale'>(1);
const amount = minorUnits(2_500);
const BEGIN = 'POST /sync/payments';
const CANCEL = `POST /sync/payments/${PAYMENT}/cancel`;

function view(state: PaymentView['state']): PaymentView {
  return {
    ...{ paymentId: PAYMENT, saleId: SALE, provider: 'simulator', state, amount, currency: EUR },
    ...{ refunded: ZERO, card: null, declined: null, prompt: null, captured: true },
    ...{ clientSecret: null, version: 3, updatedAt: AT },
  };
}
const unreachable: Result<unknown, CodedError> = err({ code: 'SERVER_UNREACHABLE', message: '' });

/** A till that died with a payment on its disk, started again so much later. */
async function leftBehind(
  { sent, laterMs }: { readonly sent: boolean; readonly laterMs: number },
  answers: Readonly<Record<string, Result<unknown, CodedError>[]>>,
) {
  const shop = await openTestTill();
  const { store } = shop;
  store.transaction(() =>
    insertPayment(store, {
      ...{ paymentId: PAYMENT, saleId: SALE, amount, currency: EUR, readerId: null },
      ...{ lines: [], training: false, staffId: GRACE.staffId, createdAt: AT },
    }),
  );
  if (sent) movePayment(store, PAYMENT, { event: { kind: 'sending' }, at: AT });
  const asked: string[] = [];
  const cards = followCards({
    store,
    clock: () => (AT + laterMs) as EpochMs,
    random: () => 0,
    changed: () => undefined,
    settled: () => undefined,
    log: () => undefined,
    call: async ({ method, path }) => {
      asked.push(`${method} ${path}`);
      return answers[`${method} ${path}`]?.shift() ?? unreachable;
    },
  });
  const settlesAs = async (state: string) => {
    await vi.waitFor(() => expect(paymentById(store, PAYMENT)?.state).toBe(state));
    await cards.stop();
    return asked;
  };
  return Object.assign(shop, { settlesAs });
}

test('what was sent and not answered is sent again under its id, and the server says what is', async () => {
  const answers = { [BEGIN]: [unreachable, ok(view('approved'))] };
  await using shop = await leftBehind({ sent: true, laterMs: 1_000 }, answers);
  expect(await shop.settlesAs('approved')).toEqual([BEGIN, BEGIN]);
});

test.for([
  ['given up where it was never sent', false, {}, 'canceled', []],
  ['closed at the server', true, { [CANCEL]: [ok(view('canceled'))] }, 'canceled', [CANCEL]],
  ['found approved', true, { [CANCEL]: [ok(view('approved'))] }, 'approved', [CANCEL]],
] as const)(
  'hours later no reader asks for a card by itself: the payment is %s',
  async ([, sent, answers, state, asked]) => {
    const mutable = structuredClone(answers) as Record<string, Result<unknown, CodedError>[]>;
    await using shop = await leftBehind({ sent, laterMs: CUSTOMER_WAITS_MS + 1 }, mutable);
    expect(await shop.settlesAs(state)).toEqual(asked);
  },
);
