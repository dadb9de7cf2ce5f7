import { expect, test } from 'vitest';
import { anId, aSaleRecord } from '../../test/builders.ts';
import { aRegisterKey, aSignedEntry, signEntry } from '../../test/journal-builder.ts';
import { canonicalJson } from './canonical-json.ts';
import { hashingInput } from './hashing-input.ts';
import { signedText } from './signed-text.ts';

const key = aRegisterKey();
const sale = aSignedEntry({ key, type: 'sale_completed', payload: aSaleRecord() });

test('the text that was hashed becomes the canonical form of the signed entry', () => {
  expect(signedText(hashingInput(sale), sale)).toBe(canonicalJson(sale));
});

test.for([
  { staffId: anId(1), organizationId: 'x', hash: 'h', signature: 's', keyId: 'k' },
  { text: '"organizationId":"trap","staffId":"trap","hash":' },
  { '"staffId":': '"organizationId":', nested: { staffId: 1, storeId: '"staffId":' } },
  {},
])('a payload that looks like a head confuses nothing: %j', (payload) => {
  for (const approvedBy of [null, anId<'Staff'>(9)]) {
    const entry = signEntry(key, { ...sale, approvedBy, staffId: approvedBy, payload });
    expect(signedText(hashingInput(entry), entry)).toBe(canonicalJson(entry));
  }
});
