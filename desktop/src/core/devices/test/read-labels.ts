/** Reads ZPL and EPL2 as a printer does, from the makers' manuals: what stands where on a label. */
import { assert } from '@second-chance/shared/assert.ts';
import { gtinCheckDigit } from '@second-chance/shared/catalogue/barcode.ts';
import iconv from 'iconv-lite';

export interface ReadLabel {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly texts: readonly {
    readonly x: number;
    readonly y: number;
    readonly text: string;
    readonly size: number;
  }[];
  readonly codes: readonly {
    readonly x: number;
    readonly y: number;
    readonly kind: string;
    /** As a scanner reads it. */
    readonly text: string;
    readonly module: number;
    readonly height: number;
  }[];
}

export function readZpl(bytes: Uint8Array): readonly ReadLabel[] {
  const source = Buffer.from(bytes).toString('utf8');
  return source
    .split('^XZ')
    .filter((label) => label.trim() !== '')
    .map(readZplLabel);
}

function readZplLabel(source: string): ReadLabel {
  assert(source.trim().startsWith('^XA'), 'a label begins with ^XA');
  assert(source.includes('^CI28'), 'UTF-8 is chosen');
  const number = (command: RegExp) => Number(command.exec(source)?.[1]);
  const texts: ReadLabel['texts'][number][] = [];
  const codes: ReadLabel['codes'][number][] = [];
  for (const [field] of source.matchAll(/\^FO[\s\S]*?\^FS/g)) {
    const [, x, y] = /\^FO(\d+),(\d+)/.exec(field) ?? [];
    const [, raw = ''] = /\^FD([\s\S]*)\^FS/.exec(field) ?? [];
    const data = field.includes('^FH_')
      ? raw.replaceAll(/_([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      : raw;
    const place = { x: Number(x), y: Number(y) };
    const [, module, , height] = /\^BY(\d),(\d),(\d+)/.exec(field) ?? [];
    const code = /\^B([E8UC])N/.exec(field)?.[1];
    if (code === undefined) {
      texts.push({ ...place, text: data, size: Number(/\^A0N,(\d+)/.exec(field)?.[1]) });
    } else {
      const bars = { ...place, module: Number(module), height: Number(height) };
      const kind = { E: 'ean13', '8': 'ean8', U: 'upca', C: 'code128' }[code] ?? '';
      const text = kind === 'code128' ? data.replaceAll('>0', '>') : data + gtinCheckDigit(data);
      codes.push({ ...bars, kind, text });
    }
  }
  const size = { width: number(/\^PW(\d+)/), height: number(/\^LL(\d+)/) };
  return { ...size, count: number(/\^PQ(\d+)/), texts, codes };
}

/** `heights`: of the printer's fonts 1 to 4, in dots. */
export function readEpl(bytes: Uint8Array, heights = [12, 16, 20, 24]): readonly ReadLabel[] {
  const labels: ReadLabel[] = [];
  let label = empty();
  for (const line of iconv.decode(Buffer.from(bytes), 'windows1252').split('\n')) {
    const values = /^([A-Za-z])(.*)$/.exec(line);
    if (values === null) continue;
    const [, command, rest = ''] = values;
    const [numbers = '', ...quoted] = rest.split('"');
    const text = quoted.join('"').replace(/"$/, '').replaceAll(/\\(.)/g, '$1');
    const figures = numbers.split(',');
    const figure = (at: number) => Number(figures[at]);
    if (command === 'N') label = empty();
    else if (command === 'q') label = { ...label, width: figure(0) };
    else if (command === 'Q') label = { ...label, height: figure(0) };
    else if (command === 'I') assert(rest === '8,A,001', 'Windows 1252 is chosen');
    else if (command === 'A') {
      const size = (heights[figure(3) - 1] ?? 0) * figure(5);
      label.texts.push({ x: figure(0), y: figure(1), text, size });
    } else if (command === 'B') {
      const kind =
        { E30: 'ean13', E80: 'ean8', UA0: 'upca', '1': 'code128' }[figures[3] ?? ''] ?? '';
      const whole = kind === 'code128' ? text : text + gtinCheckDigit(text);
      const bars = { x: figure(0), y: figure(1), module: figure(4), height: figure(6) };
      label.codes.push({ ...bars, kind, text: whole });
    } else if (command === 'P') labels.push({ ...label, count: figure(0) });
    else assert(false, `EPL ${command}`);
  }
  return labels;
}

function empty() {
  return {
    width: 0,
    height: 0,
    count: 0,
    texts: [] as ReadLabel['texts'][number][],
    codes: [] as ReadLabel['codes'][number][],
  };
}
