import { expect, test } from 'vitest';
import { dropOn, type MovableCategory, stepOf } from './moves.ts';

const node = (id: string, parentId: string | null, position: number): MovableCategory => ({
  id,
  parentId,
  position,
  name: id,
});
/** a (a1, a2), b, c */
const TREE = [
  node('a', null, 0),
  node('a1', 'a', 0),
  node('a2', 'a', 1),
  node('b', null, 1),
  node('c', null, 2),
];
const step = (id: string, direction: 'up' | 'down' | 'left' | 'right') =>
  stepOf(TREE, { id, direction });

test('a step goes before the sibling above, behind the one below, into it, or out beside the parent', () => {
  expect(step('b', 'up')).toEqual({ parentId: null, before: 'a' });
  expect(step('a', 'up')).toBeNull();
  expect(step('a', 'down')).toEqual({ parentId: null, before: 'c' });
  expect(step('b', 'down')).toEqual({ parentId: null, before: null });
  expect(step('c', 'down')).toBeNull();
  expect(step('b', 'right')).toEqual({ parentId: 'a', before: null });
  expect(step('a', 'right')).toBeNull();
  expect(step('a1', 'left')).toEqual({ parentId: null, before: 'b' });
  expect(step('c', 'left')).toBeNull();
});

test('a drop goes before a row or below it, never onto itself or below itself', () => {
  expect(dropOn(TREE, { id: 'c', onto: 'a1', zone: 'before' })).toEqual({
    parentId: 'a',
    before: 'a1',
  });
  expect(dropOn(TREE, { id: 'c', onto: 'b', zone: 'inside' })).toEqual({
    parentId: 'b',
    before: null,
  });
  expect(dropOn(TREE, { id: 'a', onto: 'a1', zone: 'inside' })).toBeNull();
  expect(dropOn(TREE, { id: 'a', onto: 'a', zone: 'before' })).toBeNull();
});

test('nothing goes deeper than six levels', () => {
  const chain = ['1', '2', '3', '4', '5', '6'].map((id, n, all) => node(id, all[n - 1] ?? null, 0));
  const tree = [...chain, node('x', null, 1)];
  expect(dropOn(tree, { id: 'x', onto: '6', zone: 'inside' })).toBeNull();
  expect(dropOn(tree, { id: 'x', onto: '6', zone: 'before' })).toEqual({
    parentId: '5',
    before: '6',
  });
});
