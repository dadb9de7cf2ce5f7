import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitText } from './fit-text.ts';

const ascii = (char: string) => char >= ' ' && char <= '~';
const latin = (char: string) => ascii(char) || (char >= '\u00a1' && char <= '\u00ff');

test.for([
  { text: 'Grüße für 3 €', has: ascii, fitted: 'Grusse fur 3 EUR' },
  { text: 'Grüße für 3 €', has: latin, fitted: 'Grüße für 3 EUR' },
  { text: '−25 % since 3 Nov', has: ascii, fitted: '-25 % since 3 Nov' },
  { text: '2 × “Łódź”', has: ascii, fitted: '2 x "Lodz"' },
  { text: 'u\u0308ber', has: latin, fitted: 'über' },
  { text: 'Жакет', has: latin, fitted: '?????' },
  { text: '茶 🫖', has: ascii, fitted: '? ?' },
  { text: '12\u202f345,00\u00a0€', has: ascii, fitted: '12 345,00 EUR' },
])('$text becomes $fitted', ({ text, has, fitted }) => {
  expect(fitText(text, has)).toBe(fitted);
});

test('whatever a person typed, nothing comes out that the printer lacks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect([...fitText(text, ascii)].every(ascii)).toBe(true);
    }),
  );
});

test('what the printer has stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
      expect(fitText(text, ascii)).toBe(text);
    }),
  );
});
