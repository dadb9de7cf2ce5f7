import type { ItemView } from '@second-chance/shared/contract/rest/catalogue.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;
let token: string;
const childId = newId<'Category'>();

/** What the list is made of: name, price, and what else matters. */
const ITEMS = [
  { name: 'Ärmel', sku: 'B2', price: 500, brand: 'Acme', condition: 'new', listedOn: '2026-01-01' },
  { name: 'zebra', sku: 'A1', price: 300, brand: 'acme', pictures: ['a.jpg'] },
  { name: 'Apfel', sku: 'C3', price: 900, categoryId: childId },
  { name: 'Many', sku: 'D4', price: 100, kind: 'stocked', openingQuantity: 7 },
  { name: 'None left', sku: 'E5', price: 100, kind: 'stocked', openingQuantity: 0 },
  { name: 'Gone', sku: 'F6', price: 700, withdrawn: true },
] as const;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('lists');
  token = shop.store.admin.token;
  const child = { ...shop.store.category, id: childId, parentId: shop.store.category.id };
  await server.ask('POST', '/categories', { token, body: child });
  for (const item of ITEMS) {
    const made = await server.ask('POST', '/items', { token, body: aNewItem(shop.store, item) });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
});

afterAll(() => server[Symbol.asyncDispose]());

const list = (filter: object = {}, sort?: object) =>
  server.ask('POST', '/item-lists', {
    token,
    body: { storeId: shop.store.storeId, filter, ...(sort && { sort }) },
  });
const names = ({ body }: { body: { rows: (ItemView | null)[] } }) =>
  body.rows.map((row) => row?.name ?? null);

test('the newest stand first, with how many there are of each status', async () => {
  const answer = await list();
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  expect(names(answer)).toEqual(ITEMS.map(({ name }) => name).toReversed());
  expect(answer.body).toMatchObject({
    total: 6,
    counts: { available: 4, sold: 0, out_of_stock: 1, withdrawn: 1 },
  });
});

test.for([
  { by: 'name', descending: false, first: ['Apfel', 'Ärmel', 'Gone'] },
  { by: 'name', descending: true, first: ['zebra', 'None left', 'Many'] },
  { by: 'sku', descending: false, first: ['zebra', 'Ärmel', 'Apfel'] },
  { by: 'price', descending: true, first: ['Apfel', 'Gone', 'Ärmel'] },
  { by: 'stock', descending: true, first: ['Many'] },
  { by: 'status', descending: true, first: ['Gone', 'None left'] },
  { by: 'listed', descending: false, first: ['Ärmel'] },
])('sorted by $by, descending: $descending', async ({ first, ...sort }) => {
  expect(names(await list({}, sort)).slice(0, first.length)).toEqual(first);
});

test.for([
  { filter: { status: 'out_of_stock' }, found: ['None left'] },
  { filter: { brand: 'ACME' }, found: ['zebra', 'Ärmel'] },
  { filter: { condition: 'new' }, found: ['Ärmel'] },
  { filter: { priceFrom: 500, priceTo: 700 }, found: ['Gone', 'Ärmel'] },
  { filter: { withPicture: true }, found: ['zebra'] },
  { filter: { withPicture: false, brand: 'acme' }, found: ['Ärmel'] },
  { filter: { listedSince: '2026-02-01', priceFrom: 900 }, found: ['Apfel'] },
  { filter: { q: 'none LEF' }, found: ['None left'] },
  { filter: { q: '…' }, found: [] },
  { filter: { categoryId: childId }, found: ['Apfel'] },
])('filtered by $filter', async ({ filter, found }) => {
  const answer = await list(filter);
  expect(names(answer)).toEqual(found);
  expect(answer.body.total).toBe(found.length);
});

test('a category stands for all below it', async () => {
  expect((await list({ categoryId: shop.store.category.id })).body.total).toBe(6);
});

test('a list stays as it was made: new items do not move it, removed ones leave a gap', async () => {
  const { body } = await list({ q: 'snapshot' });
  expect(body.total).toBe(0);
  const items = ['one', 'two', 'three'].map((word) =>
    aNewItem(shop.store, { name: `Snapshot ${word}` }),
  );
  for (const item of items) await server.ask('POST', '/items', { token, body: item });
  const made = await list({ q: 'snapshot' }, { by: 'name', descending: true });
  await server.ask('POST', '/items', {
    token,
    body: aNewItem(shop.store, { name: 'Snapshot four' }),
  });
  await server.ask('DELETE', `/items/${items[1]?.id}`, { token });
  const window = await server.ask('GET', `/item-lists/${made.body.id}/rows?offset=0&limit=10`, {
    token,
  });
  expect(names(window)).toEqual([null, 'Snapshot three', 'Snapshot one']);
  const last = await server.ask('GET', `/item-lists/${made.body.id}/rows?offset=2&limit=10`, {
    token,
  });
  expect(names(last)).toEqual(['Snapshot one']);
});

test('nobody reads the list of somebody else, and an unknown one is gone', async () => {
  const { body } = await list();
  const path = `/item-lists/${body.id}/rows?offset=0&limit=1`;
  for (const other of [shop.platform, shop.store.employee.token, shop.otherStore.admin.token]) {
    expect((await server.ask('GET', path, { token: other })).body.code).toBe('NOT_FOUND');
  }
  const unknown = `/item-lists/${newId()}/rows?offset=0&limit=1`;
  expect((await server.ask('GET', unknown, { token })).status).toBe(404);
});

test('of many lists the newest stay', async () => {
  const first = await list();
  for (let more = 0; more < 12; more += 1) await list();
  const path = `/item-lists/${first.body.id}/rows?offset=0&limit=1`;
  expect((await server.ask('GET', path, { token })).status).toBe(404);
});
