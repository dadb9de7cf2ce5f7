import { expect, test } from 'vitest';
import { EMPTY } from '../items/item-draft.ts';
import { nextDraft } from './next-draft.ts';

const last = {
  ...EMPTY,
  name: 'Denim jacket',
  categoryId: 'coats',
  condition: 'fair' as const,
  size: 'M',
  price: '24.00',
  barcodes: ['A1.1.0001'],
  pictures: ['till-1.jpg'],
  taxScheme: 'margin' as const,
};

test('what repeats is there for the next thing, and nothing else of the last one', () => {
  expect(nextDraft(last, new Set(['categoryId', 'size'] as const))).toEqual({
    ...EMPTY,
    categoryId: 'coats',
    size: 'M',
    taxScheme: 'margin',
  });
});

test('a code or a picture is never given to two things', () => {
  const next = nextDraft(last, new Set(['categoryId', 'condition', 'price'] as const));
  expect([next.barcodes, next.pictures, next.sku, next.name]).toEqual([[], [], '', '']);
});
