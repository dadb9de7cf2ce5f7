import { expect, test } from 'vitest';
import { compare, type ServerAccount, type TillAccount } from './compare.ts';

const till: TillAccount = {
  sales: [
    { saleId: 'one', receiptNumber: 'A1-1-000001', gross: 500 },
    { saleId: 'two', receiptNumber: 'A1-1-000002', gross: -200 },
  ],
  movements: { cup: -3 },
  onHand: { cup: 7 },
};
const server: ServerAccount = {
  sales: [
    { id: 'two', receiptNumber: 'A1-1-000002', gross: -200 },
    { id: 'one', receiptNumber: 'A1-1-000001', gross: 500 },
  ],
  onHand: { cup: 7 },
};
const opening = { cup: 10 };
const agreed = {
  tillTotalMinor: 300,
  serverTotalMinor: 300,
  duplicates: 0,
  missing: 0,
  stockMismatches: 0,
};

test('till and server that know the same sales and stock agree, in any order', () => {
  expect(compare({ tills: [till], server, opening })).toEqual(agreed);
});

test.for<[string, Partial<ServerAccount>, object]>([
  [
    'a sale that never came is missing',
    { sales: server.sales.slice(0, 1) },
    { missing: 1, serverTotalMinor: -200 },
  ],
  [
    'a sale that came twice is a duplicate, of its id and its number',
    { sales: [...server.sales, ...server.sales.slice(0, 1)] },
    { duplicates: 2, serverTotalMinor: 100 },
  ],
  [
    'a sale that no till rang up is a duplicate',
    { sales: [...server.sales, { id: 'three', receiptNumber: 'A1-1-000003', gross: 0 }] },
    { duplicates: 1 },
  ],
  [
    'a sale with another total is missing',
    { sales: server.sales.map((sale) => ({ ...sale, gross: sale.gross + 1 })) },
    { missing: 2, serverTotalMinor: 302 },
  ],
  ['stock that differs is counted by item', { onHand: { cup: 6 } }, { stockMismatches: 1 }],
  ['an item the server does not know is counted', { onHand: {} }, { stockMismatches: 1 }],
])('%s', ([, change, differences]) => {
  expect(compare({ tills: [till], server: { ...server, ...change }, opening })).toEqual({
    ...agreed,
    ...differences,
  });
});

test('a till that shows another stock than the server is counted', () => {
  const stale = { ...till, onHand: { cup: 10 } };
  expect(compare({ tills: [stale], server, opening }).stockMismatches).toBe(1);
});
