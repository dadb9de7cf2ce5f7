import { ERROR_STATUS, type ErrorCode } from '@second-chance/shared/contract/errors.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aNewItem,
  type RestAnswer,
  type RestFixture,
  restFixture,
} from '../../test/rest-fixture.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('errors');
});

afterAll(() => server[Symbol.asyncDispose]());

/** Every error has this shape and nothing beside it, and its status from the table. */
function expectError({ status, body }: RestAnswer, code: ErrorCode): void {
  expect(body).toMatchObject({ code, message: expect.any(String) });
  expect(['code', 'message', 'details']).toEqual(expect.arrayContaining(Object.keys(body)));
  expect(status).toBe(ERROR_STATUS[code]);
  expect(JSON.stringify(body)).not.toMatch(/node_modules|sync-server|select |relation|stack/i);
}

test.for(['/nope', '/items/x/y', '/sync/nope', '/%', '/openapi.yaml'])(
  'the unknown address %s is answered with a code',
  async (path) => {
    const headers = { 'second-chance-protocol': '1' };
    const answer = await server.ask('GET', path, { headers });
    expectError(answer, 'NOT_FOUND');
  },
);

test('a method that an address does not have is answered like an unknown address', async () => {
  expectError(await server.ask('DELETE', '/items'), 'NOT_FOUND');
});

test.for(['{', '[1,2', '{"a":}', 'null', '5', '"text"', '[]', '{"__proto__":{"role":1}}'])(
  'the body %s is an invalid request',
  async (body) => {
    expectError(await server.ask('POST', '/auth/login', { body }), 'INVALID_REQUEST');
  },
);

test('a body that is not JSON is an invalid request, whatever it says it is', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const headers = { 'content-type': type };
    const answer = await server.ask('POST', '/auth/login', { body: '{}', headers });
    expectError(answer, 'INVALID_REQUEST');
  }
});

test('a body over the limit is too large, and the server goes on', async () => {
  const body = `{"email":"${'x'.repeat(9_000_000)}"}`;
  expectError(await server.ask('POST', '/auth/login', { body }), 'PAYLOAD_TOO_LARGE');
  expect((await server.ask('GET', '/healthz')).status).toBe(200);
});

test('a thousand items of the longest texts fit into one request', async () => {
  const items = Array.from({ length: 1_000 }, () =>
    aNewItem(shop.store, { description: 'x'.repeat(5_000), defects: 'y'.repeat(1_000) }),
  );
  const { token } = shop.store.admin;
  const answer = await server.ask('POST', '/items/batch', { token, body: { items } });
  expect(answer.body).toEqual({ created: 1_000, alreadyThere: 0 });
});

test('what does not fit the contract is named by its path', async () => {
  const answer = await server.ask('POST', '/items', {
    token: shop.store.admin.token,
    body: aNewItem(shop.store, { price: 'free', name: 5 }),
  });
  expectError(answer, 'INVALID_REQUEST');
  const paths = answer.body.details.issues.map(({ path }: { path: string }) => path);
  expect(paths.toSorted()).toEqual(['name', 'price']);
});

test.for([
  'limit=0',
  'limit=501',
  'limit=x',
  'cursor=!!',
  'cursor=AAAA',
  'storeId=1',
  'more=1',
  'status=new',
])('the query %s is an invalid request', async (query) => {
  expectError(await server.ask('GET', `/items?${query}`), 'INVALID_REQUEST');
});

test.for(['nobody', 'NOT-A-SLUG', "' or true --", ''])(
  'the organization %j is not found',
  async (slug) => {
    const path = `/items?organization=${encodeURIComponent(slug)}`;
    expectError(await server.ask('GET', path), 'NOT_FOUND');
  },
);

test('open=false asks for what is settled, not for what is open', async () => {
  const token = shop.platform;
  expect((await server.ask('GET', '/exceptions?open=false', { token })).status).toBe(200);
  expectError(await server.ask('GET', '/exceptions?open=maybe', { token }), 'INVALID_REQUEST');
});

test('what breaks inside is logged with its request and not told', async () => {
  await server.query('alter table category rename to category_away');
  const answer = await server.ask('GET', '/categories');
  await server.query('alter table category_away rename to category');
  expectError(answer, 'INTERNAL');
  expect(server.logged.join('\n')).toContain('relation \\"category\\" does not exist');
});

test('a request id is kept if it is sane and made if it is not', async () => {
  const idOf = async (id: string) =>
    (await server.ask('GET', '/healthz', { headers: { 'x-request-id': id } })).headers.get(
      'x-request-id',
    );
  expect(await idOf('from-the-proxy-1')).toBe('from-the-proxy-1');
  expect(await idOf('short')).toMatch(/^[0-9a-f-]{36}$/);
  expect(await idOf('<script>alert(1)</script>')).toMatch(/^[0-9a-f-]{36}$/);
});

test('readiness follows the database', async () => {
  const ready = await server.ask('GET', '/readyz');
  expect([ready.status, ready.body.migrations]).toEqual([200, 'ok']);
  await server.query(`update schema_migration set name = 'x' || name`);
  const missing = await server.ask('GET', '/readyz');
  expect([missing.status, missing.body.migrations]).toEqual([503, 'missing']);
  await server.query('update schema_migration set name = substr(name, 2)');
});

test('requests are measured by route, never by address', async () => {
  await server.ask('GET', '/items/01900000-0000-7000-8000-000000000001');
  const { body } = await server.ask('GET', '/metrics');
  expect(body).toContain('route="items.get",status="404"');
  expect(body).not.toContain('01900000');
});

test('every answer carries the headers that protect browsers', async () => {
  const { headers } = await server.ask('GET', '/items');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('x-powered-by')).toBeNull();
});
