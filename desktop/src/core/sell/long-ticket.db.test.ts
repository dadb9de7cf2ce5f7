import type { ItemId } from '@second-chance/shared/ids.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { checkSaleRecord } from '@second-chance/shared/sale/recompute-sale.ts';
import { SALE_LINES_MAX } from '@second-chance/shared/sale/sale-record.ts';
import { anId, anItem } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { GRACE } from '../test/small-shop.ts';

const idOf = (number: number): ItemId => anId<'Item'>(0x10000 + number);
const manyItems = (count: number) =>
  Array.from({ length: count }, (_, number) =>
    anItem({
      id: idOf(number),
      sku: `T-${number}`,
      name: `Thing ${number}`,
      barcodes: [`TAG-${number}`],
      price: minorUnits(100 + number),
    }),
  );
const one = (itemId: ItemId) => ({ itemId, quantity: 1, override: null });

test('a sale of 1,000 lines is rung up, discounted, survives a restart, is paid and comes back', async () => {
  const items = manyItems(1_000);
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, items });
  for (let line = 0; line < 50; line += 1) shop.ring(`TAG-${line}`);
  must(shop.till.cart.addItems(items.slice(50).map(({ id }) => one(id))));
  const discount = { kind: 'percent', value: 1_000, reason: 'bulk' } as const;
  const cart = must(shop.till.cart.discountCart({ discount }));
  expect(cart.lines).toHaveLength(1_000);
  expect(cart.gross).toBe(((100 + 1_099) * 500 * 9) / 10);
  await shop.reopen();
  shop.signIn(GRACE);
  expect(must(shop.till.cart.get())).toEqual({ ...cart, undoable: false });

  const record = shop.sell();
  expect(checkSaleRecord(record)).toEqual([]);
  expect(record.lines.map((line) => line.lineNumber)).toEqual(cart.lines.map((_, i) => i + 1));
  const { text } = must(shop.till.sales.receipt({ saleId: record.saleId, copy: false }));
  expect(text).toContain('Thing 999');

  const lines = record.lines.map(({ lineNumber, quantity }) => {
    return { lineNumber, quantity, reason: 'other', note: '', restock: true } as const;
  });
  const back = must(shop.till.cart.addReturn({ saleId: record.saleId, lines }));
  expect(back.gross).toBe(-record.gross);
});

test('a ticket that is full says so and stays as it was', async () => {
  const items = manyItems(SALE_LINES_MAX + 1);
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, items });
  must(shop.till.cart.addItems(items.slice(0, SALE_LINES_MAX).map(({ id }) => one(id))));
  const more = refusal(shop.till.cart.scan({ code: `T-${SALE_LINES_MAX}`, quantity: 1 }));
  expect(more).toMatchObject({ code: 'CART_FULL', details: { max: SALE_LINES_MAX } });
  const again = must(shop.till.cart.scan({ code: 'T-7', quantity: 1 }));
  expect(again.lines).toHaveLength(SALE_LINES_MAX);
});

test('many items are added all or not at all', async () => {
  const items = manyItems(3);
  await using shop = await openTestTill({ signedIn: GRACE, shift: true, items });
  const wanted = [one(idOf(0)), one(idOf(99))];
  expect(refusal(shop.till.cart.addItems(wanted)).code).toBe('NOT_FOUND');
  expect(must(shop.till.cart.get()).lines).toEqual([]);
});
