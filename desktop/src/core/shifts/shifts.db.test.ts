import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { shiftTotalsSchema } from '@second-chance/shared/sale/shift-totals-schema.ts';
import { expect, test } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE } from '../test/small-shop.ts';

const count = (counted: number) => ({ counted: minorUnits(counted) });

test('a shift counts its drawer: float, sales, cash in and out, over and short', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: 10_000 });
  shop.sell('JACKET');
  const sale = shop.sell('MUG');
  const amount = minorUnits(5_000);
  must(shop.till.shifts.moveCash({ direction: 'in', amount, reason: 'change' }));
  must(shop.till.shifts.moveCash({ direction: 'out', amount: minorUnits(300), reason: 'stamps' }));
  must(shop.till.shifts.openDrawer({ reason: 'stuck note', approval: GRACE }));
  must(shop.till.sales.void({ saleId: sale.saleId, reason: 'oops', approval: GRACE }));

  const x = must(shop.till.shifts.xReport());
  expect(shiftTotalsSchema.safeParse(x.totals).success).toBe(true);
  expect(x).toMatchObject({ zNumber: null, closedAt: null, counted: null, unsentSales: 3 });
  expect(x.totals).toMatchObject({
    sales: { count: 2, total: 2_833 },
    voids: { count: 1, total: -333 },
    gross: 2_500,
    cashIn: { count: 1, total: 5_000 },
    cashOut: { count: 1, total: -300 },
    drawerOpenings: 1,
    expectedCash: 17_200,
  });

  const z = must(shop.till.shifts.close(count(17_150)));
  expect(z).toMatchObject({ zNumber: 1, counted: 17_150, difference: -50, closedBy: 'Ada' });
  expect(z.totals).toEqual(x.totals);
  expect(shop.till.state.get().shift).toBeNull();
});

test('Z numbers go on without a gap, and the history has the latest first', async () => {
  await using shop = await openTestTill({ signedIn: ADA, lastZNumber: 41 });
  for (const float of [0, 100]) {
    must(shop.till.shifts.open({ float: minorUnits(float) }));
    must(shop.till.shifts.close(count(float)));
  }
  const history = must(shop.till.shifts.history({ limit: 10 }));
  expect(history.map(({ zNumber }) => zNumber)).toEqual([43, 42]);
});

test('one shift is open at a time, and without one there is nothing to report or close', async () => {
  await using shop = await openTestTill({ signedIn: ADA });
  expect(refusal(shop.till.shifts.xReport()).code).toBe('NO_SHIFT');
  expect(refusal(shop.till.shifts.close(count(0))).code).toBe('NO_SHIFT');
  expect(refusal(shop.till.shifts.openDrawer({ reason: 'x' })).code).toBe('NO_SHIFT');
  const opened = must(shop.till.shifts.open({ float: minorUnits(0) }));
  expect(opened.shift).toMatchObject({ openedBy: 'Ada', float: 0 });
  expect(refusal(shop.till.shifts.open({ float: minorUnits(0) })).code).toBe('SHIFT_OPEN');
});

test('a shift does not close over an open ticket', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  shop.ring('MUG');
  expect(refusal(shop.till.shifts.close(count(0))).code).toBe('CART_NOT_EMPTY');
  must(shop.till.cart.park({ label: '' }));
  must(shop.till.shifts.close(count(10_000)));
});

test('amounts that no drawer holds are refused and leave the shift closable', async () => {
  await using shop = await openTestTill({ signedIn: ADA });
  const most = minorUnits(999_999_999_999);
  expect(refusal(shop.till.shifts.open({ float: most })).code).toBe('AMOUNT_INVALID');
  must(shop.till.shifts.open({ float: minorUnits(0) }));
  const move = { direction: 'in', amount: most, reason: 'typo' } as const;
  expect(refusal(shop.till.shifts.moveCash(move)).code).toBe('AMOUNT_INVALID');
  const nothing = { ...move, amount: minorUnits(0) };
  expect(refusal(shop.till.shifts.moveCash(nothing)).code).toBe('AMOUNT_INVALID');
  expect(refusal(shop.till.shifts.close({ counted: most })).code).toBe('AMOUNT_INVALID');
  must(shop.till.shifts.close(count(0)));
});
