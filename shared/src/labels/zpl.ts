import type { LabelOptions } from '../printing/device-settings.ts';
import type { Label } from './label.ts';
import { modulesOf } from './modules.ts';
import { type Placed, planLabel } from './plan-label.ts';

/** Copies of a label in ZPL II, for printers of Zebra and those like them; to be sent in UTF-8. */
export function zplOf(label: Label, { options, count }: LabelJob): string {
  const dots = (mm: number) => Math.round((mm * options.dpi) / MM_PER_INCH);
  const fields = planLabel(label, options).map((placed) => fieldOf(placed, dots));
  return [
    '^XA',
    // UTF-8.
    '^CI28',
    `^PW${dots(options.widthMm)}`,
    `^LL${dots(options.heightMm)}`,
    '^LH0,0',
    ...fields,
    `^PQ${count}`,
    '^XZ',
    '',
  ].join('\n');
}

export interface LabelJob {
  readonly options: LabelOptions;
  readonly count: number;
}

const MM_PER_INCH = 25.4;

type Dots = (mm: number) => number;

function fieldOf(placed: Placed, dots: Dots): string {
  if (placed.place === 'code') return codeField(placed, dots);
  const { x, y, height, width, text, align } = placed;
  const size = dots(height);
  const data = fieldData(text);
  if (align === 'left') return `^FO${dots(x)},${dots(y)}^A0N,${size},${size}^FH_^FD${data}^FS`;
  // A block of one line, flush right.
  return `^FO${dots(x)},${dots(y)}^A0N,${size},${size}^FB${dots(width)},1,0,R^FH_^FD${data}^FS`;
}

function codeField(
  { x, y, width, height, figures, code }: Extract<Placed, { readonly place: 'code' }>,
  dots: Dots,
): string {
  const { kind, text } = code;
  const module = Math.max(1, Math.min(4, Math.floor(dots(width) / modulesOf(code))));
  const tall = dots(height);
  const start = `^FO${dots(x)},${dots(y)}^BY${module},2,${tall}`;
  const below = figures > 0 ? 'Y' : 'N';
  // The printer adds the check digit itself.
  const digits = text.slice(0, -1);
  switch (kind) {
    case 'ean13':
      return `${start}^BEN,${tall},${below},N^FD${digits}^FS`;
    case 'ean8':
      return `${start}^B8N,${tall},${below},N^FD${digits}^FS`;
    case 'upca':
      return `${start}^BUN,${tall},${below},N,Y^FD${digits}^FS`;
    case 'code128':
      // `>` begins a command inside of such a code; `>0` is the character.
      return `${start}^BCN,${tall},${below},N,N,A^FH_^FD${fieldData(text.replaceAll('>', '>0'))}^FS`;
  }
}

/** What would be a command or an escape is written as its bytes in hex. */
function fieldData(text: string): string {
  return text.replaceAll(/[\^~_\\\p{Cc}]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code < 0x20 || code === 0x7f
      ? ' '
      : `_${code.toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
