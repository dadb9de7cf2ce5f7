import { expect, test } from 'vitest';
import { parsePercent } from './parse-percent.ts';

test.for([
  ['10', 1_000],
  ['7.5', 750],
  ['7,25 %', 725],
  ['100', 10_000],
  ['0', 0],
] as const)('%s is %s basis points', ([text, basisPoints]) => {
  expect(parsePercent(text)).toBe(basisPoints);
});

test.for(['', '100.01', '-5', '1e1', 'ten', '7.255', '1000'])('%s is no percentage', (text) => {
  expect(parsePercent(text)).toBeNull();
});
