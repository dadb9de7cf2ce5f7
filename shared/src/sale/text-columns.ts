/** Text in columns of fixed width, as receipt printers and terminals set it. */

/**
 * Makes text safe to set: control characters, line breaks and marks that turn the direction of what
 * follows become spaces or go. For rendering alone; what is stored stays as it was typed.
 */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(CONTROLS, '').trim();
}

/** Control and format characters (direction marks among them), lone surrogates, line separators. */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Columns that a text takes: two for wide East Asian characters and emoji, none for marks. */
export function widthOf(text: string): number {
  if (ONE_EACH.test(text)) return text.length;
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** Breaks a text into lines of at most `columns`, between words where it can. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** Left and right at the two edges; below each other where they do not fit beside each other. */
export function edges(left: string, right: string, columns: number): readonly string[] {
  const gap = columns - widthOf(left) - widthOf(right);
  if (gap >= 1 || (left === '' && gap === 0)) return [left + ' '.repeat(gap) + right];
  return [...wrap(left, columns), ...wrap(right, columns).map((line) => atRight(line, columns))];
}

export function centre(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, Math.floor((columns - widthOf(text)) / 2))) + text;
}

export function atRight(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - widthOf(text))) + text;
}

const ONE_EACH = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff]*$/;
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const NO_WIDTH = /^[\p{M}\p{Cf}]*$/u;

function graphemeWidth(grapheme: string): number {
  if (WIDE.test(grapheme)) return 2;
  return NO_WIDTH.test(grapheme) ? 0 : 1;
}

function breakWord(word: string, columns: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(word)) {
    const next = graphemeWidth(segment);
    if (width + next > columns) {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += segment;
    width += next;
  }
  return [...pieces, piece];
}
