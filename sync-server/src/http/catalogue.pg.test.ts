import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('catalogue');
});

afterAll(() => server[Symbol.asyncDispose]());

const create = (fields: Record<string, unknown> = {}, store = shop.store) =>
  server.ask('POST', '/items', { token: store.admin.token, body: aNewItem(store, fields) });

test('a unique item is there once, with a movement and a level, and everyone can see it', async () => {
  const made = await create({ unitCost: 500 });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ status: 'available', onHand: 1, unitCost: 500, revision: 1 });
  expect(made.body.sku).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  const { id } = made.body;
  expect(
    await server.query('select quantity, kind from stock_movement where item_id = $1', [id]),
  ).toEqual([{ quantity: '1', kind: 'received' }]);
  const seen = await server.ask('GET', `/items/${id}`);
  expect(seen.body).toMatchObject({ id, status: 'available', price: 2_499 });
  expect(seen.body).not.toHaveProperty('unitCost');
  expect(seen.body).not.toHaveProperty('onHand');
});

test('cost and stock show to the people of the store that the rights table names', async () => {
  const { body } = await create({ unitCost: 500 });
  const see = async (token: string) => {
    const answer = await server.ask('GET', `/items/${body.id}`, { token });
    return [answer.body.onHand, answer.body.unitCost];
  };
  expect(await see(shop.store.admin.token)).toEqual([1, 500]);
  expect(await see(shop.platform)).toEqual([1, 500]);
  expect(await see(shop.store.employee.token)).toEqual([1, undefined]);
  expect(await see(shop.otherStore.admin.token)).toEqual([undefined, undefined]);
  expect(await see(shop.customer.token)).toEqual([undefined, undefined]);
});

test('the status follows stock and withdrawal, one by one and in the list', async () => {
  const { category } = shop.otherStore;
  const make = (fields: Record<string, unknown>) =>
    create({ categoryId: category.id, ...fields }, shop.otherStore);
  const available = await make({});
  const sold = await make({});
  const outOfStock = await make({ kind: 'stocked', openingQuantity: 0 });
  const service = await make({ kind: 'service' });
  const withdrawn = await make({ withdrawn: true });
  await server.query('update stock_level set on_hand = 0 where item_id = $1', [sold.body.id]);
  const expected = {
    available: [service.body.id, available.body.id],
    sold: [sold.body.id],
    out_of_stock: [outOfStock.body.id],
    withdrawn: [withdrawn.body.id],
  };
  for (const [status, ids] of Object.entries(expected)) {
    const path = `/items?storeId=${shop.otherStore.storeId}&status=${status}`;
    const { body } = await server.ask('GET', path);
    expect(body.rows.map(({ id }: { id: string }) => id)).toEqual(ids);
    for (const row of body.rows) expect(row.status).toBe(status);
  }
});

test('repeating a creation makes one item; another one under its id is refused', async () => {
  const body = aNewItem(shop.store);
  const { token } = shop.store.admin;
  const first = await server.ask('POST', '/items', { token, body });
  const again = await server.ask('POST', '/items', { token, body });
  expect(again.body).toEqual(first.body);
  const other = aNewItem(shop.otherStore, { id: body.id });
  const taken = await server.ask('POST', '/items', {
    token: shop.otherStore.admin.token,
    body: other,
  });
  expect([taken.status, taken.body.code]).toEqual([409, 'ALREADY_EXISTS']);
  const [{ count }] = await server.query(
    'select count(*)::int as count from stock_movement where item_id = $1',
    [body.id],
  );
  expect(count).toBe(1);
});

test('two that create one item at the same moment make one', async () => {
  const body = aNewItem(shop.store);
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => server.ask('POST', '/items', { token: shop.store.admin.token, body })),
  );
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  const levels = await server.query('select on_hand from stock_level where item_id = $1', [
    body.id,
  ]);
  expect(levels).toEqual([{ on_hand: '1' }]);
});

test('a batch is all or none, and repeating it adds only what is missing', async () => {
  const items = Array.from({ length: 1_000 }, (_, n) =>
    aNewItem(shop.store, { name: `Batch ${n}`, kind: 'stocked', openingQuantity: n }),
  );
  const { token } = shop.store.admin;
  const send = (batch: unknown[]) =>
    server.ask('POST', '/items/batch', { token, body: { items: batch } });
  const bad = aNewItem(shop.store, { categoryId: newId() });
  const refused = await send([...items.slice(0, 10), bad]);
  expect([refused.status, refused.body.code]).toEqual([400, 'INVALID_REQUEST']);
  expect((await server.ask('GET', `/items/${items[0]?.id}`)).status).toBe(404);
  expect((await send(items.slice(0, 10))).body).toEqual({ created: 10, alreadyThere: 0 });
  expect((await send(items)).body).toEqual({ created: 990, alreadyThere: 10 });
  expect((await send([...items, bad])).status).toBe(400);
});

test('a change on an old revision names the current one and changes nothing', async () => {
  const { body: item } = await create();
  const { token } = shop.store.admin;
  const patch = (revision: number, price: number) =>
    server.ask('PATCH', `/items/${item.id}`, { token, body: { revision, price } });
  expect((await patch(1, 1_000)).body).toMatchObject({ price: 1_000, revision: 2 });
  const late = await patch(1, 2_000);
  expect(late).toMatchObject({ status: 409, body: { code: 'CONFLICT', details: { revision: 2 } } });
  expect((await server.ask('GET', `/items/${item.id}`)).body.price).toBe(1_000);
});

