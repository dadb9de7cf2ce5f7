import { hash, verify } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AT, anId } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { exportUnsynced } from '../journal/export-unsynced.ts';
import { appendSales } from '../journal/test/append-sale.ts';
import { enrolmentAnswer, setupStore } from '../store/test/setup-store.ts';
import { openDeviceKeys } from './device-key.ts';
import { enrol, unenrol } from './enrol.ts';
import { currentEnrolment, enrolments } from './enrolment.ts';
import { ed25519PublicKey } from './public-key.ts';
import { sealerOf } from './sealer.ts';

const clock = () => AT;
const code = { serverUrl: 'http://server.test', code: 'TEST' };

test('a key file is its owner’s alone, and a vault keeps the key out of it', () => {
  using setup = setupStore();
  const folder = join(setup.folder, 'sealed-keys');
  const seal = (text: string) => Buffer.from(text).toString('hex');
  const unseal = (text: string) => Buffer.from(text, 'hex').toString();
  const keys = openDeviceKeys({
    folder,
    vault: { seal, unseal, isSealed: (text) => /^[0-9a-f]+$/.test(text) },
  });
  const key = keys.pending();
  expect(keys.pending().keyId, 'the same until it is used').toBe(key.keyId);
  keys.adopt(key.keyId);
  expect(readdirSync(folder)).toEqual([`${key.keyId}.key`]);
  expect(statSync(join(folder, `${key.keyId}.key`)).mode & 0o777).toBe(0o600);
  const again = openDeviceKeys({
    folder,
    vault: { seal, unseal, isSealed: (text) => /^[0-9a-f]+$/.test(text) },
  }).load(key.keyId);
  expect(again?.derive('sealing')).toEqual(key.derive('sealing'));
  expect(keys.pending().keyId).not.toBe(key.keyId);
});

test('a secret opens for its device and its context alone', () => {
  using setup = setupStore();
  const one = sealerOf(setup.keys.pending());
  const other = sealerOf(openDeviceKeys({ folder: join(setup.folder, 'other') }).pending());
  const sealed = one.seal('secret', 'staff/1');
  expect(sealed).not.toContain('secret');
  expect(one.seal('secret', 'staff/1')).not.toBe(sealed);
  expect(one.open(sealed, 'staff/1')).toBe('secret');
  expect(one.open(sealed, 'staff/2')).toBeNull();
  expect(other.open(sealed, 'staff/1')).toBeNull();
  expect(one.open(`${sealed.slice(0, -2)}AA`, 'staff/1')).toBeNull();
  expect(one.open('', 'staff/1')).toBeNull();
});

test('an enrolment whose answer was lost is repeated with the same key', async () => {
  using setup = setupStore();
  const { store, keys } = setup;
  const sent: string[] = [];
  const lost: typeof globalThis.fetch = (_url, init) => {
    sent.push(String(init?.body));
    return Promise.reject(new TypeError('fetch failed'));
  };
  const deps = { store, keys, clock, appVersion: 'test' };
  const failed = await enrol({ ...deps, fetch: lost }, code);
  expect(failed).toMatchObject({ ok: false, error: { code: 'SERVER_UNREACHABLE' } });
  await enrol({ ...deps, fetch: lost }, code);
  expect(sent[0]).toBe(sent[1]);
  expect(currentEnrolment(store)).toBeNull();
});

test('the server’s refusal of a code comes through as it is', async () => {
  using setup = setupStore();
  const { store, keys } = setup;
  const fetch = async () =>
    Response.json({ code: 'ENROLMENT_CODE_WRONG', message: 'no' }, { status: 403 });
  const refused = await enrol({ store, keys, clock, appVersion: 'test', fetch }, code);
  expect(refused).toMatchObject({ ok: false, error: { code: 'ENROLMENT_CODE_WRONG' } });
});

test('a file belongs to one register for good', async () => {
  using setup = setupStore();
  await setup.enrol();
  const { store, keys } = setup;
  const other = enrolmentAnswer({ registerId: anId<'Register'>(99), registerCode: 'B2' });
  const fetch = async () => Response.json(other);
  const refused = await enrol({ store, keys, clock, appVersion: 'test', fetch }, code);
  expect(refused).toMatchObject({ ok: false, error: { code: 'ALREADY_ENROLLED' } });
  expect(currentEnrolment(store)?.registerCode).toBe('A1');
});

test('each enrolment has its own key and epoch; the old private key is gone, its public one stays', async () => {
  using setup = setupStore();
  const first = await setup.enrol();
  const second = await setup.enrol({ epoch: 2 });
  expect(second.key.keyId).not.toBe(first.key.keyId);
  expect(setup.keys.adopted()).toEqual([second.key.keyId]);
  expect(enrolments(setup.store).map(({ epoch, keyId }) => [epoch, keyId])).toEqual([
    [2, second.key.keyId],
    [1, first.key.keyId],
  ]);
});

test('signing out is refused while the server lacks an entry', async () => {
  using setup = setupStore();
  const { signer } = await setup.enrol();
  appendSales({ store: setup.store, signer }, 1, 2);
  const { store, keys } = setup;
  expect(unenrol({ store, keys, clock })).toMatchObject({
    error: { code: 'UNSYNCED_ENTRIES', details: { entries: 2 } },
  });
  store.prepare('update journal_head set acked_seq = seq').run();
  expect(unenrol({ store, keys, clock })).toEqual({ ok: true, value: null });
  expect(currentEnrolment(store)).toBeNull();
  expect(keys.adopted()).toEqual([]);
  expect(unenrol({ store, keys, clock })).toMatchObject({ error: { code: 'NOT_ENROLLED' } });
});

test('the export holds every unacknowledged entry byte for byte, under the device’s seal', async () => {
  using setup = setupStore();
  const { signer, key } = await setup.enrol();
  appendSales({ store: setup.store, signer }, 1, 3);
  setup.store.prepare(`update journal_head set acked_seq = 1 where chain = 'live'`).run();
  const { content, entries, fileName } = exportUnsynced(setup.store, signer, AT);
  expect(entries).toBe(2);
  expect(fileName).toBe('unsynced-A1-2026-03-14.jsonl');
  const lines = content.trimEnd().split('\n');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ entries: 2, registerCode: 'A1' });
  const stored = setup.store.prepare('select entry_json from journal_entry where seq > 1').all();
  expect(lines.slice(1, -1).map((entry_json) => ({ entry_json }))).toEqual(stored);
  const seal = JSON.parse(lines.at(-1) ?? '');
  const body = content.slice(0, content.lastIndexOf('\n', content.length - 2) + 1);
  expect(hash('sha256', body)).toBe(seal.sha256);
  const signature = Buffer.from(seal.signature, 'base64url');
  const publicKey = ed25519PublicKey(key.publicKey);
  expect(verify(null, Buffer.from(seal.sha256, 'hex'), publicKey, signature)).toBe(true);
});
