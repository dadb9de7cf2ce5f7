import { expect, test } from 'vitest';
import { centre, edges, printable, widthOf, wrap } from './text-columns.ts';

test.for([
  { text: '', width: 0 },
  { text: 'Jacke', width: 5 },
  { text: 'Größe 38 €', width: 10 },
  { text: 'e\u0301', width: 1 },
  { text: '衣服', width: 4 },
  { text: 'ｱ', width: 1 },
  { text: '😀', width: 2 },
  { text: '👩‍👩‍👧‍👦', width: 2 },
  { text: 'שלום', width: 4 },
])('"$text" takes $width columns', ({ text, width }) => {
  expect(widthOf(text)).toBe(width);
});

test('text is broken between words, and within one that is too long', () => {
  expect(wrap('a blue denim jacket', 10)).toEqual(['a blue', 'denim', 'jacket']);
  expect(wrap('Donaudampfschiff', 6)).toEqual(['Donaud', 'ampfsc', 'hiff']);
  expect(wrap('衣服衣服', 5)).toEqual(['衣服', '衣服']);
  expect(wrap('', 5)).toEqual(['']);
});

test('two texts stand at the edges, or below each other where they would touch', () => {
  expect(edges('ab', 'cd', 6)).toEqual(['ab  cd']);
  expect(edges('abc', 'def', 6)).toEqual(['abc', '   def']);
  expect(edges('', 'abcdef', 6)).toEqual(['abcdef']);
});

test('a text is centred, the odd column to the right', () => {
  expect(centre('ab', 5)).toBe(' ab');
});

test.for([
  { text: 'a\u0000b\u001b[2Jc\u007f\u009f', shown: 'ab[2Jc' },
  { text: '\u202egnorw\u202c way\u2066', shown: 'gnorw way' },
  { text: ' two\r\nlines\tand  more\u00a0 ', shown: 'two lines and more' },
  { text: 'half \ud800 pair', shown: 'half  pair' },
])('what would move the printer or turn the text is not printed: %j', ({ text, shown }) => {
  expect(printable(text)).toBe(shown);
});
