import { afterAll, beforeAll, expect, test } from 'vitest';
import { aNewItem, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;
let token: string;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('history');
  token = shop.store.admin.token;
});

afterAll(() => server[Symbol.asyncDispose]());

async function anItem(fields: Record<string, unknown> = {}) {
  const body = aNewItem(shop.store, { kind: 'stocked', openingQuantity: 5, ...fields });
  await server.ask('POST', '/items', { token, body });
  return body.id;
}
const adjust = (id: string, body: Record<string, unknown>, as = token) =>
  server.ask('POST', `/items/${id}/stock-adjustments`, {
    token: as,
    body: { requestId: newId(), reason: 'lost', ...body },
  });

test('the history tells prices and stock with who, why and what was there after', async () => {
  const id = await anItem();
  await server.ask('PATCH', `/items/${id}`, { token, body: { revision: 1, price: 1_999 } });
  await server.ask('PATCH', `/items/${id}`, { token, body: { revision: 2, name: 'Coat' } });
  const moved = await adjust(id, { quantity: -2, note: 'by the door' });
  expect([moved.status, moved.body.onHand]).toEqual([200, 3]);
  const { body } = await server.ask('GET', `/items/${id}/history`, { token });
  const who = 'store_admin';
  expect(body.changes).toMatchObject([
    { who, action: 'item.create', fields: [], price: 2_499 },
    { who, action: 'item.update', fields: ['price'], price: 1_999 },
    { who, action: 'item.update', fields: ['name'], price: 1_999 },
  ]);
  expect(body.movements).toMatchObject([
    { kind: 'received', quantity: 5, onHand: 5, who: null },
    { kind: 'adjusted', quantity: -2, onHand: 3, who, note: 'lost: by the door', register: null },
  ]);
  const audit = await server.query(
    `select before, after from audit_log where subject = $1 and action = 'stock.adjust'`,
    [id],
  );
  expect(audit).toEqual([
    { before: { onHand: 5 }, after: { onHand: 3, note: 'lost: by the door' } },
  ]);
});

test('a repeated request moves once, and tills hear of the new level', async () => {
  const id = await anItem();
  const requestId = newId();
  for (let time = 0; time < 3; time += 1) await adjust(id, { requestId, quantity: 1 });
  const another = newId();
  const answers = await Promise.all(
    [1, 2, 3].map(() => adjust(id, { requestId: another, quantity: 1 })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const [level] = await server.query('select * from stock_level where item_id = $1', [id]);
  expect(Number(level.on_hand)).toBe(7);
  const [scope] = await server.query('select last_number from feed_scope where store_id = $1', [
    shop.store.storeId,
  ]);
  expect(level.feed_number).toBe(scope.last_number);
});

test('nobody counts below zero, a unique item twice, or a service', async () => {
  const many = await anItem();
  expect((await adjust(many, { quantity: -6 })).body).toMatchObject({
    code: 'QUANTITY_INVALID',
    details: { onHand: 5 },
  });
  const unique = await anItem({ kind: 'unique', openingQuantity: 1 });
  expect((await adjust(unique, { quantity: 1 })).body.code).toBe('QUANTITY_INVALID');
  expect((await adjust(unique, { quantity: -1 })).body.status).toBe('sold');
  const service = await anItem({ kind: 'service', openingQuantity: 0 });
  expect((await adjust(service, { quantity: 1 })).body.code).toBe('QUANTITY_INVALID');
  expect((await adjust(many, { quantity: 0 })).body.code).toBe('INVALID_REQUEST');
});

test('only the people of the store that the rights table names may see or move', async () => {
  const id = await anItem();
  const path = `/items/${id}/history`;
  for (const { as, see, move } of [
    { as: shop.platform, see: 200, move: 403 },
    { as: shop.store.employee.token, see: 403, move: 403 },
    { as: shop.otherStore.admin.token, see: 403, move: 403 },
    { as: shop.customer.token, see: 403, move: 403 },
  ]) {
    expect((await server.ask('GET', path, { token: as })).status).toBe(see);
    expect((await adjust(id, { quantity: 1 }, as)).status).toBe(move);
  }
});
