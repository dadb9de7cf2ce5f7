import { expect, test } from 'vitest';
import { searchWords } from './search-words.ts';

test.for([
  { text: 'Blue  Denim-Jacket, blue', words: ['blue', 'denim', 'jacket'] },
  { text: 'ÄRMEL ﬁne Ⅻ', words: ['ärmel', 'fine', 'xii'] },
  { text: 'J-9001234', words: ['j', '9001234'] },
  { text: '% _ \\ "', words: [] },
  { text: '', words: [] },
])('the words of $text are $words', ({ text, words }) => {
  expect(searchWords(text)).toEqual(words);
});

test('a word without end is cut between characters, never within one', () => {
  const [word = ''] = searchWords('𝒳'.normalize('NFC').repeat(1) + '𠮷'.repeat(500));
  expect(word.isWellFormed()).toBe(true);
  expect([...word]).toHaveLength(60);
});
