import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { ACCESS_TOKEN_SECONDS, signAccessToken } from '../accounts/access-token.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('accounts');
});

afterAll(() => server[Symbol.asyncDispose]());

const ADA = { email: 'Ada@Example.com', password: PASSWORD, displayName: 'Ada' };

test('a customer registers, signs in with the e-mail in any case and is who they are', async () => {
  const registered = await server.ask('POST', '/auth/register', { body: ADA });
  expect(registered.status).toBe(201);
  expect(registered.body).toMatchObject({
    tokenType: 'Bearer',
    expiresInSeconds: ACCESS_TOKEN_SECONDS,
    account: { email: 'Ada@Example.com', role: 'customer', storeId: null },
  });
  const login = { email: 'ada@example.COM', password: PASSWORD };
  const signedIn = await server.ask('POST', '/auth/login', { body: login });
  expect(signedIn.status).toBe(200);
  const me = await server.ask('GET', '/auth/me', { token: signedIn.body.accessToken });
  expect(me.body).toEqual(registered.body.account);
});

test('an e-mail has one account, whatever its case', async () => {
  const body = { ...ADA, email: 'one@example.com' };
  await server.ask('POST', '/auth/register', { body });
  const again = { ...body, email: 'ONE@example.com' };
  const { status, body: error } = await server.ask('POST', '/auth/register', { body: again });
  expect([status, error.code]).toEqual([409, 'ALREADY_EXISTS']);
});

test('nobody registers with a role of their choice', async () => {
  const body = { ...ADA, email: 'root@example.com', role: 'platform_admin' };
  const { status, body: error } = await server.ask('POST', '/auth/register', { body });
  expect([status, error.code]).toEqual([400, 'INVALID_REQUEST']);
});

test.for([
  { why: 'the password is wrong', email: 'admin@accounts.example', password: 'not the password' },
  { why: 'nobody has the e-mail', email: 'nobody@example.com', password: PASSWORD },
  { why: 'the e-mail holds what no column can', email: 'a\u0000b', password: PASSWORD },
])('sign-in says the same where $why', async ({ email, password }) => {
  const answer = await server.ask('POST', '/auth/login', { body: { email, password } });
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual({
    code: 'WRONG_CREDENTIALS',
    message: 'E-mail or password is wrong.',
  });
});

test('after ten wrong passwords an e-mail has to wait, also with the right one', async () => {
  const body = { ...ADA, email: 'guessed@example.com' };
  await server.ask('POST', '/auth/register', { body });
  const login = (password: string) =>
    server.ask('POST', '/auth/login', { body: { email: body.email, password } });
  const statuses: number[] = [];
  for (let tries = 0; tries < 11; tries += 1) statuses.push((await login('wrong')).status);
  expect(statuses).toEqual([...Array(10).fill(401), 429]);
  const { body: error } = await login(PASSWORD);
  expect(error.code).toBe('TOO_MANY_TRIES');
  expect(error.details.retryAfterSeconds).toBeGreaterThan(0);
  const keys = await server.query('select key from rate_limit');
  expect(JSON.stringify(keys)).not.toContain('example.com');
});

test('a disabled account is refused at the next request', async () => {
  const person = await shop.aPerson('store_admin', shop.store.storeId);
  const ask = () => server.ask('GET', '/auth/me', { token: person.token });
  expect((await ask()).status).toBe(200);
  await server.query('update account set disabled_at = 1 where id = $1', [person.id]);
  expect(await ask()).toMatchObject({ status: 401, body: { code: 'NOT_SIGNED_IN' } });
});

test.for(['garbage', 'a.b.c', ''])(
  'the token %j is refused, also where none is needed',
  async (token) => {
    const { status, body } = await server.ask('GET', '/items', { token });
    expect([status, body.code]).toEqual([401, 'NOT_SIGNED_IN']);
  },
);

test('an expired token and one with another algorithm are refused', async () => {
  const { customer, organizationId } = shop;
  const subject = { accountId: customer.id, organizationId };
  const then = (Date.now() - (ACCESS_TOKEN_SECONDS + 60) * 1_000) as never;
  const expired = await signAccessToken(server.deps.serverKey, { ...subject, now: then });
  const [, payload] = customer.token.split('.');
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  for (const token of [expired, none]) {
    expect((await server.ask('GET', '/auth/me', { token })).status).toBe(401);
  }
});

test('no log line has a password, a token or an e-mail', async () => {
  await server.ask('GET', `/auth/me?organization=accounts&secret=${PASSWORD}`, {
    token: shop.platform,
  });
  const log = server.logged.join('\n');
  expect(log).toContain('/auth/login');
  for (const secret of [PASSWORD, encodeURI(PASSWORD), shop.platform, 'example.com']) {
    expect(log).not.toContain(secret);
  }
});
