/** Disasters that other tills are known for and that no test beside the code has; README.md has all. */
import {
  must,
  openTestTill,
  refusal,
} from '@second-chance/desktop/src/core/test/open-test-till.ts';
import { ADA } from '@second-chance/desktop/src/core/test/small-shop.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';

test('a ticket that was set aside, taken back and paid offline is paid once, whoever opens it again', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const { till } = shop;
  const ticket = shop.ring('JACKET', 'MUG');
  must(till.cart.park({ label: 'comes back after lunch' }));
  const [parked] = must(till.cart.parked());
  const id = parked?.id ?? anId<'ParkedSale'>(0);
  must(till.cart.recall({ id }));
  const { saleId, gross, dueInCash } = ticket;
  const cash = { kind: 'cash', tenderId: anId<'Tender'>(1), tendered: dueInCash } as const;
  const paid = must(till.sales.pay({ saleId, gross, tenders: [cash] }));

  await shop.reopen();
  shop.signIn(ADA);
  expect(must(shop.till.cart.parked())).toEqual([]);
  expect(refusal(shop.till.cart.recall({ id })).code).toBe('NOT_FOUND');
  const again = { ...cash, tenderId: anId<'Tender'>(2) };
  const repeated = must(shop.till.sales.pay({ saleId, gross, tenders: [again] }));
  expect(repeated.receiptNumber).toBe(paid.receiptNumber);
  expect(must(shop.till.sales.recent({ limit: 10 }))).toHaveLength(1);
});

test('a shift is closed over sales that are not sent, and its report is whole and says how many', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: 10_000 });
  for (let sale = 0; sale < 3; sale += 1) shop.sell('MUG');
  const closed = must(shop.till.shifts.close({ counted: minorUnits(10_999) }));
  expect(closed).toMatchObject({ zNumber: 1, unsentSales: 3, difference: 0 });
  expect(closed.totals).toMatchObject({ sales: { count: 3, total: 999 }, expectedCash: 10_999 });

  await shop.reopen();
  const waiting = shop.till.state.get().sync;
  // The shift's opening, three sales and its closing go up in that order.
  expect(waiting).toMatchObject({ waitingSales: 3, waitingEntries: 5 });
  shop.signIn(ADA);
  must(shop.till.shifts.open({ float: minorUnits(0) }));
  expect(shop.sell('MUG').receiptNumber).toBe('A1-1-000004');
});
