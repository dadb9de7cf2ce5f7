import { expect, test } from 'vitest';
import { anItem } from '../../test/builders.ts';
import { itemWords } from './item-words.ts';

test('an item is found by all that stands on its label', () => {
  const item = anItem({ brand: 'Levi’s', barcodes: ['SC-1', '5901234123457'] });
  expect(itemWords(item)).toBe('Denim jacket Levi’s SC-0001 M blue SC-1 5901234123457');
});

test('what is not known leaves no gap', () => {
  const item = anItem({ brand: '', size: '', colour: '', barcodes: [] });
  expect(itemWords(item)).toBe('Denim jacket SC-0001');
});
