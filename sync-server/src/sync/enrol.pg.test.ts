import type { RegisterId } from '@second-chance/shared/ids.ts';
import { ORGANIZATION_ID, REGISTER_ID, STORE_ID } from '@second-chance/shared/test/builders.ts';
import { aJournal, aRegisterKey } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import { type SyncFixture, syncFixture } from '../../test/sync-fixture.ts';
import { inTenant } from '../db/tenant-transaction.ts';
import {
  ENROLMENT_CODE_LIFE_MS,
  enrolmentCodeHash,
  newEnrolmentCode,
} from '../registers/enrolment-code.ts';
import { addCode } from '../registers/enrolment-repository.ts';
import { insertRegister } from '../registers/register-repository.ts';

async function aCode(fixture: SyncFixture, registerId: RegisterId = REGISTER_ID): Promise<string> {
  const code = newEnrolmentCode();
  const at = fixture.clock();
  const place = { organizationId: ORGANIZATION_ID, storeId: STORE_ID, registerId };
  await inTenant(fixture.db, ORGANIZATION_ID, async (tx) => {
    await insertRegister(tx, { ...place, code: 'A1', name: 'Front' });
    const expiresAt = (at + ENROLMENT_CODE_LIFE_MS) as typeof at;
    await addCode(tx, place, { codeHash: enrolmentCodeHash(code), at, expiresAt });
  });
  return code;
}

const enrol = (fixture: SyncFixture, code: string, key = aRegisterKey()) =>
  fixture.send('/sync/enrol', {
    body: { code, publicKey: key.publicKeyJwk, appVersion: '1.2.3' },
  });

test('a code, however it is typed, binds a device and begins the next epoch', async () => {
  await using fixture = await syncFixture();
  const key = aRegisterKey();
  const code = await aCode(fixture);
  const typed = code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replace('-', ' ');
  const answer = await enrol(fixture, typed, key);
  expect(answer).toMatchObject({
    status: 200,
    body: {
      organizationId: ORGANIZATION_ID,
      storeId: STORE_ID,
      storeName: 'Second Chance Kreuzberg',
      registerId: REGISTER_ID,
      registerCode: 'A1',
      registerName: 'Front',
      epoch: 1,
      lastZNumber: 0,
      serverKey: fixture.deps.serverKey.publicKey,
      serverTime: fixture.clock(),
    },
  });
  const till = { key, registerId: REGISTER_ID, epoch: 1 };
  const { entries } = aJournal({ key, length: 1 });
  expect((await fixture.sendAs(till, '/sync/journal', { body: { entries } })).status).toBe(200);
  expect(await fixture.query('select code_hash from enrolment_code')).not.toEqual([
    { code_hash: code },
  ]);
});

test('a lost reply is answered again, to the same key alone', async () => {
  await using fixture = await syncFixture();
  const key = aRegisterKey();
  const code = await aCode(fixture);
  const first = await enrol(fixture, code, key);
  const again = await enrol(fixture, code, key);
  expect(again.body).toEqual(first.body);
  expect(await enrol(fixture, code)).toMatchObject({
    status: 403,
    body: { code: 'ENROLMENT_CODE_WRONG' },
  });
  expect(await fixture.query('select epoch from register_epoch')).toEqual([{ epoch: 1 }]);
});

test('a code from before its store was closed gives nobody a till there', async () => {
  await using fixture = await syncFixture();
  const code = await aCode(fixture);
  await fixture.query('update store set closed_at = 1');
  expect(await enrol(fixture, code)).toMatchObject({
    status: 403,
    body: { code: 'ENROLMENT_CODE_WRONG' },
  });
  expect(await fixture.query('select epoch from register_epoch')).toEqual([]);
  await fixture.query('update store set closed_at = null');
  expect((await enrol(fixture, code)).status).toBe(200);
});

test('wrong, used, expired and replaced codes get one and the same answer', async () => {
  await using fixture = await syncFixture();
  const used = await aCode(fixture);
  await enrol(fixture, used);
  const replaced = await aCode(fixture);
  const expired = await aCode(fixture);
  const replacedAnswer = await enrol(fixture, replaced);
  fixture.setClock(fixture.clock() + ENROLMENT_CODE_LIFE_MS);
  const answers = [
    replacedAnswer,
    await enrol(fixture, used),
    await enrol(fixture, expired),
    await enrol(fixture, 'ZZZZZ-ZZZZZ'),
    await enrol(fixture, "'; drop table"),
  ];
  for (const { status, body } of answers) {
    expect({ status, body }).toEqual({ status: 403, body: answers[0]?.body });
  }
  expect(await fixture.query('select epoch from register')).toEqual([{ epoch: 1 }]);
});

test('two devices that type one code at once: one gets the register', async () => {
  await using fixture = await syncFixture();
  const code = await aCode(fixture);
  const answers = await Promise.all([1, 2, 3, 4].map(() => enrol(fixture, code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403]);
  expect(await fixture.query('select epoch from register')).toEqual([{ epoch: 1 }]);
});

test('a new enrolment lifts a revocation, shuts the old device out and goes on with Z numbers', async () => {
  await using fixture = await syncFixture();
  const old = aRegisterKey();
  await enrol(fixture, await aCode(fixture), old);
  await fixture.query('update register set revoked_at = 1, last_z_number = 41');
  const key = aRegisterKey();
  const { body } = await enrol(fixture, await aCode(fixture), key);
  expect(body).toMatchObject({ epoch: 2, lastZNumber: 41 });
  const pull = (till: Parameters<SyncFixture['sendAs']>[0]) =>
    fixture.sendAs(till, '/sync/pull', { method: 'GET' });
  const registerId = REGISTER_ID;
  expect((await pull({ key, registerId, epoch: 2 })).status).toBe(200);
  expect((await pull({ key: old, registerId, epoch: 1 })).body.code).toBe('REGISTER_REVOKED');
});

test('guessing is slowed down', async () => {
  await using fixture = await syncFixture();
  let last = await enrol(fixture, 'AAAAA-00000');
  for (let tries = 1; last.status === 403 && tries < 100; tries += 1) {
    last = await enrol(fixture, newEnrolmentCode());
  }
  expect(last).toMatchObject({ status: 429, body: { code: 'TOO_MANY_TRIES' } });
});

test('what is no enrolment is refused', async () => {
  await using fixture = await syncFixture();
  const { publicKeyJwk } = aRegisterKey();
  for (const body of [
    {},
    { code: 'x', publicKey: { ...publicKeyJwk, d: 'secret' }, appVersion: '1' },
    { code: 'x', publicKey: { ...publicKeyJwk, x: 'short' }, appVersion: '1' },
    { code: 'x'.repeat(41), publicKey: publicKeyJwk, appVersion: '1' },
  ]) {
    expect((await fixture.send('/sync/enrol', { body })).body.code).toBe('INVALID_REQUEST');
  }
});
