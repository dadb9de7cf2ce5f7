import { randomUUID } from 'node:crypto';
import { aSaleRecord } from '@second-chance/shared/test/builders.ts';
import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolledTill } from '../../test/enrolled-till.ts';
import { type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
beforeAll(async () => {
  server = await restFixture();
});
afterAll(() => server[Symbol.asyncDispose]());

const SECRET = 'Wilhelmina Quastenflosser';

async function aShop() {
  const shop = await server.anOrganization(`shop-${randomUUID().slice(0, 8)}`);
  const { storeId, admin } = shop.store;
  const { token } = admin;
  const customer = {
    id: newId<'Customer'>(),
    storeId,
    name: SECRET,
    email: 'mina@example.org',
    phone: '+49 30 1234-567',
  };
  const created = await server.ask('POST', '/customers', { token, body: customer });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  const find = async (q: string) =>
    (await server.ask('GET', `/customers?storeId=${storeId}&q=${encodeURIComponent(q)}`, { token }))
      .body;
  return { ...shop, token, storeId, customer, find };
}

test('a customer is found by the beginning of any word, phone digits among them, and changed', async () => {
  const { customer, token, find } = await aShop();
  await server.ask('POST', '/customers', { token, body: customer });
  for (const q of ['quasten', 'WILHEL quast', 'mina@ex', '4930123']) {
    expect(await find(q), q).toMatchObject({ total: 1, rows: [{ id: customer.id, revision: 1 }] });
  }
  expect(await find('nobody')).toMatchObject({ total: 0, rows: [] });
  const change = { revision: 1, name: 'Mina Q.' };
  const path = `/customers/${customer.id}`;
  expect((await server.ask('PATCH', path, { token, body: change })).body).toMatchObject({
    name: 'Mina Q.',
    email: 'mina@example.org',
    revision: 2,
  });
  expect((await server.ask('PATCH', path, { token, body: change })).body.code).toBe('CONFLICT');
  expect((await find('quasten')).total).toBe(0);
});

test('erasing leaves no trace of a person but the number that the journal refers to', async () => {
  const { organizationId, customer, token, storeId, find, platform, store } = await aShop();
  const till = await enrolledTill(server, { organizationId, platform, store } as never);
  const record = aSaleRecord({
    with: { customerId: customer.id, saleId: newId<'Sale'>(), receiptNumber: 'T1-1-000001' },
  });
  const { entries } = aJournal({
    key: till.key,
    head: { ...till.head, at: Date.now() as EpochMs },
    entries: [{ type: 'sale_completed', payload: record }],
  });
  expect((await till.push(entries)).status).toBe(200);
  await server.ask('PATCH', `/customers/${customer.id}`, {
    token,
    body: { revision: 1, note: `${SECRET} likes hats` },
  });
  const conflictId = newId<'Conflict'>();
  await server.query(
    `insert into conflict (organization_id, store_id, id, document, feed_number)
     values ($1, $2, $3, $4, 1)`,
    [
      organizationId,
      storeId,
      conflictId,
      JSON.stringify({
        id: conflictId,
        collection: 'customers',
        documentId: customer.id,
        settled: null,
        fields: [
          { field: 'name', base: 'x', kept: SECRET, lost: `${SECRET} II`, lostSide: 'till' },
        ],
      }),
    ],
  );
  const exported = (await server.ask('GET', `/customers/${customer.id}/export`, { token })).body;
  expect(exported).toMatchObject({
    customer: { name: SECRET },
    sales: [{ record: { receiptNumber: 'T1-1-000001' } }],
    conflicts: [{ documentId: customer.id }],
  });
  expect(exported.changes.map(({ action }: { action: string }) => action)).toEqual([
    'customer.update',
    'customer.create',
  ]);

  const [before] = await server.query('select last_number from feed_scope where store_id = $1', [
    storeId,
  ]);
  const path = `/customers/${customer.id}/erase`;
  const body = { reason: 'asked by letter' };
  expect((await server.ask('POST', path, { token, body })).status).toBe(204);
  expect((await server.ask('POST', path, { token, body })).status).toBe(204);

  for (const table of ['customer', 'customer_word', 'conflict', 'parked_change', 'audit_log']) {
    const [found] = await server.query(
      `select count(*)::int as count from ${table} t
       where organization_id = $1 and (t::text ilike '%quasten%' or t::text ilike '%mina@%')`,
      [organizationId],
    );
    expect(found, table).toEqual({ count: 0 });
  }
  expect(await find('')).toMatchObject({ total: 0 });
  expect((await server.ask('GET', `/customers/${customer.id}`, { token })).status).toBe(404);
  const [row] = await server.query('select * from customer where id = $1', [customer.id]);
  expect(row).toMatchObject({ deleted: true, document: { id: customer.id, name: '–' } });
  expect(Number(row.feed_number)).toBeGreaterThan(Number(before.last_number));
  const lines = await server.query(
    "select action, before, after from audit_log where subject = $1 and action like '%erase'",
    [customer.id],
  );
  expect(lines).toEqual([{ action: 'customer.erase', before: null, after: body }]);
  const sale = (await server.ask('GET', `/sales/${record.saleId}`, { token })).body;
  expect(sale).toMatchObject({ customerId: customer.id, record: { customerId: customer.id } });
});

test('employees find customers, but only admins of the store hand over and forget', async () => {
  const { customer, store, otherStore, platform } = await aShop();
  const get = (token: string, path = '') =>
    server.ask('GET', `/customers/${customer.id}${path}`, { token });
  expect((await get(store.employee.token)).status).toBe(200);
  for (const token of [store.employee.token, otherStore.admin.token, platform]) {
    expect((await get(token, '/export')).body.code).toBe('NOT_ALLOWED');
    const erased = await server.ask('POST', `/customers/${customer.id}/erase`, {
      token,
      body: { reason: 'x' },
    });
    expect(erased.body.code).toBe('NOT_ALLOWED');
  }
  const foreign = await server.anOrganization(`foreign-${randomUUID().slice(0, 8)}`);
  expect((await get(foreign.store.admin.token)).status).toBe(404);
});

test('whatever is typed as a name comes back as it was or is refused as text', async (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const { token, storeId } = await aShop();
  for (const name of readNaughtyStrings().filter((text) => text.length <= 200)) {
    const body = { id: newId<'Customer'>(), storeId, name };
    const { status, body: made } = await server.ask('POST', '/customers', { token, body });
    if (status === 201) expect(made.name).toBe(name);
    else expect(made.code, name).toBe('INVALID_REQUEST');
  }
});
