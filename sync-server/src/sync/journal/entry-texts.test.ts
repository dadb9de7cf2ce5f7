import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';
import { hashingInput } from '@second-chance/shared/journal/hashing-input.ts';
import { anId, aSaleRecord } from '@second-chance/shared/test/builders.ts';
import {
  aRegisterKey,
  aSignedEntry,
  signEntry,
} from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import { entryTexts } from './entry-texts.ts';

const key = aRegisterKey();
const sale = aSignedEntry({ key, type: 'sale_completed', payload: aSaleRecord() });

test('both texts of an entry are canonical, made from one walk', () => {
  expect(entryTexts(sale)).toEqual({ hashed: hashingInput(sale), wire: canonicalJson(sale) });
});

test.for([
  { staffId: anId(1), organizationId: 'x', hash: 'h', signature: 's', keyId: 'k' },
  { text: '"organizationId":"trap","staffId":"trap","hash":' },
  { '"staffId":': '"organizationId":', nested: { staffId: 1, storeId: '"staffId":' } },
  {},
])('a payload that looks like a head confuses nothing: %j', (payload) => {
  for (const approvedBy of [null, anId<'Staff'>(9)]) {
    const entry = signEntry(key, { ...sale, approvedBy, staffId: approvedBy, payload });
    expect(entryTexts(entry).wire).toBe(canonicalJson(entry));
  }
});
