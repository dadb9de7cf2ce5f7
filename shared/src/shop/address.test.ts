import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ItemId } from '../ids.ts';
import { idOfAddress, itemAddress, lastPart, shortId, slugOf } from './address.ts';

const ID = '018c0000-3a7f-7c21-9b5e-2f0a6d1c8e44' as ItemId;

test.for([
  ['Denim jacket', 'denim-jacket'],
  ['Children’s duffle coat', 'childrens-duffle-coat'],
  ['Größe Überjäckchen ß', 'grosse-uberjackchen-ss'],
  ['Coats & jackets', 'coats-and-jackets'],
  ['Łódź – Ærø', 'lodz-aero'],
  ['</script><b>', 'script-b'],
  ['古い本', ''],
  ['  -- ', ''],
  ['../../etc/passwd', 'etc-passwd'],
] as const)('%j is %j in an address', ([name, slug]) => {
  expect(slugOf(name)).toBe(slug);
});

test('a long name ends with a whole word', () => {
  const slug = slugOf(
    'A very long name of a thing that goes on and on and will not come to an end',
  );
  expect(slug).toBe('a-very-long-name-of-a-thing-that-goes-on-and-on-and-will-not');
});

test('any id comes back from its address, whatever the thing is called', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.string({ unit: 'grapheme' }), (uuid, name) => {
      const id = uuid as ItemId;
      const part = lastPart({ id, name });
      expect(part).toMatch(/^[a-z0-9-]+$/);
      expect(idOfAddress(part)).toBe(id);
    }),
  );
});

test('an address without its words, or with others, means the same thing', () => {
  expect(idOfAddress(shortId(ID))).toBe(ID);
  expect(idOfAddress(`something-else-${shortId(ID)}`)).toBe(ID);
  expect(itemAddress('de', { id: ID, name: 'Teapot' })).toBe(`/de/item/teapot-${shortId(ID)}`);
});

test.for([
  '',
  'teapot',
  'teapot-',
  'z'.repeat(25),
  `teapot-${'1'.repeat(24)}`,
  `T-${'A'.repeat(25)}`,
])('%j ends with no id', (part) => {
  expect(idOfAddress(part)).toBeNull();
});
