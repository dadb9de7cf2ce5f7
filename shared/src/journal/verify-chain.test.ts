import { expect, test } from 'vitest';
import { aJournal, aRegisterKey, nodeCrypto, signEntry } from '../../test/journal-builder.ts';
import { GENESIS_HASH, type SignedEntry } from './entry.ts';
import { hashingInput } from './hashing-input.ts';
import { verifyEntry, verifyRun } from './verify-chain.ts';

const key = aRegisterKey();
const { entries } = aJournal({ key, length: 3 });
const crypto = nodeCrypto(key);
const genesis = { seq: 0, hash: GENESIS_HASH };

/** The middle one of three entries, with something changed. */
function faultOf(change: Partial<SignedEntry>) {
  const [first, second] = entries;
  if (first === undefined || second === undefined) throw new Error('a journal of three');
  return verifyEntry({
    entry: { ...second, ...change },
    previous: first,
    keyId: key.keyId,
    ...crypto,
  });
}

test('a journal as it was written has no fault', () => {
  expect(verifyRun({ entries, previous: genesis, keyId: key.keyId, ...crypto })).toEqual({
    head: { seq: 3, hash: entries.at(-1)?.hash },
    fault: null,
  });
});

test('what is hashed starts with the domain and leaves out hash, signature and keyId', () => {
  const [entry] = entries;
  if (entry === undefined) throw new Error('a journal of three');
  const { hash, signature, keyId, ...covered } = entry;
  const [domain, ...rest] = hashingInput(entry).split('\n');
  expect(domain).toBe('second-chance/journal/v1');
  expect(JSON.parse(rest.join('\n'))).toEqual(covered);
  expect(hashingInput(covered)).toBe(hashingInput(entry));
});

test.for([
  { change: { seq: 3 }, code: 'seq_unexpected', expected: 2 },
  { change: { prevHash: GENESIS_HASH }, code: 'prev_hash_differs', expected: entries[0]?.hash },
  { change: { keyId: 'x'.repeat(43) }, code: 'key_unexpected', expected: key.keyId },
  { change: { payload: { a: 0.5 } }, code: 'not_canonical', expected: null },
  { change: { at: (entries[1]?.at ?? 0) + 1 }, code: 'hash_differs' },
  { change: { staffId: null }, code: 'hash_differs' },
  { change: { chain: 'training' }, code: 'hash_differs' },
  { change: { signature: entries[0]?.signature }, code: 'signature_invalid', expected: null },
] as const)('$code is found and names the entry', ({ change, ...fault }) => {
  expect(faultOf(change as Partial<SignedEntry>)).toMatchObject({ ...fault, seq: change.seq ?? 2 });
});

test('an entry signed by another register is found', () => {
  const [first] = entries;
  if (first === undefined) throw new Error('a journal of three');
  const { hash, signature, keyId, ...covered } = first;
  const forged = { ...signEntry(aRegisterKey(), covered), keyId: key.keyId };
  expect(verifyEntry({ entry: forged, previous: genesis, ...crypto })?.code).toBe(
    'signature_invalid',
  );
});

test('the second spelling that base64url has for a signature is not accepted', () => {
  const [first] = entries;
  if (first === undefined) throw new Error('a journal of three');
  const next = { A: 'B', Q: 'R', g: 'h', w: 'x' }[first.signature.slice(-1)] ?? '';
  const respelled = first.signature.slice(0, -1) + next;
  expect(Buffer.from(respelled, 'base64url')).toEqual(Buffer.from(first.signature, 'base64url'));
  const fault = verifyEntry({
    entry: { ...first, signature: respelled },
    previous: genesis,
    ...crypto,
  });
  expect(fault?.code).toBe('signature_invalid');
});

test('a run stops at the first fault and says how far it was right', () => {
  const [first, second, third] = entries;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three');
  const run = [first, { ...second, at: second.at + 1 } as SignedEntry, third];
  expect(verifyRun({ entries: run, previous: genesis, ...crypto })).toMatchObject({
    head: { seq: 1, hash: first.hash },
    fault: { seq: 2, code: 'hash_differs' },
  });
});
