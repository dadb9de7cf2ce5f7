import { GENESIS_HASH } from '@second-chance/shared/journal/entry.ts';
import { aJournal, aRegisterKey, signEntry } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import { checkRun, importRegisterKey } from './check-entries.ts';

const BEGINNING = { seq: 0, hash: GENESIS_HASH };

async function aRun() {
  const { key, entries } = aJournal({ length: 4 });
  const register = await importRegisterKey(key.publicKeyJwk);
  if (register === null) throw new Error('no Ed25519 here');
  return { key, entries, register };
}

test('an untouched run is verified to its end, by a key whose name was computed here', async () => {
  const { key, entries, register } = await aRun();
  expect(register.keyId).toBe(key.keyId);
  const last = entries[3];
  expect(await checkRun(entries, BEGINNING, register)).toEqual({
    head: { seq: 4, hash: last?.hash },
    fault: null,
  });
});

test('one changed byte of a payload is found at its entry', async () => {
  const { entries, register } = await aRun();
  const tampered = entries.map((entry, index) =>
    index === 2 ? { ...entry, payload: { ...entry.payload, reason: 'x' } } : entry,
  );
  const { fault, head } = await checkRun(tampered, BEGINNING, register);
  expect(fault).toMatchObject({ code: 'hash_differs', seq: 3 });
  expect(head.seq).toBe(2);
});

test('an entry that somebody else signed, hash and all, is found', async () => {
  const { entries, register, key } = await aRun();
  const [first] = entries;
  if (first === undefined) throw new Error('no entry');
  const { hash: _, signature: __, keyId: ___, ...raw } = first;
  const forged = { ...signEntry(aRegisterKey(), { ...raw, at: raw.at }), keyId: key.keyId };
  const { fault } = await checkRun([forged], BEGINNING, register);
  expect(fault).toMatchObject({ code: 'signature_invalid', seq: 1 });
});

test('a missing entry, a swapped key and what is no entry are each named', async () => {
  const { entries, register } = await aRun();
  const [first, , third] = entries;
  expect((await checkRun([first, third], BEGINNING, register)).fault).toMatchObject({
    code: 'seq_unexpected',
    expected: 2,
  });
  const other = await importRegisterKey(aRegisterKey().publicKeyJwk);
  if (other === null) throw new Error('no Ed25519 here');
  expect((await checkRun([first], BEGINNING, other)).fault).toMatchObject({
    code: 'key_unexpected',
  });
  expect((await checkRun([{ seq: 1 }], BEGINNING, register)).fault).toEqual({
    code: 'no_entry',
    seq: 1,
  });
});
