import type { SignedEntry } from '@second-chance/shared/journal/entry.ts';
import { anId } from '@second-chance/shared/test/builders.ts';
import { aJournal } from '@second-chance/shared/test/journal-builder.ts';
import { expect, test } from 'vitest';
import type { ProjectedMovement } from './project-run.ts';
import { itemsToAskFor, type StockBefore, settleStock } from './settle-stock.ts';

const entry = aJournal({ length: 1 }).entries[0] as SignedEntry;
const A = anId<'Item'>(1);
const B = anId<'Item'>(2);
const moved = (itemId: typeof A, quantity: number): ProjectedMovement => ({
  entry,
  itemId,
  quantity,
  kind: quantity < 0 ? 'sold' : 'returned',
  lineNumber: 1,
  note: '',
});
const before = (with_: Partial<StockBefore> = {}) =>
  new Map([[A, { onHand: 1, kind: 'stocked', hasLevel: true, ...with_ } as StockBefore]]);

test('changes are sums by item in the order of ids, also where they cancel out', () => {
  const { changes } = settleStock([moved(B, -1), moved(A, -3), moved(B, 1)], before());
  expect(changes).toEqual([
    { itemId: A, quantity: -3 },
    { itemId: B, quantity: 0 },
  ]);
});

test.for([
  { onHand: 2, steps: [-1, -1], kinds: [] },
  { onHand: 2, steps: [-1, -2], kinds: ['below_zero'] },
  { onHand: 0, steps: [-1, -1, -1], kinds: ['below_zero'] },
  { onHand: 0, steps: [-1, 1, -1], kinds: ['below_zero', 'below_zero'] },
  { onHand: -5, steps: [-1, 2], kinds: [] },
])('from $onHand by $steps: $kinds', ({ onHand, steps, kinds }) => {
  const { findings } = settleStock(
    steps.map((step) => moved(A, step)),
    before({ onHand }),
  );
  expect(findings.map(({ kind }) => kind)).toEqual(kinds);
});

test('a unique item below zero was sold twice; a service has no stock to miss', () => {
  const sold = [moved(A, -1), moved(A, -1)];
  expect(settleStock(sold, before({ kind: 'unique' })).findings[0]?.kind).toBe('sold_twice');
  expect(settleStock(sold, before({ kind: 'service', onHand: 0 })).findings).toEqual([]);
});

test('an item that nobody knows is found once, and never again once it has a level', () => {
  const sold = [moved(B, -1), moved(B, -1)];
  expect(settleStock(sold, before()).findings.map(({ kind }) => kind)).toEqual(['unknown_item']);
  const known = new Map([[B, { onHand: -1, kind: null, hasLevel: true }]]);
  expect(settleStock(sold, known).findings).toEqual([]);
});

test('only items without a level, and those that go below zero at some point, are asked for', () => {
  const C = anId<'Item'>(3);
  const run = [moved(A, -2), moved(A, 5), moved(B, -1), moved(C, 1)];
  const levels = new Map([
    [A, 1],
    [B, 1],
  ]);
  expect(itemsToAskFor(run, levels)).toEqual([A, C]);
});
