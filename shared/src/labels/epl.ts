import type { Label } from './label.ts';
import { modulesOf } from './modules.ts';
import { type Placed, planLabel } from './plan-label.ts';
import type { LabelJob } from './zpl.ts';

/**
 * Copies of a label in EPL2, for older printers of Zebra and Eltron; to be sent in Windows 1252,
 * whose characters alone may stand in it.
 */
export function eplOf(label: Label, { options, count }: LabelJob): string {
  const dots = (mm: number) => Math.round((mm * options.dpi) / MM_PER_INCH);
  const fonts = options.dpi === 300 ? FONTS_300 : FONTS_203;
  return [
    // What was left over of a job that broke off.
    '',
    'N',
    `q${dots(options.widthMm)}`,
    `Q${dots(options.heightMm)},24`,
    // Eight bits, Windows 1252.
    'I8,A,001',
    ...planLabel(label, options).map((placed) =>
      placed.place === 'code' ? codeLine(placed, dots) : textLine(placed, dots, fonts),
    ),
    `P${count}`,
    '',
  ].join('\n');
}

const MM_PER_INCH = 25.4;

type Dots = (mm: number) => number;
interface Font {
  readonly number: number;
  /** Of a character with its space, in dots. */
  readonly width: number;
  readonly height: number;
}

/** The built-in fonts with small letters, as the manual gives their sizes. */
const FONTS_203: readonly Font[] = [
  { number: 1, width: 10, height: 12 },
  { number: 2, width: 12, height: 16 },
  { number: 3, width: 14, height: 20 },
  { number: 4, width: 16, height: 24 },
];
const FONTS_300: readonly Font[] = [
  { number: 1, width: 14, height: 20 },
  { number: 2, width: 18, height: 28 },
  { number: 3, width: 22, height: 36 },
  { number: 4, width: 26, height: 44 },
];

function textLine(
  { x, y, height, width, text, align, whole }: Extract<Placed, { readonly place: 'text' }>,
  dots: Dots,
  fonts: readonly Font[],
): string {
  const room = { width: dots(width), height: dots(height), letters: [...text].length };
  const { font, times } = fontFor(room, fonts);
  const columns = Math.max(1, Math.floor(room.width / (font.width * times)));
  const shown = whole ? text : [...text].slice(0, columns).join('');
  const left =
    align === 'left' ? dots(x) : dots(x + width) - [...shown].length * font.width * times;
  return `A${Math.max(0, left)},${dots(y)},0,${font.number},${times},${times},N,"${quoted(shown)}"`;
}

interface Room {
  readonly width: number;
  readonly height: number;
  readonly letters: number;
}

/** The largest in which the text fits; else the smallest. */
function fontFor({ width, height, letters }: Room, fonts: readonly Font[]) {
  let best = { font: fonts[0] as Font, times: 1 };
  for (const times of [1, 2, 3, 4]) {
    for (const font of fonts) {
      const fits = font.height * times <= height && font.width * times * letters <= width;
      if (fits && font.height * times > best.font.height * best.times) best = { font, times };
    }
  }
  return best;
}

const TYPES = { ean13: 'E30', ean8: 'E80', upca: 'UA0', code128: '1' } as const;

function codeLine(
  { x, y, width, height, figures, code }: Extract<Placed, { readonly place: 'code' }>,
  dots: Dots,
): string {
  const { kind, text } = code;
  const module = Math.max(1, Math.min(4, Math.floor(dots(width) / modulesOf(code))));
  // The printer adds the check digit of product numbers itself.
  const data = kind === 'code128' ? text : text.slice(0, -1);
  const place = `B${dots(x)},${dots(y)},0,${TYPES[kind]},${module},${module * 2},${dots(height)},${figures > 0 ? 'B' : 'N'}`;
  return `${place},"${quoted(data)}"`;
}

function quoted(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[\\"]/g, (char) => `\\${char}`);
}
