import { afterAll, beforeAll, expect, test } from 'vitest';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;
let token: string;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('exports');
  token = shop.store.admin.token;
  const body = aNewItem(shop.store, { name: '=HYPERLINK("http://x")', sku: '+1', price: 5 });
  await server.ask('POST', '/items', { token, body });
  await server.ask('POST', '/items', {
    token: shop.otherStore.admin.token,
    body: aNewItem(shop.otherStore, { name: 'Not mine' }),
  });
});

afterAll(() => server[Symbol.asyncDispose]());

async function anExport(format: string, parts: readonly string[]) {
  const id = newId();
  const body = { id, storeId: shop.store.storeId, format, parts };
  const begun = await server.ask('POST', '/exports', { token, body });
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  await expect
    .poll(async () => (await server.ask('GET', `/tasks/${id}`, { token })).body.state)
    .toBe('done');
  return (await server.ask('GET', `/tasks/${id}`, { token })).body;
}
const fetched = (id: string, name: string, as: string | undefined = token) =>
  server.ask('GET', `/tasks/${id}/files/${name}?organization=exports`, { token: as });

test('everything of one store comes as CSV that no spreadsheet takes for formulas', async () => {
  const task = await anExport('csv', ['items', 'categories', 'sales', 'stock']);
  const names = task.files.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['categories.csv', 'items.csv', 'sales.csv', 'stock.csv']);
  const items = await fetched(task.id, 'items.csv');
  expect(items.headers.get('content-disposition')).toBe('attachment; filename="items.csv"');
  expect(items.headers.get('cache-control')).toBe('private, no-store');
  const [head, row, end] = items.body.replace('\uFEFF', '').split('\r\n');
  expect(head).toMatch(/^id,sku,name,kind,category,condition,price,quantity/);
  expect(row).toContain(`,'+1,"'=HYPERLINK(""http://x"")",unique,`);
  expect(row).toContain(',0.05,1,');
  expect(end).toBe('');
  expect((await fetched(task.id, 'stock.csv')).body).toContain(',available,1,0');
  expect((await fetched(task.id, 'sales.csv')).body).toMatch(/^\uFEFF?sale_id,receipt_number/);
});

test('JSON has whole numbers of the smallest unit', async () => {
  const task = await anExport('json', ['items', 'sales']);
  const { body } = await fetched(task.id, 'items.json');
  expect(body).toMatchObject([{ name: '=HYPERLINK("http://x")', price: 5, withdrawn: false }]);
  expect((await fetched(task.id, 'sales.json')).body).toEqual([]);
});

test('nobody but who asked for it fetches a file, and not after its time', async () => {
  const task = await anExport('csv', ['items']);
  const colleague = await shop.aPerson('store_admin', shop.store.storeId);
  for (const as of [colleague.token, shop.otherStore.admin.token]) {
    expect((await fetched(task.id, 'items.csv', as)).status).toBe(404);
  }
  for (const as of [shop.store.employee.token, shop.platform, shop.customer.token]) {
    expect((await fetched(task.id, 'items.csv', as)).status).toBe(403);
  }
  const stranger = await server.ask(
    'GET',
    `/tasks/${task.id}/files/items.csv?organization=exports`,
  );
  expect(stranger.status).toBe(401);
  expect((await fetched(task.id, 'import')).status).toBe(404);
  await server.query('update task set expires_at = 1 where id = $1', [task.id]);
  expect((await fetched(task.id, 'items.csv')).status).toBe(404);
});
