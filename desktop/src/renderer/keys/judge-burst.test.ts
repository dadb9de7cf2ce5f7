import { expect, test } from 'vitest';
import { judgeBurst } from './judge-burst.ts';

const scanner = { prefix: '', suffix: '', lengthMin: 4 };
const keys = (text: string, gap: number, end: string | null = 'Enter') =>
  [...text, ...(end === null ? [] : [end])].map((key, index) => ({
    key,
    at: index * gap,
    repeat: false,
  }));

test('a scan is told with its pace, its end and what it is', () => {
  expect(judgeBurst(keys('4006381333931', 8), scanner)).toEqual({
    code: '4006381333931',
    isScan: true,
    why: null,
    gapMean: 8,
    gapMax: 8,
    end: 'Enter',
    kind: 'gtin',
  });
});

test.for([
  { text: '4006381333931', gap: 90, why: 'slow' },
  { text: '123', gap: 5, why: 'short' },
  { text: '4006381333931', gap: 5, end: null, why: 'noEnd' },
] as const)('$text at $gap ms is typing: $why', ({ why, ...typed }) => {
  const end = 'end' in typed ? typed.end : 'Enter';
  expect(judgeBurst(keys(typed.text, typed.gap, end), scanner)).toMatchObject({
    isScan: false,
    why,
  });
});

test('prefix and suffix are taken off before a code is judged', () => {
  const around = { prefix: ']E0', suffix: '~', lengthMin: 4 };
  const judged = judgeBurst(keys(']E04006381333931~', 6), around);
  expect(judged).toMatchObject({ code: '4006381333931', isScan: true, kind: 'gtin' });
  expect(judgeBurst(keys('4006381333932', 6), around).kind).toBe('checkDigit');
  expect(judgeBurst(keys('SC-0012', 6), around).kind).toBe('shop');
});
