import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBrowser, type TestBrowser } from '../../test/browser-session.ts';
import { PASSWORD, type RestFixture, restFixture } from '../../test/rest-fixture.ts';
import { FRESH_MS } from '../accounts/sessions.ts';
import { newId } from '../db/new-id.ts';

let server: RestFixture;
let shop: Awaited<ReturnType<RestFixture['anOrganization']>>;

beforeAll(async () => {
  server = await restFixture();
  shop = await server.anOrganization('security');
});

afterAll(() => server[Symbol.asyncDispose]());

const CHOSEN = 'teapot on a bicycle';

/** The newest mail to somebody, as soon as there is one. */
async function mailTo(email: string): Promise<{ readonly subject: string; readonly text: string }> {
  const newest = async () =>
    (
      await server.query(
        `select subject, text_body as text from mail where to_address = $1
         order by created_at desc, id desc limit 1`,
        [email],
      )
    )[0];
  await expect.poll(newest).toBeDefined();
  return newest();
}

const tokenIn = (text: string) => /\/admin\/link#(\S+)/.exec(text)?.[1] ?? '';

/** A store admin who was invited, chose a password and signed in. */
async function anAdmin(): Promise<TestBrowser & { readonly email: string; readonly id: string }> {
  const id = newId<'Account'>();
  const email = `${id}@security.example`;
  const body = { id, storeId: shop.store.storeId, email, displayName: 'Ada' };
  const invited = await server.ask('POST', '/store-admins', { token: shop.platform, body });
  expect(invited.body).toMatchObject({ state: 'invited', secondFactor: false });
  const token = tokenIn((await mailTo(email)).text);
  const set = await server.ask('POST', '/auth/links/password', {
    body: { token, password: CHOSEN },
  });
  expect(set.body).toEqual({ email });
  const browser = aBrowser(server);
  const signedIn = await browser.ask('POST', '/auth/session', { email, password: CHOSEN });
  expect(signedIn.body.state).toBe('signed_in');
  return { ...browser, email, id };
}

function codeOf(secret: string, at = Date.now()): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
}

/** Adds an authenticator; answers its secret and the recovery codes. */
async function withTotp(admin: TestBrowser) {
  const { body: begun } = await admin.ask('POST', '/account/totp', {});
  const code = codeOf(begun.secret, Date.now() - 30_000);
  const { body: confirmed } = await admin.ask('POST', '/account/totp/confirm', { code });
  return { ...begun, recoveryCodes: confirmed.recoveryCodes as readonly string[] };
}

test('an invited admin chooses a password by the link, once, and is the admin of that store', async () => {
  const admin = await anAdmin();
  const me = await admin.ask('GET', '/auth/me');
  expect(me.body).toMatchObject({ role: 'store_admin', storeId: shop.store.storeId });
  const token = tokenIn((await mailTo(admin.email)).text);
  for (const path of ['/auth/links/read', '/auth/links/password']) {
    const body = path.endsWith('read') ? { token } : { token, password: CHOSEN };
    const again = await server.ask('POST', path, { body });
    expect([again.status, again.body.code]).toEqual([410, 'LINK_EXPIRED']);
  }
});

test('a second invitation makes the first link worthless, and accepting ends both', async () => {
  const id = newId<'Account'>();
  const email = `${id}@security.example`;
  const body = { id, storeId: shop.store.storeId, email, displayName: 'Bo', language: 'de' };
  const ask = { token: shop.platform, body };
  await server.ask('POST', '/store-admins', ask);
  const first = await mailTo(email);
  expect(first.subject).toContain('Einladung');
  // The same request again invites nobody twice.
  expect((await server.ask('POST', '/store-admins', ask)).status).toBe(201);
  expect(await server.query('select 1 from mail where to_address = $1', [email])).toHaveLength(1);
  const path = `/store-admins/${id}/invitation`;
  expect((await server.ask('POST', path, { token: shop.platform })).status).toBe(200);
  const read = await server.ask('POST', '/auth/links/read', {
    body: { token: tokenIn(first.text) },
  });
  expect(read.body.code).toBe('LINK_EXPIRED');
  const token = tokenIn((await mailTo(email)).text);
  await server.ask('POST', '/auth/links/password', { body: { token, password: CHOSEN } });
  const after = await server.ask('POST', path, { token: shop.platform });
  expect(after.body.code).toBe('CONFLICT');
});

