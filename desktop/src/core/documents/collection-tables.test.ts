import { COLLECTIONS } from '@second-chance/shared/documents/collections.ts';
import { expect, test } from 'vitest';
import { placeOf, STORED_COLLECTIONS } from './collection-tables.ts';

test('all documents lie in so few collections that RxDB without its paid flag opens them', () => {
  const stored = new Set(COLLECTIONS.map((collection) => placeOf(collection).stored));
  expect([...stored].sort()).toEqual([...STORED_COLLECTIONS].sort());
  expect(STORED_COLLECTIONS.length).toBeLessThanOrEqual(10);
});
