import { widthOf, wrap } from '../sale/text-columns.ts';
import type { Label } from './label.ts';

export interface LabelSize {
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Something at its place on a label, in mm from the upper left corner. */
export type Placed =
  | {
      readonly place: 'text';
      readonly x: number;
      readonly y: number;
      /** Of capital letters and what hangs below the line. */
      readonly height: number;
      /** No text is wider, by a careful guess of its letters. */
      readonly width: number;
      readonly text: string;
      readonly bold: boolean;
      readonly align: 'left' | 'right';
      /** A price: half of it would be another one, so that it is never cut off. */
      readonly whole: boolean;
    }
  | {
      readonly place: 'code';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      /** Of the bars; the figures stand below, unless their height is 0. */
      readonly height: number;
      readonly figures: number;
      readonly code: NonNullable<Label['code']>;
    };

/** The mean width of a letter for its height: printers' own fonts and ours are no wider. */
const LETTER = 0.56;
const BOLD_LETTER = 0.64;
const LEADING = 1.18;
const USUAL = { width: 57, height: 32 };
const BARS_MIN = 5;
/** On lower labels the bars need what the figures below them would take. */
const FIGURES_FROM = 14;

/**
 * Where everything goes. Price and code are always there; what does not fit beside them is left out,
 * the least needed first: further prices, a second line of the name, details, and on the smallest
 * labels the name.
 */
export function planLabel(label: Label, { widthMm, heightMm }: LabelSize): readonly Placed[] {
  const scale = Math.min(
    2,
    Math.max(0.55, Math.min(widthMm / USUAL.width, heightMm / USUAL.height)),
  );
  const edge = Math.max(1, 1.8 * scale);
  const inner = widthMm - 2 * edge;
  const size = (mm: number) => Math.max(1.6, mm * scale);
  const figures = label.code === null || heightMm < FIGURES_FROM ? 0 : size(2.4);
  const name = linesIn(label.name, { width: inner, height: size(3.6), letter: BOLD_LETTER });
  const facts = [label.details, label.condition].filter((fact) => fact !== '').join(' · ');
  const rows: Row[] = [
    { text: name[0] ?? '', height: size(3.6), bold: true, need: 8 },
    ...(name.length > 1
      ? [{ text: shortened(name, size(3.6), inner), height: size(3.6), bold: true, need: 3 }]
      : []),
    ...(facts === '' ? [] : [{ text: facts, height: size(2.5), bold: false, need: 4 }]),
    { text: label.price, right: label.was, height: size(5.6), bold: true, whole: true, need: 9 },
    ...label.ladder.map((text, at) => ({
      text,
      height: size(2.4),
      bold: false,
      whole: true,
      need: 2 - at / 10,
    })),
  ];
  const forCode = label.code === null ? 0 : BARS_MIN * scale + figures * LEADING;
  const room = heightMm - 2 * edge - forCode;
  const kept = fitting(rows, room);
  const placed: Placed[] = [];
  let y = edge;
  for (const row of kept) {
    placed.push(...placeRow(row, { edge, inner, y }));
    y += row.height * LEADING;
  }
  if (label.code !== null) {
    const height = Math.min(heightMm - edge - figures * LEADING - y, size(14));
    placed.push({ place: 'code', x: edge, y, width: inner, height, figures, code: label.code });
  }
  return placed;
}

interface Row {
  readonly text: string;
  /** At the other edge, struck out in thought: what it cost before. */
  readonly right?: string;
  readonly height: number;
  readonly bold: boolean;
  readonly whole?: boolean;
  /** Rows that are needed least go first; from 9 on they stay. */
  readonly need: number;
}

function fitting(rows: readonly Row[], room: number): readonly Row[] {
  let kept = rows;
  const used = () => kept.reduce((sum, { height }) => sum + height * LEADING, 0);
  while (used() > room) {
    const least = kept.reduce((min, row) => (row.need < min.need ? row : min));
    if (least.need >= 9) return kept;
    kept = kept.filter((row) => row !== least);
  }
  return kept;
}

function placeRow(
  { text, right = '', height, bold, whole = false }: Row,
  { edge, inner, y }: { readonly edge: number; readonly inner: number; readonly y: number },
): readonly Placed[] {
  const letter = bold ? BOLD_LETTER : LETTER;
  const small = height * 0.5;
  const aside = right === '' ? 0 : widthOf(right) * small * LETTER + 1;
  const width = inner - aside;
  const main: Placed = {
    place: 'text',
    x: edge,
    y,
    // A long price becomes smaller rather than shorter.
    height: Math.min(height, width / Math.max(1, widthOf(text) * letter)),
    width,
    text: whole ? text : cut(text, { width, height, letter }),
    bold,
    align: 'left',
    whole,
  };
  if (right === '') return [main];
  const y2 = y + (height - small) * 0.85;
  return [
    main,
    {
      place: 'text',
      x: edge + width,
      y: y2,
      height: small,
      width: aside,
      text: right,
      bold: false,
      align: 'right',
      whole: true,
    },
  ];
}

interface Line {
  readonly width: number;
  readonly height: number;
  readonly letter: number;
}

function columnsIn({ width, height, letter }: Line): number {
  return Math.max(4, Math.floor(width / (height * letter)));
}

function linesIn(text: string, line: Line): readonly string[] {
  return wrap(text.replace(/\s+/g, ' ').trim(), columnsIn(line));
}

/** The second line of a name; where there would be a third it says that it goes on. */
function shortened(lines: readonly string[], height: number, width: number): string {
  const [, second = '', third] = lines;
  if (third === undefined) return second;
  return cut(`${second} ${third}`, { width, height, letter: BOLD_LETTER });
}

function cut(text: string, line: Line): string {
  const columns = columnsIn(line);
  return widthOf(text) <= columns
    ? text
    : `${[...text]
        .slice(0, columns - 1)
        .join('')
        .trimEnd()}…`;
}