test('a common password is refused wherever one is chosen', async () => {
  const admin = await anAdmin();
  const own = await admin.ask('PUT', '/account/password', { password: 'Password2024!' });
  expect(own.body.code).toBe('PASSWORD_COMMON');
  const registered = await server.ask('POST', '/auth/register', {
    body: { email: 'new@security.example', password: 'qwertyuiop', displayName: 'N' },
  });
  expect(registered.body.code).toBe('PASSWORD_COMMON');
});

test('a forgotten password: the answer is the same for anyone, the link works once and ends every session', async () => {
  const admin = await anAdmin();
  const answers = [];
  for (const email of [admin.email.toUpperCase(), 'nobody@security.example', 'a\u0000b', '%']) {
    const answer = await server.ask('POST', '/auth/links/new-password', { body: { email } });
    answers.push([answer.status, answer.body]);
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([JSON.stringify([202, { accepted: true }])]),
  );
  await expect.poll(async () => (await mailTo(admin.email)).subject).toContain('new password');
  const token = tokenIn((await mailTo(admin.email)).text);
  const password = 'four blue chairs outside';
  const set = await server.ask('POST', '/auth/links/password', { body: { token, password } });
  expect(set.body).toEqual({ email: admin.email });
  expect((await admin.ask('GET', '/auth/session')).body.state).toBe('signed_out');
  expect((await mailTo(admin.email)).subject).toContain('was changed');
  const again = await server.ask('POST', '/auth/links/password', { body: { token, password } });
  expect(again.body.code).toBe('LINK_EXPIRED');
  const login = { email: admin.email, password: CHOSEN };
  expect((await server.ask('POST', '/auth/session', { body: login })).status).toBe(401);
  const none = await server.query("select 1 from mail where to_address like 'nobody%'");
  expect(none).toEqual([]);
});

test('a link runs out', async () => {
  const admin = await anAdmin();
  await server.ask('POST', '/auth/links/new-password', { body: { email: admin.email } });
  await expect.poll(async () => (await mailTo(admin.email)).subject).toContain('new password');
  const token = tokenIn((await mailTo(admin.email)).text);
  await server.query('update account_link set expires_at = $1', [Date.now()]);
  const read = await server.ask('POST', '/auth/links/read', { body: { token } });
  expect(read.body.code).toBe('LINK_EXPIRED');
});

test('with an authenticator the password alone opens nothing, and a code works once', async () => {
  const admin = await anAdmin();
  const { secret, qrCode } = await withTotp(admin);
  expect(qrCode).toMatch(/^<svg/);
  const browser = aBrowser(server);
  const login = { email: admin.email, password: CHOSEN };
  const begun = await browser.ask('POST', '/auth/session', login);
  expect(begun.body).toMatchObject({ state: 'second_factor', factors: ['totp', 'recovery_code'] });
  const half = browser.cookie();
  expect((await browser.ask('GET', '/items')).status).toBe(200);
  for (const path of ['/auth/me', '/account/security', '/audit-log']) {
    expect((await browser.ask('GET', path)).body.code, path).toBe('NOT_SIGNED_IN');
  }
  const wrong = await browser.ask('POST', '/auth/session/code', { code: '000000' });
  expect(wrong.body.code).toBe('SECOND_FACTOR_WRONG');
  const code = codeOf(secret);
  const whole = await browser.ask('POST', '/auth/session/code', { code });
  expect(whole.body.state).toBe('signed_in');
  expect(browser.cookie(), 'another token').not.toBe(half);
  expect((await aBrowser(server, half).ask('GET', '/auth/me')).body.code).toBe('NOT_SIGNED_IN');
  const other = aBrowser(server);
  await other.ask('POST', '/auth/session', login);
  const replayed = await other.ask('POST', '/auth/session/code', { code });
  expect(replayed.body.code).toBe('SECOND_FACTOR_WRONG');
  const lines = await server.query(
    "select action from audit_log where subject = $1 and action like 'session.wrong%'",
    [admin.id],
  );
  expect(lines).toHaveLength(2);
  const stored = await server.query('select secret from account_totp where account_id = $1', [
    admin.id,
  ]);
  expect(stored[0].secret).not.toContain(secret);
});

test('a recovery code opens once, and its owner is told', async () => {
  const admin = await anAdmin();
  const { recoveryCodes } = await withTotp(admin);
  expect(recoveryCodes).toHaveLength(10);
  const login = { email: admin.email, password: CHOSEN };
  const typed = recoveryCodes[0]?.toLowerCase().replace('-', ' ') ?? '';
  const states: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    const browser = aBrowser(server);
    await browser.ask('POST', '/auth/session', login);
    const { body } = await browser.ask('POST', '/auth/session/code', { code: typed });
    states.push(body.state ?? body.code);
  }
  expect(states).toEqual(['signed_in', 'SECOND_FACTOR_WRONG']);
  const mail = await mailTo(admin.email);
  expect([mail.subject, mail.text]).toEqual([
    'A recovery code was used',
    expect.stringContaining('9 are left'),
  ]);
});

