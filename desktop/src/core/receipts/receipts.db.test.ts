import { receiptSchema } from '@second-chance/shared/sale/receipt.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, GRACE } from '../test/small-shop.ts';
import { saleEntry } from './sale-rows.ts';

test('a receipt tells the sale as the journal has it, and a copy says so', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  const { saleId } = shop.sell('JACKET', 'WATCH');
  const first = must(shop.till.sales.receipt({ saleId, copy: false }));
  const again = must(shop.till.sales.receipt({ saleId, copy: true }));
  expect(receiptSchema.parse(first.receipt)).toMatchObject({
    receiptNumber: 'A1-1-000001',
    registerCode: 'A1',
    cashier: 'Ada',
    hasMarginGoods: true,
    training: false,
  });
  expect(first.receipt.proof).toBe(saleEntry(shop.store, saleId)?.hash.slice(0, 16));
  expect(again.receipt).toEqual({ ...first.receipt, copy: true });
  expect(again.text).not.toBe(first.text);
  const missing = { saleId: anId<'Sale'>(0xff), copy: false };
  expect(refusal(shop.till.sales.receipt(missing)).code).toBe('NOT_FOUND');
});

test('the receipt of a void names the receipt that it undoes', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const { saleId } = shop.sell('MUG');
  const undone = must(shop.till.sales.void({ saleId, reason: 'oops' }));
  const { receipt } = must(shop.till.sales.receipt({ saleId: undone.saleId, copy: false }));
  expect(receipt).toMatchObject({ kind: 'void', voidsReceiptNumber: 'A1-1-000001', gross: -333 });
});

test('recent sales come latest first and are found by number, prefix and counter', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  for (let sale = 1; sale <= 12; sale += 1) shop.sell('MUG');
  const numbers = (query: string, limit = 50) =>
    must(shop.till.sales.recent({ limit, query })).map((row) => row.receiptNumber);
  expect(numbers('', 2)).toEqual(['A1-1-000012', 'A1-1-000011']);
  expect(numbers('a1-1-00001')).toEqual(['A1-1-000012', 'A1-1-000011', 'A1-1-000010']);
  expect(numbers(' A1-1-000007 ')).toEqual(['A1-1-000007']);
  expect(numbers('7')).toEqual(['A1-1-000007']);
  expect(numbers('A1-1-')).toHaveLength(12);
  for (const none of ['B7', '%', '*', '0', '13', "' or 1=1 --"]) expect(numbers(none)).toEqual([]);
});

test('a sale is sent once the server has acknowledged it, and not before', async () => {
  await using shop = await openTestTill({ signedIn: ADA, shift: true });
  shop.sell('MUG');
  shop.sell('MUG');
  shop.store.prepare(`update journal_head set acked_seq = 2 where chain = 'live'`).run();
  const rows = must(shop.till.sales.recent({ limit: 5 }));
  expect(rows.map(({ sent }) => sent)).toEqual([false, true]);
  expect(must(shop.till.shifts.xReport()).unsentSales).toBe(1);
});
