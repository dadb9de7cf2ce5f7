import { expect, test } from 'vitest';
import { mergeDocuments, type Version } from './merge-documents.ts';
import { MERGE_POLICIES } from './merge-policy.ts';

const policies = MERGE_POLICIES.items;
const live = (fields: Readonly<Record<string, unknown>>): Version => ({
  document: { id: 'i', storeId: 's', name: 'Lamp', price: 900, barcodes: ['1', '2'], ...fields },
  deleted: false,
});
const base = live({});

test('two people who change different fields both get their way', () => {
  const till = live({ price: 800 });
  const server = live({ name: 'Desk lamp' });
  const merged = mergeDocuments({ base, till, server, policies });
  expect(merged.document).toMatchObject({ name: 'Desk lamp', price: 800 });
  expect(merged.conflicts).toEqual([]);
  expect(merged.isServers).toBe(false);
});

test('of two prices that of the till that merges is kept, and the other one is named', () => {
  const merged = mergeDocuments({
    base,
    till: live({ price: 800 }),
    server: live({ price: 700 }),
    policies,
  });
  expect(merged.document.price).toBe(800);
  expect(merged.conflicts).toEqual([
    { field: 'price', base: 900, kept: 800, lost: 700, lostSide: 'server' },
  ]);
});

test('what takes a thing off sale stays as the server has it', () => {
  const merged = mergeDocuments({
    base: live({ withdrawn: 'a' }),
    till: live({ withdrawn: 'b' }),
    server: live({ withdrawn: 'c' }),
    policies,
  });
  expect(merged.document.withdrawn).toBe('c');
  expect(merged.conflicts).toMatchObject([{ field: 'withdrawn', lost: 'b', lostSide: 'till' }]);
});

test('barcodes that either side added or took away are merged without a loser', () => {
  const merged = mergeDocuments({
    base,
    till: live({ barcodes: ['1', '2', '4'] }),
    server: live({ barcodes: ['2', '3'] }),
    policies,
  });
  expect(merged.document.barcodes).toEqual(['2', '3', '4']);
  expect(merged.conflicts).toEqual([]);
});

test('the same change on both sides is no conflict and leaves nothing to send', () => {
  const changed = live({ price: 800 });
  const merged = mergeDocuments({ base, till: changed, server: live({ price: 800 }), policies });
  expect(merged).toMatchObject({ isServers: true, conflicts: [] });
});

test('an edit outweighs a deletion on either side, and the deletion is named', () => {
  const edited = live({ price: 800 });
  const gone = { ...base, deleted: true };
  const deletedThere = mergeDocuments({ base, till: edited, server: gone, policies });
  expect(deletedThere).toMatchObject({ deleted: false, document: { price: 800 } });
  expect(deletedThere.conflicts).toMatchObject([{ field: 'deleted', lostSide: 'server' }]);
  const deletedHere = mergeDocuments({ base, till: gone, server: edited, policies });
  expect(deletedHere).toMatchObject({ deleted: false, isServers: true });
  expect(deletedHere.conflicts).toMatchObject([{ field: 'deleted', lostSide: 'till' }]);
});

test('a deletion of what nobody touched stands', () => {
  const gone = { ...base, deleted: true };
  expect(mergeDocuments({ base, till: gone, server: base, policies })).toMatchObject({
    deleted: true,
    isServers: false,
    conflicts: [],
  });
  expect(mergeDocuments({ base, till: gone, server: gone, policies }).isServers).toBe(true);
});

test('two documents made under one id are merged as if both had begun from nothing', () => {
  const merged = mergeDocuments({
    base: null,
    till: live({ price: 800, brand: 'A' }),
    server: live({ price: 700 }),
    policies,
  });
  expect(merged.document).toMatchObject({ price: 800, brand: 'A' });
  expect(merged.conflicts.map(({ field }) => field)).toEqual(['price']);
});