test('after ten wrong codes an account has to wait, also with the right one', async () => {
  const admin = await anAdmin();
  const { secret } = await withTotp(admin);
  const browser = aBrowser(server);
  await browser.ask('POST', '/auth/session', { email: admin.email, password: CHOSEN });
  const codes: string[] = [];
  for (let tries = 0; tries < 10; tries += 1) {
    codes.push((await browser.ask('POST', '/auth/session/code', { code: '123' })).body.code);
  }
  expect(new Set(codes)).toEqual(new Set(['SECOND_FACTOR_WRONG']));
  const right = await browser.ask('POST', '/auth/session/code', { code: codeOf(secret) });
  expect(right.body.code).toBe('TOO_MANY_TRIES');
});

const DELICATE = [
  ['PUT', '/account/password', { password: CHOSEN }],
  ['POST', '/account/email', { email: 'other@security.example' }],
  ['POST', '/account/totp', {}],
  ['POST', '/account/totp/confirm', { code: '1' }],
  ['DELETE', '/account/totp', undefined],
  ['POST', '/account/passkeys/challenge', {}],
  ['POST', '/account/passkeys', { name: 'Key', response: {} }],
  ['DELETE', '/account/passkeys/abc', undefined],
  ['POST', '/account/recovery-codes', {}],
] as const;
const OWN = [
  ...DELICATE,
  ['GET', '/account/security', undefined],
  ['GET', '/account/sessions', undefined],
  ['DELETE', '/account/sessions', undefined],
  ['DELETE', `/account/sessions/${newId()}`, undefined],
] as const;

test('every route of my own account is in this walk', async () => {
  const { openApiDocument } = await import('./openapi.ts');
  const { paths = {} } = await openApiDocument();
  const all = Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'delete'] as const)
      .filter((method) => path.startsWith('/account/') && item?.[method])
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  const walked = OWN.map(([method, path]) =>
    `${method} ${path}`
      .replace('passkeys/abc', 'passkeys/{id}')
      .replace(/sessions\/[0-9a-f-]+$/, 'sessions/{id}'),
  );
  expect(walked.toSorted()).toEqual(all.toSorted());
});

test('what is delicate asks for a fresh proof by browser; a stranger is refused', async () => {
  const admin = await anAdmin();
  await server.query('update session set proven_at = proven_at - $1 where account_id = $2', [
    FRESH_MS + 1,
    admin.id,
  ]);
  for (const [method, path, body] of OWN) {
    const stranger = await server.ask(method, path, { body });
    expect(stranger.body.code, path).toBe('NOT_SIGNED_IN');
  }
  for (const [method, path, body] of DELICATE) {
    const stale = await admin.ask(method, path, body);
    expect(stale.body.code, path).toBe('FRESH_SIGN_IN_REQUIRED');
    const program = await server.ask(method, path, { token: shop.store.admin.token, body });
    expect(program.body.code, path).toBe('FRESH_SIGN_IN_REQUIRED');
  }
  const wrong = await admin.ask('POST', '/auth/session/confirm', { password: 'wrong' });
  expect(wrong.body.code).toBe('WRONG_CREDENTIALS');
  const right = await admin.ask('POST', '/auth/session/confirm', { password: CHOSEN });
  expect(right.body.state).toBe('signed_in');
  expect((await admin.ask('POST', '/account/totp', {})).status).toBe(200);
});

test('with a second factor the password alone does not freshen a session', async () => {
  const admin = await anAdmin();
  const { secret } = await withTotp(admin);
  const without = await admin.ask('POST', '/auth/session/confirm', { password: CHOSEN });
  expect(without.body.code).toBe('SECOND_FACTOR_WRONG');
  const code = codeOf(secret);
  const right = await admin.ask('POST', '/auth/session/confirm', { password: CHOSEN, code });
  expect(right.body.state).toBe('signed_in');
});

