import { afterAll, beforeAll, expect, test } from 'vitest';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('shop');
});
afterAll(() => server[Symbol.asyncDispose]());

const asAdmin = (method: string, path: string, body?: unknown) =>
  server.ask(method, path, { token: shop.store.admin.token, body });

async function aCustomer(fields: Readonly<Record<string, unknown>> = {}) {
  const customer = {
    id: newId(),
    storeId: shop.store.storeId,
    name: 'Erika Mustermann',
    ...fields,
  };
  const { status, body } = await asAdmin('POST', '/customers', customer);
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

function change(fields: Readonly<Record<string, unknown>>) {
  return {
    id: newId(),
    storeId: shop.store.storeId,
    label: 'Blue denim jacket',
    registerId: newId(),
    staffId: newId(),
    at: 1,
    settled: null,
    ...fields,
  };
}

async function aConflict(fields: Readonly<Record<string, unknown>>) {
  const conflict = change(fields);
  await server.query(
    `insert into conflict (organization_id, store_id, id, document, feed_number)
     values ($1, $2, $3, $4, 0)`,
    [shop.organizationId, shop.store.storeId, conflict.id, JSON.stringify(conflict)],
  );
  return conflict;
}

async function parked(collection: string, document: { readonly id: string }) {
  const id = newId();
  await server.query(
    `insert into parked_change (organization_id, store_id, id, register_id, collection, document_id,
       row, code, message, parked_at)
     values ($1, $2, $3, $3, $4, $5, $6, 'NOT_ALLOWED', '', 1)`,
    [
      shop.organizationId,
      shop.store.storeId,
      id,
      collection,
      document.id,
      JSON.stringify({ deleted: false, document }),
    ],
  );
  return id;
}

test('what a merge left out is set again as an edit that the log names, once', async () => {
  const item = aNewItem(shop.store);
  await asAdmin('POST', '/items', item);
  const conflict = await aConflict({
    collection: 'items',
    documentId: item.id,
    fields: [
      { field: 'price', base: 2_499, kept: 2_499, lost: 1_999, lostSide: 'server' },
      { field: 'name', base: 'a', kept: item.name, lost: 'Lost name', lostSide: 'till' },
    ],
  });
  const path = `/conflicts/${conflict.id}/restore`;
  const restored = await asAdmin('POST', path, { revision: 1, fields: ['price'] });
  expect(restored.body).toMatchObject({
    revision: 2,
    settled: { by: shop.store.admin.id, how: 'restored' },
  });
  const { body } = await asAdmin('GET', `/items/${item.id}`);
  expect(body).toMatchObject({ price: 1_999, name: item.name, revision: 2 });
  const [line] = await server.query(
    `select actor, before ->> 'price' as before, after ->> 'price' as after from audit_log
     where action = 'item.update' and subject = $1`,
    [item.id],
  );
  expect(line).toEqual({ actor: shop.store.admin.id, before: '2499', after: '1999' });
  expect((await asAdmin('POST', path, { revision: 2 })).body.code).toBe('CONFLICT');
});

test('a value that no longer fits is not restored, and the conflict stays open', async () => {
  const item = aNewItem(shop.store);
  await asAdmin('POST', '/items', item);
  const conflict = await aConflict({
    collection: 'items',
    documentId: item.id,
    fields: [
      { field: 'categoryId', base: null, kept: item.categoryId, lost: newId(), lostSide: 'till' },
    ],
  });
  const answer = await asAdmin('POST', `/conflicts/${conflict.id}/restore`, { revision: 1 });
  expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  const dismissed = await asAdmin('POST', `/conflicts/${conflict.id}/dismiss`, { revision: 1 });
  expect(dismissed.body).toMatchObject({ settled: { how: 'dismissed' } });
});

test('a deletion that a merge left out is done where a person wants it', async () => {
  const item = aNewItem(shop.store);
  await asAdmin('POST', '/items', item);
  const fields = [{ field: 'deleted', base: false, kept: false, lost: true, lostSide: 'till' }];
  const conflict = await aConflict({ collection: 'items', documentId: item.id, fields });
  await asAdmin('POST', `/conflicts/${conflict.id}/restore`, { revision: 1 });
  expect((await asAdmin('GET', `/items/${item.id}`)).status).toBe(404);
});

test('a parked change is shown beside what is there, applied by the admin’s right, or let be', async () => {
  const customer = await aCustomer({ name: 'Now' });
  const { revision: _, ...document } = customer;
  const applied = await parked('customers', { ...document, name: 'Wanted' });
  const dismissed = await parked('customers', { ...document, name: 'Not wanted' });
  const list = await asAdmin('GET', `/parked-changes?storeId=${shop.store.storeId}&open=true`);
  const row = list.body.rows.find(({ id }: { id: string }) => id === applied);
  expect(row).toMatchObject({
    code: 'NOT_ALLOWED',
    document: { name: 'Wanted' },
    master: { name: 'Now' },
  });
  const path = `/parked-changes/${applied}/apply`;
  for (let times = 0; times < 2; times += 1) {
    expect((await asAdmin('POST', path)).body).toMatchObject({ settledHow: 'applied' });
  }
  await asAdmin('POST', `/parked-changes/${dismissed}/dismiss`);
  const now = await asAdmin('GET', `/customers/${customer.id}`);
  expect(now.body).toMatchObject({ name: 'Wanted', revision: 2 });
  const open = await asAdmin('GET', `/parked-changes?storeId=${shop.store.storeId}&open=true`);
  const ids = open.body.rows.map(({ id }: { id: string }) => id);
  expect(ids).not.toContain(applied);
  expect(ids).not.toContain(dismissed);
});
