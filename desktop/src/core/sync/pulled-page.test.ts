import { pullResponseSchema, streamChangesSchema } from '@second-chance/shared/contract/sync.ts';
import { anItem } from '@second-chance/shared/test/builders.ts';
import { expect, test } from 'vitest';
import { pulledPageSchema, streamedChangesSchema } from './pulled-page.ts';

const CHANGE = {
  number: 1,
  collection: 'items',
  id: anItem().id,
  revision: 1,
  deleted: false,
  document: anItem(),
};
const PAGE = { checkpoint: 1, upToDate: true, totalDocuments: 1, lastNumber: 1 };
const EVENT = { part: 'catalogue', from: 0, checkpoint: 1 };

test.for([
  ['as it should be', CHANGE],
  ['a document of no fields', { ...CHANGE, document: {} }],
  ['a document that is a list', { ...CHANGE, document: [] }],
  ['a document that is nothing', { ...CHANGE, document: null }],
  ['a document that is text', { ...CHANGE, document: '{}' }],
  ['no document', { ...CHANGE, document: undefined }],
  ['a number below the first', { ...CHANGE, number: 0 }],
  ['half a revision', { ...CHANGE, revision: 1.5 }],
  ['a field that nobody knows', { ...CHANGE, more: 1 }],
  ['an unknown collection', { ...CHANGE, collection: 'vouchers' }],
] as const)('the till takes a page or not as the contract says: %s', ([, change]) => {
  for (const [quick, contract, frame] of [
    [pulledPageSchema, pullResponseSchema, PAGE],
    [streamedChangesSchema, streamChangesSchema, EVENT],
  ] as const) {
    const page = { ...frame, changes: [change] };
    const expected = contract.safeParse(page);
    const taken = quick.safeParse(page);
    expect(taken.success).toBe(expected.success);
    expect(taken.data).toEqual(expected.data);
  }
});
