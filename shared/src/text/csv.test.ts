import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('commas, quotes and line breaks are quoted, nothing else is', () => {
  expect(csvLine(['a', 'b,c', 'say "x"', 'two\nlines', null, -5, '-5.10'])).toBe(
    'a,"b,c","say ""x""","two\nlines",,-5,-5.10\r\n',
  );
});

test.for(['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1'])('%j is a text and no formula', (text) => {
  expect(csvLine([text])).toBe(`'${text}\r\n`);
});
