/** Text without case and accents, as the shop searches it; the database's `shop_fold` does the same. */
export function foldText(text: string): string {
  let folded = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '');
  for (const [from, to] of SPELLED_OUT) folded = folded.replaceAll(from, to);
  return folded;
}

/** The words of a text as the shop searches them. */
export function foldWords(text: string): readonly string[] {
  return foldText(text)
    .split(/[\s\p{P}\p{S}\p{C}]+/u)
    .filter((word) => word !== '');
}

const SPELLED_OUT = [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ı', 'i'],
] as const;
