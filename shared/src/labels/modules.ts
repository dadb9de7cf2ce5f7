import type { Label } from './label.ts';

/** The width of a code with the quiet space that it needs, in widths of its thinnest bar. */
export function modulesOf({ kind, text }: NonNullable<Label['code']>): number {
  switch (kind) {
    case 'ean13':
    case 'upca':
      return 95 + 18;
    case 'ean8':
      return 67 + 14;
    case 'code128':
      // Figures stand in pairs where all are: eleven modules for each, start, check and stop beside.
      return 11 * (/^(?:[0-9]{2})+$/.test(text) ? text.length / 2 : text.length) + 35 + 20;
  }
}
