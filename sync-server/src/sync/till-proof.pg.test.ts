import { gzipSync } from 'node:zlib';
import {
  PROTOCOL_HEADER,
  PROTOCOL_VERSIONS_ACCEPTED,
} from '@second-chance/shared/contract/protocol.ts';
import { PROOF_SKEW_SECONDS_MAX, SERVER_TIME_HEADER } from '@second-chance/shared/contract/sync.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { aJournal, aRegisterKey } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import { proofOf, syncFixture } from '../../test/sync-fixture.ts';
import { BODY_BYTES_MAX } from './read-body.ts';

const PULL = '/sync/pull?after=0&limit=10';

test('a proof opens its own request and tells the server’s time on every answer', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const answer = await fixture.sendAs(till, PULL, { method: 'GET' });
  expect(answer.status).toBe(200);
  const refused = await fixture.send(PULL, { method: 'GET' });
  expect(refused).toMatchObject({ status: 401, body: { code: 'PROOF_INVALID' } });
  for (const { headers } of [answer, refused]) {
    expect(headers.get(SERVER_TIME_HEADER)).toBe(String(fixture.clock()));
  }
});

test('a proof is worthless for another body, path, query or method', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const { entries } = aJournal({ key: till.key, length: 2 });
  const body = Buffer.from(JSON.stringify({ entries: entries.slice(0, 1) }));
  const now = fixture.clock();
  const stolen = proofOf(till, { method: 'POST', path: '/sync/journal', bytes: body, now });
  const headers = { authorization: `Till ${stolen}` };

  const other = Buffer.from(JSON.stringify({ entries }));
  const code = 'PROOF_INVALID';
  expect((await fixture.send('/sync/journal', { body: other, headers })).body).toMatchObject({
    code,
  });
  expect((await fixture.send('/sync/journal?x=1', { body, headers })).body).toMatchObject({ code });
  const pulled = proofOf(till, { method: 'GET', path: PULL, bytes: Buffer.alloc(0), now });
  for (const path of ['/sync/pull?after=0&limit=11', '/sync/pull']) {
    const sent = { method: 'GET', headers: { authorization: `Till ${pulled}` } };
    expect((await fixture.send(path, sent)).body).toMatchObject({ code });
  }
  expect(await fixture.query('select count(*)::int as n from journal_entry')).toEqual([{ n: 0 }]);
  // That very request may be repeated; it does nothing twice.
  for (const _ of [1, 2]) {
    expect((await fixture.send('/sync/journal', { body, headers })).status).toBe(200);
  }
  expect(await fixture.query('select count(*)::int as n from journal_entry')).toEqual([{ n: 1 }]);
});

test.for([
  ['another organization', { org: anId(0xdead) }, 'REGISTER_UNKNOWN'],
  ['another register', { iss: anId(0xdead) }, 'REGISTER_UNKNOWN'],
  ['an epoch to come', { epoch: 2 }, 'REGISTER_UNKNOWN'],
  ['ids that are none', { iss: "' or 1=1 --" }, 'PROOF_INVALID'],
  ['a claim too many', { admin: true }, 'PROOF_INVALID'],
  ['a clock behind', { iat: 0 }, 'CLOCK_SKEW'],
] as const)('a proof for %s is refused', async ([, claims, code]) => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const answer = await fixture.sendAs(till, PULL, { method: 'GET', claims });
  expect(answer).toMatchObject({ status: 401, body: { code } });
});

test('clocks may differ by as much as the contract says and no more', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const seconds = Math.floor(fixture.clock() / 1_000);
  fixture.setClock(seconds * 1_000);
  for (const [off, status] of [
    [PROOF_SKEW_SECONDS_MAX, 200],
    [-PROOF_SKEW_SECONDS_MAX, 200],
    [PROOF_SKEW_SECONDS_MAX + 1, 401],
    [-PROOF_SKEW_SECONDS_MAX - 1, 401],
  ] as const) {
    const claims = { iat: seconds + off };
    expect((await fixture.sendAs(till, PULL, { method: 'GET', claims })).status).toBe(status);
  }
});

