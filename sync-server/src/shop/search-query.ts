/** From the words of a search to the query of PostgreSQL's index. Pure. */
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { meantWords } from '@second-chance/shared/shop/spelling.ts';
import type { ShopCategory } from './shop-frame.ts';
import type { FoundTerm } from './term-repository.ts';

export interface SearchQuery {
  readonly words: SearchWords;
  /** What was read in place of words that no thing has; null where nothing was. */
  readonly readAs: string | null;
}

/** Texts of `tsquery`. */
export interface SearchWords {
  /** What a thing must have. */
  readonly match: string;
  /** What it is ranked by: any of the words, for a rank of all of them asks for distances too.
   * Words of its category are none of its own. */
  readonly rank: string;
}

/** Other words that one word is looked for under. */
const MEANT_MAX = 5;
/** Below, the beginning of a word says too little. */
const PREFIX_LENGTH_MIN = 3;

/**
 * A thing is found where each word is in its name, brand, code or description by its beginning or
 * its stem, or is a word of its category; or where the whole search is a code of it.
 */
export function searchQuery({ organizationId, terms, code, categories }: Search): SearchQuery {
  let readAnother = false;
  const words = terms.map((term) => {
    const inCategories = categories.filter(({ words: names }) => isIn(names, term));
    const meant = meantWords(term.word, term.similar).slice(0, MEANT_MAX);
    if (inCategories.length === 0 && meant[0] !== undefined) readAnother = true;
    const ofThings = [...new Set([...ownWays(term), ...meant.map(lexeme)])];
    const ofCategories = inCategories.flatMap(({ ids }) => ids.map((id) => lexeme(`#${id}`)));
    return {
      word: meant[0] ?? term.word,
      query: `(${[...ofThings, ...ofCategories].join(' | ')})`,
      ranked: ofThings,
    };
  });
  const ofWords = words.map(({ query }) => query).join(' & ');
  const found = [...(ofWords === '' ? [] : [ofWords]), lexeme(`=${code}`)].join(' | ');
  return {
    words: {
      match: `${lexeme(`@${organizationId}`)} & (${found})`,
      rank: [...words.flatMap(({ ranked }) => ranked), lexeme(`=${code}`)].join(' | '),
    },
    readAs: readAnother ? words.map(({ word }) => word).join(' ') : null,
  };
}

export interface Search {
  readonly organizationId: OrganizationId;
  readonly terms: readonly FoundTerm[];
  readonly code: string;
  readonly categories: readonly ShopCategory[];
}

function ownWays({ word, stems }: FoundTerm): readonly string[] {
  const own = word.length >= PREFIX_LENGTH_MIN ? `${lexeme(word)}:*` : lexeme(word);
  return [own, ...stems.map((stem) => lexeme(`~${stem}`))];
}

/** Whether the word is one of a category's name, by its beginning or up to its ending. */
function isIn(names: readonly string[], { word }: FoundTerm): boolean {
  if (word.length < PREFIX_LENGTH_MIN) return false;
  return names.some((name) => name.startsWith(word) || `${name}s` === word || `${name}es` === word);
}

/** A lexeme as `tsquery` reads it, whatever is in it. */
function lexeme(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