test('a removed item is gone for everyone, kept in the database, and can be removed again', async () => {
  const { body: item } = await create();
  const { token } = shop.store.admin;
  const remove = () => server.ask('DELETE', `/items/${item.id}`, { token });
  expect((await remove()).status).toBe(204);
  expect((await remove()).status).toBe(204);
  expect((await server.ask('GET', `/items/${item.id}`)).status).toBe(404);
  const [row] = await server.query('select deleted, revision from item where id = $1', [item.id]);
  expect(row).toEqual({ deleted: true, revision: 2 });
});

test('every write takes the next feed number and leaves a line in the audit log', async () => {
  const { body: item } = await create();
  const number = async () =>
    Number(
      (await server.query('select feed_number from item where id = $1', [item.id]))[0].feed_number,
    );
  const before = await number();
  await server.ask('PATCH', `/items/${item.id}`, {
    token: shop.store.admin.token,
    body: { revision: 1, price: 1 },
  });
  expect(await number()).toBeGreaterThan(before);
  const lines = await server.query(
    'select action, actor, before, after from audit_log where subject = $1 order by id',
    [item.id],
  );
  expect(lines).toMatchObject([
    { action: 'item.create', actor: shop.store.admin.id, before: null, after: { price: 2_499 } },
    { action: 'item.update', before: { price: 2_499 }, after: { price: 1 } },
  ]);
});

test('pages follow each other without a gap or a repeat, newest first', async () => {
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await server.ask(
      'GET',
      `/items?limit=300&storeId=${shop.store.storeId}${cursor}`,
    );
    seen.push(...body.rows.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  const rows = await server.query(
    'select id from item where store_id = $1 and not deleted order by id desc',
    [shop.store.storeId],
  );
  expect(seen).toEqual(rows.map(({ id }) => id));
});

test.for([
  ['jacket levi', true],
  ['LEVI', true],
  ['Ärmel', true],
  ['ärmel', true],
  ['9001234', true],
  ['50%', true],
  ['j-9001', true],
  ['irt', false],
  ['evi', false],
  ['jacket levit', false],
  ['% _', false],
  ['trousers levi', false],
] as const)('a search for %j finds the jacket: %j', async ([q, finds]) => {
  const id = await theJacket();
  const path = `/items?storeId=${shop.store.storeId}&q=${encodeURIComponent(q)}`;
  const { body } = await server.ask('GET', path);
  expect(body.rows.some((row: { id: string }) => row.id === id)).toBe(finds);
});

let jacket: string | undefined;
async function theJacket(): Promise<string> {
  if (jacket !== undefined) return jacket;
  const fields = { name: 'Jacket, ÄRMEL 50% wool', brand: "Levi's", sku: 'J-9001234' };
  jacket = String((await create(fields)).body.id);
  return jacket;
}

test.for([
  { barcodes: ['5901234123458'] },
  { openingQuantity: 2 },
  { kind: 'service', openingQuantity: 1 },
  { taxRateId: '01900000-0000-7000-8000-000000000001' },
  { priceScheduleId: '01900000-0000-7000-8000-000000000001' },
  { price: -1 },
  { price: 1.5 },
  { name: '' },
  { name: 'a\u0000b' },
  { name: '\ud800' },
  { surprise: true },
])('an item with %j is refused with INVALID_REQUEST and not stored', async (fields) => {
  const body = aNewItem(shop.store, fields);
  const answer = await server.ask('POST', '/items', { token: shop.store.admin.token, body });
  expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_REQUEST']);
  expect(await server.query('select from item where id = $1', [body.id])).toEqual([]);
});

test('a category that something uses cannot be removed, nor be put below itself', async () => {
  const { token } = shop.store.admin;
  const { storeId, taxRate } = shop.store;
  const make = async (parentId: string | null) => {
    const id = newId<'Category'>();
    const body = { id, storeId, name: 'Coats', taxRateId: taxRate.id, parentId };
    expect((await server.ask('POST', '/categories', { token, body })).status).toBe(201);
    return id;
  };
  const top = await make(null);
  const below = await make(top);
  await create({ categoryId: below });
  for (const id of [top, below]) {
    const { body } = await server.ask('DELETE', `/categories/${id}`, { token });
    expect(body.code).toBe('CATEGORY_IN_USE');
  }
  const loop = await server.ask('PATCH', `/categories/${top}`, {
    token,
    body: { revision: 1, parentId: below },
  });
  expect(loop).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  const empty = await make(null);
  expect((await server.ask('DELETE', `/categories/${empty}`, { token })).status).toBe(204);
});

test('every naughty string is stored verbatim in every text field, or refused with a code', async (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const strings = readNaughtyStrings();
  const { token } = shop.store.admin;
  const items = strings.map((text) =>
    aNewItem(shop.store, {
      name: text || 'x',
      description: text,
      brand: text.slice(0, 120),
      size: text.slice(0, 60),
      colour: text.slice(0, 60),
      defects: text.slice(0, 1_000),
      sku: text.slice(0, 60) || 'x',
    }),
  );
  let stored = 0;
  for (const item of items) {
    const made = await server.ask('POST', '/items', { token, body: item });
    if (made.status === 201) {
      stored += 1;
      expect(made.body).toMatchObject({ name: item.name, sku: (item as { sku?: string }).sku });
      if (stored % 4 !== 0) continue;
      const { body } = await server.ask('GET', `/items/${item.id}`);
      expect(body).toMatchObject({ name: item.name, sku: (item as { sku?: string }).sku });
    } else {
      expect([made.status, made.body.code]).toEqual([400, 'INVALID_REQUEST']);
    }
    const search = await server.ask(
      'GET',
      `/items?q=${encodeURIComponent(item.name.toWellFormed().slice(0, 200))}`,
    );
    expect([200, 400]).toContain(search.status);
  }
  expect(stored).toBeGreaterThan(strings.length * 0.9);
});