test('a key that is not the register’s opens nothing, nor does an unsigned token', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const thief = { ...till, key: aRegisterKey() };
  expect((await fixture.sendAs(thief, PULL, { method: 'GET' })).body.code).toBe('PROOF_INVALID');
  const [, claims] = proofOf(till, {
    method: 'GET',
    path: PULL,
    bytes: Buffer.alloc(0),
    now: fixture.clock(),
  }).split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  for (const token of [`${none}.${claims}.`, `${none}.${claims}.AAAA`, `${claims}`, '..', '💥']) {
    const headers = { authorization: encodeURI(`Till ${token}`) };
    const answer = await fixture.send(PULL, { method: 'GET', headers });
    expect(answer).toMatchObject({ status: 401, body: { code: 'PROOF_INVALID' } });
  }
});

test('revoking holds from the next request on; a stranger is not told of it', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  expect((await fixture.sendAs(till, PULL, { method: 'GET' })).status).toBe(200);
  await fixture.query('update register set revoked_at = 1');
  expect(await fixture.sendAs(till, PULL, { method: 'GET' })).toMatchObject({
    status: 403,
    body: { code: 'REGISTER_REVOKED' },
  });
  const thief = { ...till, key: aRegisterKey() };
  expect((await fixture.sendAs(thief, PULL, { method: 'GET' })).body.code).toBe('PROOF_INVALID');
});

test('a device whose register was enrolled anew is shut out', async () => {
  await using fixture = await syncFixture();
  const old = await fixture.addTill();
  const till = await fixture.addTill();
  expect((await fixture.sendAs(old, PULL, { method: 'GET' })).body.code).toBe('REGISTER_REVOKED');
  expect((await fixture.sendAs(till, PULL, { method: 'GET' })).status).toBe(200);
});

test('a version of the protocol that is not spoken is refused before anything else', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  for (const version of ['0', '999', 'one']) {
    const headers = { [PROTOCOL_HEADER]: version };
    expect(await fixture.sendAs(till, PULL, { method: 'GET', headers })).toMatchObject({
      status: 426,
      body: { code: 'PROTOCOL_UNSUPPORTED', details: { accepted: PROTOCOL_VERSIONS_ACCEPTED } },
    });
  }
});

test('bodies that are too large, packed or not, or no JSON are refused with their code', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  const gzip = { 'content-encoding': 'gzip' };
  const bomb = gzipSync(Buffer.alloc(BODY_BYTES_MAX * 10, 32));
  expect(bomb.length).toBeLessThan(100_000);
  for (const [body, headers, code] of [
    [Buffer.alloc(BODY_BYTES_MAX + 1, 32), {}, 'PAYLOAD_TOO_LARGE'],
    [bomb, gzip, 'PAYLOAD_TOO_LARGE'],
    [Buffer.from('not gzip'), gzip, 'INVALID_REQUEST'],
    [Buffer.from('{"entries":['), {}, 'INVALID_REQUEST'],
    [Buffer.from([0x7b, 0xff, 0x7d]), {}, 'INVALID_REQUEST'],
    [Buffer.from('{}'), { 'content-encoding': 'br' }, 'INVALID_REQUEST'],
    [Buffer.from('null'), {}, 'INVALID_REQUEST'],
    [Buffer.from('{"entries":"x"}'), {}, 'INVALID_REQUEST'],
  ] as const) {
    const answer = await fixture.sendAs(till, '/sync/journal', { body, headers: { ...headers } });
    expect(answer.body).toMatchObject({ code });
  }
});

test('a till is noted as heard of', async () => {
  await using fixture = await syncFixture();
  const till = await fixture.addTill();
  fixture.setClock(fixture.clock() + 60_000);
  await fixture.sendAs(till, PULL, { method: 'GET' });
  expect(await fixture.query('select last_contact_at from register')).toEqual([
    { last_contact_at: String(fixture.clock()) },
  ]);
});
