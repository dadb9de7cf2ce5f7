import { expect, test } from 'vitest';
import { SHOP_MESSAGES, type ShopKey, shopCount, shopText } from './shop-messages.ts';

const KEYS = Object.keys(SHOP_MESSAGES.en) as ShopKey[];
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);

test('both languages have words for every key, with the same values in them', () => {
  expect(Object.keys(SHOP_MESSAGES.de).sort()).toEqual([...KEYS].sort());
  for (const key of KEYS) {
    expect(SHOP_MESSAGES.de[key].trim(), key).not.toBe('');
    const values = placeholders(SHOP_MESSAGES.en[key]).sort();
    expect(placeholders(SHOP_MESSAGES.de[key]).sort(), key).toEqual(values);
  }
});

test('values are put in as they are, numbers as the locale writes them', () => {
  expect(shopText('en')('card.was', { price: '€24.00' })).toBe('was €24.00');
  expect(shopText('de')('list.searchFor', { query: '$& {{query}}' })).toBe('Suche: $& {{query}}');
  expect(shopCount('en', 'en-IE')('count', 1)).toBe('1 thing');
  expect(shopCount('de', 'de-DE')('count', 2_400)).toBe('2.400 Stücke');
});
