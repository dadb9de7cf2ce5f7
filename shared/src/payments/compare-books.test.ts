import { expect, test } from 'vitest';
import { type Books, compareBooks } from './compare-books.ts';

const approved = { providerId: 'pi_1', paymentId: 'p1', amount: 900, status: 'approved' } as const;
const agreed: Books = {
  booked: [approved],
  payments: [{ id: 'p1', amount: 900, state: 'approved' }],
  tenders: [{ saleId: 's1', paymentId: 'p1', amount: 900 }],
  refunded: new Map(),
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
