import type { InventoryFilter } from '@second-chance/shared/contract/till/inventory-views.ts';
import { minorUnits } from '@second-chance/shared/money/minor-units.ts';
import { anId, CATEGORY_ID } from '@second-chance/shared/test/builders.ts';
import type { BusinessDay } from '@second-chance/shared/time/time.ts';
import { expect, test } from 'vitest';
import { must, openTestTill, refusal } from '../test/open-test-till.ts';
import { ADA, BOOK, GRACE, ITEMS, JACKET, MUG, REPAIR } from '../test/small-shop.ts';

const EVERYTHING: InventoryFilter = {
  text: '',
  categoryId: null,
  kind: null,
  condition: null,
  stock: null,
  withdrawn: null,
  lacks: null,
};
const wish = (filter: Partial<InventoryFilter> = {}, more: object = {}) => ({
  filter: { ...EVERYTHING, ...filter },
  sort: 'name' as const,
  descending: false,
  offset: 0,
  limit: 100,
  ...more,
});
const thing = (name: string, more: object = {}) => ({
  ...{ sku: '', name, description: '', kind: 'unique' as const, barcodes: [], brand: '' },
  ...{ size: 'M', colour: '', condition: 'good' as const, defects: '', taxRateId: null },
  ...{ taxScheme: 'standard' as const, unitCost: null, priceScheduleId: null, pictures: [] },
  ...{ priceScheduleStart: null, listedOn: '2026-03-14' as BusinessDay, withdrawn: false },
  ...{ categoryId: CATEGORY_ID, price: minorUnits(2_400) },
  ...more,
});

test('a list says of every item the same stock as the till says of it alone', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  shop.sell('MUG', 'MUG', 'JACKET');
  must(await shop.till.inventory.create({ fields: thing('Hat'), pieces: 1, printLabel: false }));
  const { rows, total } = must(shop.till.inventory.list(wish({}, { sort: 'stock' })));
  expect(total).toBe(ITEMS.length + 1);
  const stock = rows.map(({ onHand }) => onHand);
  expect(
    stock.toSorted((a, b) => (a ?? -1e9) - (b ?? -1e9)),
    'the order is that of the numbers',
  ).toEqual(stock);
  const inStock = must(shop.till.inventory.list(wish({ stock: 'in' }))).rows;
  expect(inStock.every(({ onHand }) => (onHand ?? 0) > 0)).toBe(true);
  expect(inStock.map(({ name }) => name)).toContain('Hat');
  expect(inStock.length).toBe(rows.filter(({ onHand }) => (onHand ?? 0) > 0).length);
});

test('any place of a list is the same as that place of the whole', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  for (const sort of ['newest', 'name', 'sku', 'price', 'stock'] as const) {
    const whole = must(shop.till.inventory.list(wish({}, { sort, descending: true }))).rows;
    const pages = [0, 4, 8].flatMap(
      (offset) =>
        must(shop.till.inventory.list(wish({}, { sort, descending: true, offset, limit: 4 }))).rows,
    );
    expect(
      pages.map(({ id }) => id),
      sort,
    ).toEqual(whole.map(({ id }) => id));
  }
});

test('a thing without a code gets one of this register, and is there to be sold at once', async () => {
  await using shop = await openTestTill({ signedIn: GRACE, shift: true });
  const first = must(
    await shop.till.inventory.create({ fields: thing('Hat'), pieces: 1, printLabel: true }),
  );
  expect(first).toMatchObject({
    item: { sku: 'A1.1.0001', barcodes: ['A1.1.0001'] },
    onHand: 1,
    label: 'no_printer',
  });
  await shop.reopen();
  shop.signIn(GRACE);
  const second = must(
    await shop.till.inventory.create({ fields: thing('Scarf'), pieces: 1, printLabel: false }),
  );
  expect(second.item.sku, 'a start makes no code twice').toBe('A1.1.0002');
  const cart = shop.ring('A1.1.0001');
  expect(cart.lines[0]).toMatchObject({ name: 'Hat', onHand: 1, beyondStock: false });
});

test('goods with a quantity come with their pieces, as an entry of the journal', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const fields = thing('Cups', { kind: 'stocked', barcodes: ['MUG-1'] });
  const made = must(await shop.till.inventory.create({ fields, pieces: 12, printLabel: false }));
  expect(made).toMatchObject({ onHand: 12, sameCode: ['MUG-1'] });
  const { events, complete } = must(shop.till.inventory.history({ id: made.item.id, limit: 10 }));
  expect(events).toMatchObject([{ kind: 'received', quantity: 12, staff: 'Grace', sent: false }]);
  expect(complete).toBe(true);
});

