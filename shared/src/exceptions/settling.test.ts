import { expect, test } from 'vitest';
import { EXCEPTION_KINDS } from '../contract/errors.ts';
import { needsNote, SETTLE_WAYS, stockFixes, waysToSettle } from './settling.ts';

const facts = { itemId: 'a', onHand: -2, counted: 0, linkTo: null, moved: -1 };

test.for(EXCEPTION_KINDS)('%s can be settled in some way, and each way is offered once', (kind) => {
  const ways = waysToSettle(kind);
  expect(ways.length).toBeGreaterThan(0);
  expect(new Set(ways).size).toBe(ways.length);
  for (const way of ways) expect(SETTLE_WAYS).toContain(way);
});

test('a level below zero is corrected to zero, and counted to what was counted', () => {
  expect(stockFixes('correct_stock', facts)).toEqual([
    { itemId: 'a', quantity: 2, kind: 'adjusted' },
  ]);
  expect(stockFixes('count_stock', { ...facts, counted: 3 })).toEqual([
    { itemId: 'a', quantity: 5, kind: 'counted' },
  ]);
});

test('a level that is right already is not moved', () => {
  expect(stockFixes('correct_stock', { ...facts, onHand: 0 })).toEqual([]);
  expect(stockFixes('count_stock', { ...facts, onHand: 3, counted: 3 })).toEqual([]);
});

test('linking takes the movement from the unknown item to the known one', () => {
  const fixes = stockFixes('link_item', { ...facts, linkTo: 'b' });
  expect(fixes).toEqual([
    { itemId: 'a', quantity: 1, kind: 'adjusted' },
    { itemId: 'b', quantity: -1, kind: 'adjusted' },
  ]);
  expect(fixes.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(0);
});

test('what is left as it is wants words', () => {
  expect(stockFixes('accept', facts)).toEqual([]);
  expect(SETTLE_WAYS.filter(needsNote)).toEqual(['correct_stock', 'accept', 'goodwill']);
});
