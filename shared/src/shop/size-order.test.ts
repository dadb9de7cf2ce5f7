import { expect, test } from 'vitest';
import { compareSizes } from './size-order.ts';

test('sizes stand as on a rail: letters from small to large, numbers, then the rest', () => {
  const sizes = ['42', 'one size', 'XL', '9', 'S', '38.5', 'M', '116', 'XS', 'A4'];
  expect(sizes.sort(compareSizes)).toEqual([
    'XS',
    'S',
    'M',
    'XL',
    '9',
    '38.5',
    '42',
    '116',
    'A4',
    'one size',
  ]);
});
