import type { CategoryId } from '@second-chance/shared/ids.ts';
import { categoryWord } from './index-items.ts';

/** Words beyond these narrow nothing and cost time. */
const WORDS_MAX = 12;

/**
 * The FTS5 expression for what a person typed: every word must begin some word of the item, in any
 * order. Null where nothing in the text can be searched for.
 *
 * Text is split as the index's tokenizer splits it, so that operators, quotes and signs of any kind
 * have no meaning of their own.
 */
export function searchExpression(
  text: string,
  categories: readonly CategoryId[] | null,
): string | null {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}\p{Co}\p{M}]+/gu) ?? [];
  const searchable = words.filter((word) => /[\p{L}\p{N}\p{Co}]/u.test(word)).slice(0, WORDS_MAX);
  if (searchable.length === 0) return null;
  const all = searchable.map((word) => `words : "${word}" *`).join(' AND ');
  if (categories === null) return all;
  const within = categories.map((id) => `"${categoryWord(id)}"`).join(' OR ');
  return `(${all}) AND category : (${within})`;
}
