const LETTERS = ['xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', '2xl', 'xxxl', '3xl', '4xl', '5xl'];

/** Sizes as people expect them in a list: by letter from small to large, then by number, then by name. */
export function compareSizes(a: string, b: string): number {
  return rank(a) - rank(b) || (number(a) || 0) - (number(b) || 0) || (a < b ? -1 : a > b ? 1 : 0);
}

function rank(size: string): number {
  const letter = LETTERS.indexOf(size.toLowerCase());
  if (letter !== -1) return letter;
  return Number.isNaN(number(size)) ? LETTERS.length + 1 : LETTERS.length;
}

function number(size: string): number {
  const digits = /^[0-9]+(?:[.,][0-9]+)?/.exec(size)?.[0];
  return digits === undefined ? Number.NaN : Number(digits.replace(',', '.'));
}
