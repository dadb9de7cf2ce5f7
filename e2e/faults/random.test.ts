import { expect, test } from 'vitest';
import { drawsOf } from './random.ts';

const first = (draws: ReturnType<typeof drawsOf>) =>
  Array.from({ length: 20 }, () => draws.below(1_000));

test('a place draws the same for the same seed, and something else for another seed or place', () => {
  const drawn = first(drawsOf('7', 'exchange', 'A1', 3));
  expect(first(drawsOf('7', 'exchange', 'A1', 3))).toEqual(drawn);
  expect(first(drawsOf('8', 'exchange', 'A1', 3))).not.toEqual(drawn);
  expect(first(drawsOf('7', 'exchange', 'A1', 4))).not.toEqual(drawn);
});

test('draws reach both ends, and weights of zero are never drawn', () => {
  const draws = drawsOf('ends');
  const seen = new Set(Array.from({ length: 200 }, () => draws.between(1, 3)));
  expect([...seen].sort()).toEqual([1, 2, 3]);
  const kinds = new Set(Array.from({ length: 200 }, () => draws.weighted({ a: 1, b: 0, c: 3 })));
  expect([...kinds].sort()).toEqual(['a', 'c']);
  expect([...draws.shuffled([1, 2, 3, 4])].sort()).toEqual([1, 2, 3, 4]);
});
