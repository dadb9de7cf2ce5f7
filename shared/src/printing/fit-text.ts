/**
 * Text for a printer that knows one page of characters. What the page lacks is put as its nearest
 * likeness, and as `?` where there is none, so that nothing is left out unseen.
 *
 * `has` says whether the page has a character. Do it before text is set in columns: a likeness can
 * be wider than what it stands for.
 */
export function fitText(text: string, has: (char: string) => boolean): string {
  let fitted = '';
  for (const char of text.normalize('NFC')) fitted += has(char) ? char : likeness(char, has);
  return fitted;
}

function likeness(char: string, has: (char: string) => boolean): string {
  for (const other of LIKENESSES[char] ?? []) {
    if ([...other].every(has)) return other;
  }
  if (/\s/u.test(char)) return ' ';
  const bare = char.normalize('NFKD').replaceAll(MARKS, '');
  if (bare !== '' && bare !== char && [...bare].every(has)) return bare;
  return MARKS.test(char) ? '' : '?';
}

const MARKS = /[\p{M}\p{Cf}]/gu;

/** The first that the page has. */
const LIKENESSES: Readonly<Record<string, readonly string[]>> = {
  '€': ['EUR'],
  '£': ['GBP'],
  '¥': ['JPY'],
  '−': ['-'],
  '–': ['-'],
  '—': ['-'],
  '‐': ['-'],
  '‑': ['-'],
  '×': ['x'],
  '·': ['-'],
  '•': ['*'],
  '…': ['...'],
  '“': ['"'],
  '”': ['"'],
  '„': ['"'],
  '«': ['"'],
  '»': ['"'],
  '‘': ["'"],
  '’': ["'"],
  '‚': [','],
  ß: ['ss'],
  ẞ: ['SS'],
  æ: ['ae'],
  Æ: ['AE'],
  œ: ['oe'],
  Œ: ['OE'],
  ø: ['o'],
  Ø: ['O'],
  đ: ['d'],
  Đ: ['D'],
  ð: ['d'],
  þ: ['th'],
  ł: ['l'],
  Ł: ['L'],
  ı: ['i'],
  '№': ['No'],
  '½': ['1/2'],
  '¼': ['1/4'],
  '¾': ['3/4'],
  '™': ['(TM)'],
  '®': ['(R)'],
  '©': ['(C)'],
};
