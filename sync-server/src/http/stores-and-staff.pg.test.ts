import { verify } from '@node-rs/argon2';
import {
  NAUGHTY_STRINGS,
  needsDataFiles,
  readNaughtyStrings,
} from '@second-chance/shared/test/data-files.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('stores');
});

afterAll(() => server[Symbol.asyncDispose]());

const id = newId;

test('the list of stores says what anyone may know and nothing else', async () => {
  const { body } = await server.ask('GET', '/stores');
  const { storeId, settings } = shop.store;
  expect(body.rows).toHaveLength(2);
  expect(body.rows[0]).toEqual({
    id: storeId,
    code: 'S1',
    name: settings.name,
    addressLines: settings.addressLines,
    currency: settings.currency,
    locale: settings.locale,
    timeZone: settings.timeZone,
  });
});

test('opening a store twice opens one; its settings are the first of its feed', async () => {
  const body = { ...shop.store.settings, id: id<'Store'>(), code: 'TWICE' };
  const ask = () => server.ask('POST', '/stores', { token: shop.platform, body });
  const [first, again] = [await ask(), await ask()];
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  const [row] = await server.query(
    `select s.feed_number, f.last_number from store s
     join feed_scope f on f.store_id = s.id where s.id = $1`,
    [body.id],
  );
  expect(row).toEqual({ feed_number: '1', last_number: '1' });
  const taken = { ...body, id: id<'Store'>() };
  const other = await server.ask('POST', '/stores', { token: shop.platform, body: taken });
  expect([other.status, other.body.code]).toEqual([409, 'ALREADY_EXISTS']);
});

test.for([
  { currency: 'XYZ' },
  { timeZone: 'Berlin' },
  { locale: 'not a locale' },
  { cashNotes: [1_000, 500] },
  { dayStartsAt: 1_440 },
])('a store cannot have the settings %j', async (fields) => {
  const body = { ...shop.store.settings, ...fields, id: id<'Store'>(), code: 'BAD' };
  const { status, body: error } = await server.ask('POST', '/stores', {
    token: shop.platform,
    body,
  });
  expect([status, error.code]).toEqual([400, 'INVALID_REQUEST']);
});

test('a store changes by revision, but not its currency once it has things with prices', async () => {
  const { storeId, admin, category } = shop.otherStore;
  const patch = (body: Record<string, unknown>) =>
    server.ask('PATCH', `/stores/${storeId}`, { token: shop.platform, body });
  expect((await patch({ revision: 1, currency: 'CHF', cashIncrement: 5 })).body).toMatchObject({
    currency: 'CHF',
    revision: 2,
  });
  expect((await patch({ revision: 1, returnDays: 7 })).body.code).toBe('CONFLICT');
  const item = {
    id: id<'Item'>(),
    storeId,
    name: 'Lamp',
    kind: 'unique',
    categoryId: category.id,
    condition: 'fair',
    price: 900,
  };
  await server.ask('POST', '/items', { token: admin.token, body: item });
  const { status, body } = await patch({ revision: 2, currency: 'EUR' });
  expect([status, body.code]).toEqual([400, 'INVALID_REQUEST']);
});

test('a tax rate is put as a whole: new, changed, unchanged, and never with days in disorder', async () => {
  const { storeId } = shop.store;
  const rate = (basisPoints: number, validFrom: string) => ({ basisPoints, validFrom });
  const taxId = id<'TaxRate'>();
  const put = (rates: unknown[]) =>
    server.ask('PUT', `/tax-rates/${taxId}`, {
      token: shop.platform,
      body: { id: taxId, storeId, name: 'Reduced', rates },
    });
  expect((await put([rate(700, '2020-01-01')])).body.revision).toBe(1);
  const both = [rate(700, '2020-01-01'), rate(800, '2030-01-01')];
  expect((await put(both)).body.revision).toBe(2);
  expect((await put(both)).body.revision).toBe(2);
  expect((await put(both.toReversed())).body.code).toBe('INVALID_REQUEST');
  const moved = { id: taxId, storeId: shop.otherStore.storeId, name: 'Reduced', rates: both };
  const answer = await server.ask('PUT', `/tax-rates/${taxId}`, {
    token: shop.platform,
    body: moved,
  });
  expect(answer.body.code).toBe('ALREADY_EXISTS');
});

test('a PIN is stored as argon2id for the till and never shown, logged or kept in the audit log', async () => {
  const { token } = shop.store.admin;
  const person = {
    id: id<'Staff'>(),
    storeId: shop.store.storeId,
    displayName: 'Bo',
    role: 'store_employee',
    pin: '739154',
  };
  const made = await server.ask('POST', '/staff', { token, body: person });
  expect(made).toMatchObject({ status: 201, body: { hasPin: true, active: true, revision: 1 } });
  const [row] = await server.query('select document from staff where id = $1', [person.id]);
  expect(row.document.pinHash).toMatch(/^\$argon2id\$/);
  expect(await verify(row.document.pinHash, '739154')).toBe(true);

  const changed = await server.ask('PATCH', `/staff/${person.id}`, {
    token,
    body: { revision: 1, pin: '8264' },
  });
  expect(changed.body).toMatchObject({ hasPin: true, revision: 2 });
  const [after] = await server.query('select document from staff where id = $1', [person.id]);
  expect(await verify(after.document.pinHash, '8264')).toBe(true);
  const list = await server.ask('GET', `/staff?storeId=${shop.store.storeId}`, { token });
  const audit = await server.query('select * from audit_log where subject = $1', [person.id]);
  expect(audit).toHaveLength(2);
  const shown = JSON.stringify([made.body, changed.body, list.body, audit, server.logged]);
  for (const secret of ['argon2', '739154', 'pinHash"']) expect(shown).not.toContain(secret);
});

