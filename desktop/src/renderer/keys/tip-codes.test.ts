import { expect, test } from 'vitest';
import { freeSigns, tipsOf } from './tip-codes.ts';

test('a key that has an action of its own is not given out', () => {
  const signs = freeSigns(new Set(['Alt C', 'Alt 2', 'F8']));
  expect(signs.slice(0, 3)).toEqual(['1', '3', '4']);
  expect(signs).not.toContain('C');
  expect(signs).toContain('D');
});

test('every button gets a key in one round, each key once', () => {
  const signs = freeSigns(new Set());
  const buttons = Array.from({ length: 80 }, (_, n) => n);
  const rounds = [0, 1, 2, 3].map((round) => tipsOf(buttons, signs, round));
  expect(rounds.flat().map(({ on }) => on)).toEqual(buttons);
  expect(rounds[3]).toEqual([]);
  for (const round of rounds) {
    expect(new Set(round.map(({ sign }) => sign)).size).toBe(round.length);
  }
});
