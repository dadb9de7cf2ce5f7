/**
 * Reads ESC/POS as a printer does, from Epson's description and not from the encoder: what is printed
 * and what the printer does, in order. A command that it does not know fails the test.
 */
import { assert } from '@second-chance/shared/assert.ts';
import iconv from 'iconv-lite';

export type PrinterEvent =
  | {
      readonly event: 'line';
      readonly text: string;
      /** True where any of it is. */
      readonly bold: boolean;
      readonly inverse: boolean;
      /** Of the widest character. */
      readonly wide: number;
      /** Of the whole line, in characters of the usual width. */
      readonly cells: number;
      readonly codePage: string;
    }
  | {
      readonly event: 'picture';
      readonly width: number;
      readonly height: number;
      readonly black: number;
      readonly rows: readonly string[];
    }
  | { readonly event: 'qr'; readonly content: string }
  | { readonly event: 'barcode'; readonly kind: number; readonly content: string }
  | { readonly event: 'kick'; readonly socket: number }
  | { readonly event: 'cut'; readonly partial: boolean };

const PAGES: Readonly<Record<number, string>> = {
  0: 'cp437',
  2: 'cp850',
  14: 'cp737',
  16: 'windows1252',
  17: 'cp866',
  18: 'cp852',
  19: 'cp858',
  40: 'iso8859-15',
  45: 'windows1250',
  46: 'windows1251',
  47: 'windows1253',
};
const [LF, CR, ESC, FS, GS] = [0x0a, 0x0d, 0x1b, 0x1c, 0x1d];

export function readEscpos(bytes: Uint8Array): readonly PrinterEvent[] {
  const events: PrinterEvent[] = [];
  let at = 0;
  let text: number[] = [];
  let style = plain();
  let line = plain();
  let codePage = 'cp437';
  let qr = '';

  const next = () => {
    const byte = bytes[at];
    assert(byte !== undefined, 'a command breaks off');
    at += 1;
    return byte;
  };
  const take = (count: number) => {
    const taken = bytes.subarray(at, at + count);
    assert(taken.length === count, 'data break off');
    at += count;
    return taken;
  };
  const word = () => next() + 256 * next();
  const flush = () => {
    if (text.length === 0) return;
    const content = iconv.decode(Buffer.from(text), codePage);
    events.push({ event: 'line', text: content, ...line, codePage });
    text = [];
    line = plain();
  };

  while (at < bytes.length) {
    const byte = next();
    if (byte === LF) {
      if (text.length === 0) continue;
      flush();
    } else if (byte === CR) {
    } else if (byte === ESC) escapeCommand();
    else if (byte === FS) assert(next() === 0x2e, 'only: no Chinese characters');
    else if (byte === GS) group();
    else {
      assert(byte >= 0x20, `control character ${byte}`);
      text.push(byte);
      line = {
        bold: line.bold || style.bold,
        inverse: line.inverse || style.inverse,
        wide: Math.max(line.wide, style.wide),
        cells: line.cells + style.wide,
      };
    }
  }
  flush();
  return events;

  function escapeCommand(): void {
    const command = String.fromCharCode(next());
    switch (command) {
      case '@':
        style = plain();
        codePage = 'cp437';
        return;
      case 't': {
        const number = next();
        const page = PAGES[number];
        assert(page !== undefined, `code page ${number}`);
        codePage = page;
        return;
      }
      case 'E':
        style = { ...style, bold: (next() & 1) === 1 };
        return;
      case 'a':
        next();
        return;
      case 'p':
        events.push({ event: 'kick', socket: next() });
        take(2);
        return;
      case 'M':
      case '3':
        next();
        return;
      case '2':
        return;
      default:
        assert(false, `ESC ${command}`);
    }
  }

  function group(): void {
    const command = String.fromCharCode(next());
    switch (command) {
      case '!':
        style = { ...style, wide: (next() >> 4) + 1 };
        return;
      case 'B':
        style = { ...style, inverse: (next() & 1) === 1 };
        return;
      case 'V':
        flush();
        events.push({ event: 'cut', partial: next() % 48 === 1 });
        return;
      case 'v':
        picture();
        return;
      case '(':
        assert(next() === 0x6b, 'only codes in two dimensions');
        symbol(take(word()));
        return;
      case 'h':
      case 'w':
      case 'H':
        next();
        return;
      case 'k': {
        const kind = next();
        assert(kind >= 65, 'only with a length');
        const content = Buffer.from(take(next())).toString('latin1');
        events.push({ event: 'barcode', kind, content });
        return;
      }
      default:
        assert(false, `GS ${command}`);
    }
  }

  function picture(): void {
    assert(next() === 0x30, 'raster');
    next();
    const rowBytes = word();
    const height = word();
    const bits = take(rowBytes * height);
    const rows = Array.from({ length: height }, (_, y) =>
      [...bits.subarray(y * rowBytes, (y + 1) * rowBytes)]
        .map((byte) => byte.toString(2).padStart(8, '0'))
        .join(''),
    );
    const black = rows.join('').replaceAll('0', '').length;
    events.push({ event: 'picture', width: rowBytes * 8, height, black, rows });
  }

  function symbol(data: Uint8Array): void {
    assert(data[0] === 49, 'only QR');
    if (data[1] === 80) qr = Buffer.from(data.subarray(3)).toString('utf8');
    if (data[1] === 81) events.push({ event: 'qr', content: qr });
  }
}

function plain() {
  return { bold: false, inverse: false, wide: 1, cells: 0 };
}

/** The text of all lines, one a line. */
export function textOf(events: readonly PrinterEvent[]): string {
  return events.flatMap((event) => (event.event === 'line' ? [event.text] : [])).join('\n');
}
