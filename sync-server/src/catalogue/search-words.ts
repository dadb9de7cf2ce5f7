import { itemWords } from '@second-chance/shared/catalogue/item-words.ts';
import type { ItemDocument } from '@second-chance/shared/documents/item.ts';

/** Longer words are found by their beginning all the same. */
const WORD_LENGTH_MAX = 60;

/** The words of a text as the search knows them: runs of letters and digits, in lower case. */
export function searchWords(text: string): readonly string[] {
  const folded = text.normalize('NFKC').toLowerCase();
  const words = folded.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
  return [...new Set(words.map((word) => Array.from(word).slice(0, WORD_LENGTH_MAX).join('')))];
}

/** The words by which an item is found. */
export function wordsOfItem(item: ItemDocument): readonly string[] {
  return searchWords(itemWords(item));
}