test('adding a person twice adds one, with the PIN of the first time', async () => {
  const { token } = shop.store.admin;
  const body = {
    id: id<'Staff'>(),
    storeId: shop.store.storeId,
    displayName: 'Cy',
    role: 'store_employee',
    pin: '1357',
  };
  const [first, again] = [
    await server.ask('POST', '/staff', { token, body }),
    await server.ask('POST', '/staff', { token, body }),
  ];
  expect(again.body).toEqual(first.body);
  const other = { ...body, displayName: 'Di' };
  expect((await server.ask('POST', '/staff', { token, body: other })).body.code).toBe(
    'ALREADY_EXISTS',
  );
});

test('only the platform admin makes and changes admins of a store', async () => {
  const admin = {
    id: id<'Staff'>(),
    storeId: shop.store.storeId,
    displayName: 'Ed',
    role: 'store_admin',
  };
  const { token } = shop.store.admin;
  expect((await server.ask('POST', '/staff', { token, body: admin })).body.code).toBe(
    'NOT_ALLOWED',
  );
  expect((await server.ask('POST', '/staff', { token: shop.platform, body: admin })).status).toBe(
    201,
  );
  const demoted = { revision: 1, role: 'store_employee' };
  const path = `/staff/${admin.id}`;
  expect((await server.ask('PATCH', path, { token, body: demoted })).body.code).toBe('NOT_ALLOWED');
  expect((await server.ask('PATCH', path, { token: shop.platform, body: demoted })).status).toBe(
    200,
  );
  const promoted = { revision: 2, role: 'store_admin' };
  expect((await server.ask('PATCH', path, { token, body: promoted })).body.code).toBe(
    'NOT_ALLOWED',
  );
});

test('the audit log shows a store admin their store, and the platform admin all, in pages', async () => {
  const own = await server.ask('GET', '/audit-log?limit=500', { token: shop.store.admin.token });
  const stores = new Set(
    own.body.rows.map(({ after, before }: Record<string, Record<string, string> | null>) => {
      const thing = after ?? before;
      return thing?.storeId ?? thing?.id;
    }),
  );
  expect([...stores]).toEqual([shop.store.storeId]);

  const all: string[] = [];
  let cursor = '';
  do {
    const { body } = await server.ask('GET', `/audit-log?limit=7${cursor}`, {
      token: shop.platform,
    });
    all.push(...body.rows.map((line: { id: string }) => line.id));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  const rows = await server.query('select id from audit_log order by id desc');
  expect(all).toEqual(rows.map((row) => row.id));
});

test('every naughty string is kept verbatim by stores, categories, taxes, markdowns, staff and accounts, or refused', async (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const strings = readNaughtyStrings();
  const { storeId, admin, category, taxRate } = shop.store;
  const { token } = admin;
  const isPlain = (text: string) => /^[ -~]*$/.test(text);
  let asked = 0;
  let kept = 0;
  let revision = 1;
  for (const [place, text] of strings.entries()) {
    const put = { id: id<'TaxRate'>(), storeId, name: text };
    const staff = { id: put.id, storeId, displayName: text, role: 'store_employee' };
    const asks = [
      ['POST', '/categories', token, { ...category, id: put.id, name: text }, 'name'],
      ['POST', '/staff', token, staff, 'displayName'],
      ['PUT', `/price-schedules/${put.id}`, token, { ...put, phases: [] }, 'name'],
      ['PUT', `/tax-rates/${put.id}`, shop.platform, { ...put, rates: taxRate.rates }, 'name'],
      [
        'PATCH',
        `/stores/${storeId}`,
        shop.platform,
        { revision, receiptFooter: text },
        'receiptFooter',
      ],
    ] as const;
    // All fields are read by one schema: a plain string is tried on one of them, an odd one on all.
    const tried = isPlain(text) ? [asks[place % asks.length] ?? asks[0]] : asks;
    asked += tried.length;
    for (const [method, path, as, body, field] of tried) {
      const answer = await server.ask(method, path, { token: as, body });
      if (answer.status < 300) {
        expect(answer.body[field]).toBe(text);
        if (field === 'receiptFooter') revision = answer.body.revision;
        kept += 1;
      } else {
        expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_REQUEST']);
      }
    }
    if (place % 20 === 0) {
      const email = `naughty-${place}@example.com`;
      const body = { email, password: 'correct horse battery', displayName: text };
      const answer = await server.ask('POST', '/auth/register', { body });
      if (answer.status === 201) expect(answer.body.account.displayName).toBe(text);
      else expect([400, 429]).toContain(answer.status);
    }
    const login = { email: text, password: text.slice(0, 120) };
    expect([400, 401, 429]).toContain(
      (await server.ask('POST', '/auth/login', { body: login })).status,
    );
  }
  expect(asked).toBeGreaterThan(strings.length * 1.5);
  expect(kept).toBeGreaterThan(asked * 0.8);
});