test('another e-mail counts once its link is opened, and both addresses are told', async () => {
  const admin = await anAdmin();
  const email = `new-${admin.id}@security.example`;
  expect((await admin.ask('POST', '/account/email', { email })).status).toBe(202);
  expect((await mailTo(admin.email)).subject).toContain('about to change');
  expect((await admin.ask('GET', '/auth/me')).body.email).toBe(admin.email);
  const token = tokenIn((await mailTo(email)).text);
  const read = await server.ask('POST', '/auth/links/read', { body: { token } });
  expect(read.body).toMatchObject({ purpose: 'new_email', email });
  const wrongUse = await server.ask('POST', '/auth/links/password', {
    body: { token, password: 'seven green bottles here' },
  });
  expect(wrongUse.body.code).toBe('LINK_EXPIRED');
  const done = await server.ask('POST', '/auth/links/email', { body: { token } });
  expect(done.body).toEqual({ email });
  expect((await mailTo(admin.email)).subject).toContain('was changed');
  const signedIn = await server.ask('POST', '/auth/session', { body: { email, password: CHOSEN } });
  expect(signedIn.status).toBe(200);
});

test('an e-mail that another account has is not given away, and nobody is told', async () => {
  const admin = await anAdmin();
  const email = 'admin@security.example';
  const answer = await admin.ask('POST', '/account/email', { email });
  expect(answer.status).toBe(202);
  expect(await server.query('select 1 from mail where to_address = $1', [email])).toEqual([]);
});

test('sessions are listed, and ended one by one or all', async () => {
  const admin = await anAdmin();
  const login = { email: admin.email, password: CHOSEN };
  const others = [aBrowser(server), aBrowser(server), aBrowser(server)];
  for (const browser of others) await browser.ask('POST', '/auth/session', login);
  const { body } = await admin.ask('GET', '/account/sessions');
  expect(body.rows).toHaveLength(4);
  expect(body.rows.filter((row: { current: boolean }) => row.current)).toHaveLength(1);
  const other = body.rows.find((row: { current: boolean }) => !row.current);
  expect((await admin.ask('DELETE', `/account/sessions/${other.id}`)).body).toEqual({ ended: 1 });
  expect((await admin.ask('DELETE', '/account/sessions')).body).toEqual({ ended: 2 });
  for (const browser of others) {
    expect((await browser.ask('GET', '/auth/session')).body.state).toBe('signed_out');
  }
  expect((await admin.ask('GET', '/auth/session')).body.state).toBe('signed_in');
  const foreign = await aBrowserOf(shop.platform);
  expect(foreign).toEqual({ ended: 0 });

  async function aBrowserOf(token: string) {
    const path = `/account/sessions/${body.rows[0].id}`;
    return (await server.ask('DELETE', path, { token })).body;
  }
});

test('a disabled admin is out at once, learns why only with the password, and comes back', async () => {
  const admin = await anAdmin();
  const act = (what: string) =>
    server.ask('POST', `/store-admins/${admin.id}/${what}`, { token: shop.platform });
  expect((await act('disable')).body.state).toBe('disabled');
  expect((await admin.ask('GET', '/auth/session')).body.state).toBe('signed_out');
  const login = (password: string) =>
    server.ask('POST', '/auth/session', { body: { email: admin.email, password } });
  expect((await login('wrong')).body.code).toBe('WRONG_CREDENTIALS');
  expect((await login(CHOSEN)).body.code).toBe('ACCOUNT_DISABLED');
  expect((await act('enable')).body.state).toBe('active');
  expect((await login(CHOSEN)).body.state).toBe('signed_in');
});

test('whoever lost their second factor gets in again after the platform admin took it away', async () => {
  const admin = await anAdmin();
  await withTotp(admin);
  const path = `/store-admins/${admin.id}/second-factor`;
  const removed = await server.ask('DELETE', path, { token: shop.platform });
  expect(removed.body).toMatchObject({ secondFactor: false });
  expect((await mailTo(admin.email)).subject).toContain('removed');
  const login = { email: admin.email, password: CHOSEN };
  const signedIn = await server.ask('POST', '/auth/session', { body: login });
  expect(signedIn.body.state).toBe('signed_in');
});

test('no log line and no audit line has a password, a code, a link or a secret', async () => {
  const admin = await anAdmin();
  const { secret, recoveryCodes } = await withTotp(admin);
  await server.ask('POST', '/auth/links/new-password', { body: { email: admin.email } });
  await expect.poll(async () => (await mailTo(admin.email)).subject).toContain('new password');
  const token = tokenIn((await mailTo(admin.email)).text);
  expect(token.length).toBeGreaterThan(40);
  const audit = JSON.stringify(await server.query('select * from audit_log'));
  const log = server.logged.join('\n');
  for (const hidden of [
    CHOSEN,
    PASSWORD,
    secret,
    recoveryCodes[0] ?? '',
    token,
    'security.example',
  ]) {
    expect(log, hidden).not.toContain(hidden);
    expect(audit, hidden).not.toContain(hidden);
  }
});
