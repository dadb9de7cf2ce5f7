import { expect, test } from 'vitest';
import { meantWords, spellingDistance } from './spelling.ts';

test.for([
  ['jacket', 'jacket', 0],
  ['jakcet', 'jacket', 1],
  ['jackt', 'jacket', 1],
  ['jacckets', 'jacket', 2],
  ['lmap', 'lamp', 1],
  ['', 'ab', 2],
  ['teapot', 'jacket', 3],
  ['a', 'abcdef', 3],
] as const)('from %s to %s it is %i steps', ([from, to, steps]) => {
  expect(spellingDistance(from, to)).toBe(steps);
  expect(spellingDistance(to, from)).toBe(steps);
});

test('the nearest word comes first, then those that contain what was typed', () => {
  expect(meantWords('jakct', ['jacket', 'racket', 'jack', 'jackets'])).toEqual([]);
  expect(meantWords('jaket', ['racket', 'jacket'])).toEqual(['jacket']);
  expect(meantWords('jacke', ['winterjacke', 'jacken', 'kajak'])).toEqual([
    'jacken',
    'winterjacke',
  ]);
});

test('short words are not read as others that are two steps away', () => {
  expect(meantWords('lamp', ['limb', 'lump'])).toEqual(['lump']);
});
