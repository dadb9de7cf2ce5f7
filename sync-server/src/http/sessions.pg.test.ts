import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, type RestFixture, restFixture } from '../../test/rest-fixture.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('sessions');
});

afterAll(() => server[Symbol.asyncDispose]());

const ADMIN = { email: 'admin@sessions.example', password: PASSWORD };
const from = (cookie: string, origin = server.url) => ({ headers: { cookie, origin } });

/** Signs in and answers the cookie, as a browser would send it back. */
async function cookieOf(body = ADMIN): Promise<string> {
  const answer = await server.ask('POST', '/auth/session', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

test('a browser signs in, is who it is, and signs out; the cookie is worth nothing then', async () => {
  const stranger = await server.ask('GET', '/auth/session');
  expect(stranger.body).toEqual({
    state: 'signed_out',
    organization: { slug: 'sessions', name: 'sessions' },
  });
  const cookie = await cookieOf();
  const me = await server.ask('GET', '/auth/session', from(cookie));
  expect(me.body).toMatchObject({ state: 'signed_in', account: { email: ADMIN.email } });
  expect(me.headers.get('cache-control')).toBe('no-store');
  expect((await server.ask('GET', '/audit-log', from(cookie))).status).toBe(200);
  const out = await server.ask('DELETE', '/auth/session', from(cookie));
  expect(out.body.state).toBe('signed_out');
  expect(out.headers.getSetCookie()[0]).toMatch(/=; .*Expires=Thu, 01 Jan 1970/);
  const after = await server.ask('GET', '/audit-log', from(cookie));
  expect(after.body.code).toBe('NOT_SIGNED_IN');
});

test('no script can read the cookie, no other site sends it, and only its hash is stored', async () => {
  const answer = await server.ask('POST', '/auth/session', { body: ADMIN });
  const [header = ''] = answer.headers.getSetCookie();
  expect(header).toMatch(/; HttpOnly/);
  expect(header).toMatch(/; SameSite=Strict/);
  expect(header).not.toMatch(/Domain/);
  const token = /=([^;]+)/.exec(header)?.[1] ?? '';
  expect(token.length).toBeGreaterThan(40);
  const rows = await server.query('select * from session');
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(server.logged.join('')).not.toContain(token);
});

test('behind any name but loopback the cookie is a __Host- one over TLS', async () => {
  const answer = await server.ask('POST', '/auth/session', { body: ADMIN });
  expect(answer.headers.getSetCookie()[0]).toMatch(/^second-chance=/);
  const { request } = await import('node:http');
  const headers = await new Promise<readonly string[]>((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const asked = request({
      hostname,
      port,
      path: '/auth/session',
      method: 'POST',
      headers: { host: 'shop.example', 'content-type': 'application/json' },
    });
    asked.on('response', (response) => resolve(response.headers['set-cookie'] ?? []));
    asked.on('error', reject);
    asked.end(JSON.stringify(ADMIN));
  });
  expect(headers[0]).toMatch(/^__Host-second-chance=.*; Path=\/.*; HttpOnly; Secure/);
});

test.for(['https://evil.example', 'null', ''])(
  'a write by cookie from the origin %j is refused',
  async (origin) => {
    const cookie = await cookieOf();
    const headers = origin === '' ? { cookie } : { cookie, origin };
    const body = { revision: 1, returnDays: 3 };
    const path = `/stores/${shop.store.storeId}`;
    const answer = await server.ask('PATCH', path, { headers, body });
    expect([answer.status, answer.body.code]).toEqual([403, 'ORIGIN_REFUSED']);
    const read = await server.ask('GET', path, { headers });
    expect(read.body).toMatchObject({ revision: 1 });
  },
);

test('a cookie that is not ours is a stranger, and what it carried is not looked up', async () => {
  for (const token of ['x', 'A'.repeat(64), 'é', "'; drop table session; --"]) {
    const cookie = `second-chance=${encodeURIComponent(token)}`;
    const answer = await server.ask('GET', '/auth/session', from(cookie));
    expect(answer.body.state).toBe('signed_out');
  }
});

test('customers and employees do not get into the admin web', async () => {
  for (const person of [shop.customer, shop.store.employee]) {
    await server.query('update account set password_hash = $1 where id = $2', [
      (await server.query('select password_hash from account where email = $1', [ADMIN.email]))[0]
        .password_hash,
      person.id,
    ]);
    const body = { email: person.email, password: PASSWORD };
    const answer = await server.ask('POST', '/auth/session', { body });
    expect(answer.body.code).toBe('NOT_ALLOWED');
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
});

test('a session ends by itself: after a day without a request, and when the account is disabled', async () => {
  const idle = await cookieOf();
  await server.query('update session set last_seen_at = last_seen_at - 13 * 3600000');
  expect((await server.ask('GET', '/auth/session', from(idle))).body.state).toBe('signed_out');
  const disabled = await cookieOf();
  await server.query('update account set disabled_at = 1 where email = $1', [ADMIN.email]);
  expect((await server.ask('GET', '/auth/session', from(disabled))).body.state).toBe('signed_out');
  await server.query('update account set disabled_at = null where email = $1', [ADMIN.email]);
});

test('every sign-in has a token of its own, whatever cookie the browser had before', async () => {
  const cookie = await cookieOf();
  const again = await server.ask('POST', '/auth/session', { body: ADMIN, ...from(cookie) });
  const fresh = again.headers.getSetCookie()[0]?.split(';')[0];
  expect(fresh).not.toBe(cookie);
  expect((await server.ask('GET', '/auth/session', from(cookie))).body.state).toBe('signed_out');
});

test('a sign-in is in the audit log', async () => {
  const cookie = await cookieOf();
  const { body } = await server.ask('GET', '/audit-log?limit=1', from(cookie));
  expect(body.rows[0]).toMatchObject({ action: 'session.start', before: null });
});
