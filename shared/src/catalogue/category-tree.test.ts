import { expect, test } from 'vitest';
import { aCategory, anId } from '../../test/builders.ts';
import type { CategoryId } from '../ids.ts';
import { categoriesBelow, categoryPath, categoryTree, depthOf, heightOf } from './category-tree.ts';

const id = (number: number) => anId<'Category'>(number);
const category = (number: number, parentId: CategoryId | null, position = 0) =>
  aCategory({ id: id(number), name: `C${number}`, parentId, position });

/** 1 › 2 › 3, 1 › 4; 5 alone; listed out of order. */
const TREE = [
  category(5, null, 1),
  category(3, id(2)),
  category(4, id(1), 1),
  category(2, id(1), 0),
  category(1, null, 0),
];

test('every category stands behind its parent, siblings by position', () => {
  const rows = categoryTree(TREE).map(({ category: { name }, depth, children }) => [
    name,
    depth,
    children,
  ]);
  expect(rows).toEqual([
    ['C1', 0, 2],
    ['C2', 1, 1],
    ['C3', 2, 0],
    ['C4', 1, 0],
    ['C5', 0, 0],
  ]);
});

test('a loop and a category without its parent are shown all the same, each once', () => {
  const odd = [category(1, id(2)), category(2, id(1)), category(3, id(9))];
  const rows = categoryTree(odd).map(({ category: { name } }) => name);
  expect(rows.toSorted()).toEqual(['C1', 'C2', 'C3']);
  expect(categoriesBelow(odd, id(1))).toEqual([id(1), id(2)]);
  expect(depthOf(odd, id(1))).toBeGreaterThan(2);
});

test('below, depth, height and path follow the tree', () => {
  expect(new Set(categoriesBelow(TREE, id(1)))).toEqual(new Set([1, 2, 3, 4].map(id)));
  expect([depthOf(TREE, id(3)), heightOf(TREE, id(1)), heightOf(TREE, id(3))]).toEqual([3, 3, 1]);
  expect(categoryPath(TREE, id(3))).toBe('C1 › C2 › C3');
});
