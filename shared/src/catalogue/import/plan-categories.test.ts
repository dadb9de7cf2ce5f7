import { expect, test } from 'vitest';
import { anId } from '../../../test/builders.ts';
import type { CategoryDocument } from '../../documents/reference-data.ts';
import { planCategories } from './plan-categories.ts';

const storeId = anId<'Store'>(1);
const usual = anId<'TaxRate'>(1);
const books = anId<'TaxRate'>(2);
const a = (n: number, name: string, parentId: CategoryDocument['parentId'] = null) => ({
  ...{ id: anId<'Category'>(n), storeId, name, parentId, position: n },
  taxRateId: name === 'Books' ? books : usual,
});
const TREE = [
  a(1, 'Clothes'),
  a(2, 'Jackets', anId(1)),
  a(3, 'Books'),
  a(4, 'Old', anId(1)),
  a(5, 'Old', anId(3)),
];

function plan(cells: readonly string[], existing: readonly CategoryDocument[] = TREE) {
  let next = 100;
  const newId = () => anId<'Category'>(next++);
  const taxRateIds = existing.length > 0 ? [] : [books];
  const { categories, newCategories } = planCategories({
    ...{ storeId, existing, cells, taxRateIds, newId },
  });
  const names = [...existing, ...newCategories];
  const parent = (id: string | null) => names.find((each) => each.id === id)?.name ?? null;
  return {
    categories,
    made: newCategories.map(({ name, parentId }) => [name, parent(parentId)]),
    newCategories,
  };
}

test('what is there makes nothing, by its name anywhere in the tree or by its path', () => {
  const { categories, made } = plan([' clothes ', 'JACKETS', 'Clothes>Jackets', '']);
  expect(made).toEqual([]);
  expect(categories.get('jackets')).toBe(anId(2));
});

test('what is missing of a path is made once, below what is there, with the tax that most have', () => {
  const { made, newCategories, categories } = plan([
    'Clothes > Hats > Straw',
    'clothes>hats',
    'Garden',
    'GARDEN',
  ]);
  expect(made).toEqual([
    ['Hats', 'Clothes'],
    ['Straw', 'Hats'],
    ['Garden', null],
  ]);
  expect(newCategories.map(({ taxRateId }) => taxRateId)).toEqual([usual, usual, usual]);
  expect(categories.get('clothes>hats')).toBe(newCategories[0]?.id);
});

test('a path begins at the top: the first name is no category further down', () => {
  expect(plan(['Jackets > Denim']).made).toEqual([
    ['Jackets', null],
    ['Denim', 'Jackets'],
  ]);
});

test('a name that several have stands for none, and makes no third', () => {
  const { categories, made } = plan(['Old', 'Books > Old']);
  expect(made).toEqual([]);
  expect(categories.get('old')).toBeNull();
  expect(categories.get('books>old')).toBe(anId(5));
});

test('an empty store takes the tax that it has; what cannot be stored makes nothing of its path', () => {
  expect(plan(['Toys'], []).newCategories).toMatchObject([{ taxRateId: books }]);
  const tooLong = `Toys > ${'x'.repeat(121)}`;
  expect(plan([tooLong, 'a>b>c>d>e>f>g', 'a\u0000b'], []).made).toEqual([]);
});
