import { expect, test } from 'vitest';
import { type Books, compareBooks } from './compare-books.ts';

const approved = { providerId: 'pi_1', paymentId: 'p1', amount: 900, status: 'approved' } as const;
const agreed: Books = {
  booked: [approved],
  payments: [{ id: 'p1', amount: 900, state: 'approved' }],
  tenders: [{ saleId: 's1', paymentId: 'p1', amount: 900 }],
  refunded: new Map(),
  bookedRefunds: [],
  refunds: [],
};

test('books that agree have no differences', () => {
  expect(compareBooks(agreed)).toEqual([]);
});

test('money that came in without a sale is proposed to go back', () => {
  expect(compareBooks({ ...agreed, tenders: [] })).toEqual([
    { kind: 'charge_without_sale', paymentId: 'p1', amount: 900, proposed: 'refund' },
  ]);
  expect(compareBooks({ ...agreed, tenders: [], refunded: new Map([['p1', 900]]) })).toEqual([]);
  expect(compareBooks({ ...agreed, tenders: [], refunded: new Map([['p1', 400]]) })).toMatchObject([
    { amount: 500 },
  ]);
});

test('what a payment link brought needs no sale', () => {
  const byLink = { id: 'p1', amount: 900, state: 'approved', byLink: true } as const;
  expect(compareBooks({ ...agreed, payments: [byLink], tenders: [] })).toEqual([]);
});

test('a sale whose card was never charged is named with what is missing', () => {
  expect(compareBooks({ ...agreed, booked: [] })).toMatchObject([
    { kind: 'sale_without_charge', saleId: 's1', amount: 900, charged: 0 },
  ]);
  const less = { ...approved, amount: 800 };
  expect(compareBooks({ ...agreed, booked: [less] })).toMatchObject([
    { kind: 'sale_without_charge', charged: 800 },
  ]);
});

test('a charge that this system never made is shown, a declined one is not', () => {
  const strange = { providerId: 'pi_2', paymentId: null, amount: 100, status: 'approved' } as const;
  const declined = { ...strange, providerId: 'pi_3', status: 'declined' } as const;
  expect(compareBooks({ ...agreed, booked: [approved, strange, declined] })).toEqual([
    { kind: 'charge_not_ours', providerId: 'pi_2', amount: 100, proposed: 'look_at_provider' },
  ]);
});

test('a refunded sale stays in agreement, for its record stands beside that of the return', () => {
  const back = { saleId: 's2', paymentId: 'p1', amount: -900 };
  expect(
    compareBooks({
      ...agreed,
      tenders: [...agreed.tenders, back],
      refunded: new Map([['p1', 900]]),
    }),
  ).toEqual([]);
});

test('a refund from elsewhere is shown, one that failed or is ours is not', () => {
  const strange = { providerId: 're_1', refundId: null, amount: 100, status: 'succeeded' } as const;
  const books = {
    ...agreed,
    bookedRefunds: [
      strange,
      { ...strange, providerId: 're_2', status: 'failed' },
      { ...strange, providerId: 're_3' },
      { ...strange, providerId: 're_4', refundId: 'r4', status: 'pending' },
    ],
    refunds: [
      { id: 'r3', providerId: 're_3', amount: 100, expected: true },
      { id: 'r4', providerId: null, amount: 100, expected: true },
    ],
  } as const;
  expect(compareBooks(books)).toEqual([
    { kind: 'refund_not_ours', providerId: 're_1', amount: 100, proposed: 'look_at_provider' },
  ]);
});

test('a refund that counts as done and that the provider does not have is named with what is missing', () => {
  const mine = { id: 'r1', providerId: 're_1', amount: 500, expected: true };
  const booked = { providerId: 're_1', refundId: 'r1', amount: 200, status: 'succeeded' } as const;
  const missing = {
    kind: 'refund_not_booked',
    refundId: 'r1',
    proposed: 'pay_out_otherwise',
  } as const;
  expect(compareBooks({ ...agreed, refunds: [mine] })).toEqual([
    { ...missing, amount: 500, booked: 0 },
  ]);
  expect(compareBooks({ ...agreed, refunds: [mine], bookedRefunds: [booked] })).toEqual([
    { ...missing, amount: 300, booked: 200 },
  ]);
  expect(compareBooks({ ...agreed, refunds: [{ ...mine, expected: false }] })).toEqual([]);
});