test('a delivery is entered once, however often it is sent, and sets what its pieces cost', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const delivery = {
    deliveryId: anId<'Delivery'>(1),
    reference: 'LS-17',
    lines: [
      { itemId: BOOK.id, quantity: 5, unitCost: minorUnits(300) },
      { itemId: MUG.id, quantity: 7, unitCost: null },
    ],
  };
  expect(must(await shop.till.goods.receive(delivery))).toEqual({ pieces: 12, items: 2 });
  must(await shop.till.goods.receive(delivery));
  const book = must(shop.till.inventory.item({ id: BOOK.id }));
  expect(book).toMatchObject({ onHand: 15, item: { unitCost: 300 } });
  expect(must(shop.till.inventory.item({ id: MUG.id })).onHand).toBe(107);
  const service = { ...delivery, deliveryId: anId<'Delivery'>(2) };
  const lines = [{ itemId: REPAIR.id, quantity: 1, unitCost: null }];
  expect(refusal(await shop.till.goods.receive({ ...service, lines })).code).toBe(
    'QUANTITY_INVALID',
  );
});

test('a bulk edit changes all or none, and one undo brings each field back that nobody changed since', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const ids = [JACKET.id, BOOK.id, MUG.id];
  const half = {
    what: 'price_by_percent',
    percent: 5_000 as never,
    direction: 'down',
    rounding: { step: 1, under: 0 },
  } as const;
  const set = must(await shop.till.inventory.bulkEdit({ ids, filter: EVERYTHING, edit: half }));
  expect(set).toMatchObject({ kind: 'bulk_edit', changed: 3, by: 'Grace', undoneAt: null });
  const price = (id: typeof JACKET.id) => must(shop.till.inventory.item({ id })).item.price;
  expect(ids.map(price)).toEqual([1_250, 400, 167]);
  must(await shop.till.items.edit({ id: BOOK.id, fields: { price: minorUnits(599) } }));
  must(await shop.till.items.edit({ id: MUG.id, fields: { name: 'Big mug' } }));
  expect(must(await shop.till.inventory.undo({ id: set.id }))).toMatchObject({
    restored: 2,
    kept: 1,
  });
  expect(ids.map(price)).toEqual([JACKET.price, 599, MUG.price]);
  expect(must(shop.till.inventory.item({ id: MUG.id })).item.name).toBe('Big mug');
  expect(refusal(await shop.till.inventory.undo({ id: set.id })).code).toBe('CONFLICT');
  const gone = [JACKET.id, anId<'Item'>(0x999)];
  const off = { what: 'withdrawn', withdrawn: true } as const;
  const refused = await shop.till.inventory.bulkEdit({ ids: gone, filter: EVERYTHING, edit: off });
  expect(refusal(refused).code).toBe('NOT_FOUND');
  expect(must(shop.till.inventory.item({ id: JACKET.id })).item.withdrawn, 'none of it').toBe(
    false,
  );
});

test('another variant is an item of its own, found with the others of its group', async () => {
  await using shop = await openTestTill({ signedIn: GRACE });
  const options = [{ name: 'Size', value: 'Large' }];
  const { id } = must(await shop.till.inventory.addVariant({ of: MUG.id, options, pieces: 3 }));
  expect(must(shop.till.inventory.item({ id }))).toMatchObject({
    item: { name: 'Mug', sku: 'A1.1.0001', variant: { groupId: MUG.id, options } },
    onHand: 3,
    variants: [{ id: MUG.id }],
  });
});

test('a cashier reads stock and changes none of it', async () => {
  await using shop = await openTestTill({ signedIn: ADA });
  expect(must(shop.till.inventory.list(wish())).total).toBe(ITEMS.length);
  const create = { fields: thing('Hat'), pieces: 1, printLabel: false };
  const edit = { what: 'withdrawn', withdrawn: true } as const;
  for (const refused of [
    await shop.till.inventory.create(create),
    await shop.till.inventory.bulkEdit({ ids: [MUG.id], filter: EVERYTHING, edit }),
    shop.till.counts.start({ name: 'Mine', categoryId: null }),
    shop.till.store.staff(),
    shop.till.inventory.keepPicture({ jpeg: '' }),
  ]) {
    expect(refusal(refused).code).toBe('NOT_ALLOWED');
  }
});
