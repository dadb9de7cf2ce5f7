/** What other programs write into cells, brought into the form that ours has. */

/** Whether the amounts of a table have a comma before their decimals; most of them decide. */
export function hasDecimalComma(amounts: readonly string[]): boolean {
  let votes = 0;
  for (const text of amounts) {
    const [comma, point] = [text.lastIndexOf(','), text.lastIndexOf('.')];
    const last = Math.max(comma, point);
    if (last < 0) continue;
    const behind = text.slice(last + 1).replace(/[^0-9]/g, '').length;
    // Three digits behind a lone sign may be thousands as well as decimals: they say nothing.
    if (behind === 3 && (comma < 0 || point < 0)) continue;
    votes += comma > point ? 1 : -1;
  }
  return votes > 0;
}

/**
 * An amount as a plain number with just `decimals` decimals behind a point, rounded half away from
 * zero; the text itself where it is none. Signs of currency and of thousands are left out.
 */
export function plainAmount(
  text: string,
  { decimalComma, decimals }: { readonly decimalComma: boolean; readonly decimals: number },
): string {
  const bare = text.replaceAll(/[\s'’\u00a0\u202f]/g, '').replaceAll(/[^0-9.,-]/g, '');
  const [mark, thousands] = decimalComma ? [',', '.'] : ['.', ','];
  const match = /^(-?)([0-9]*)(?:\.([0-9]*))?$/.exec(
    bare.replaceAll(thousands, '').replace(mark, '.'),
  );
  const [, sign = '', whole = '', part = ''] = match ?? [];
  if (match === null || whole + part === '') return text;
  const digits = whole.padStart(1, '0') + part.slice(0, decimals).padEnd(decimals, '0');
  const up = Number(part[decimals] ?? '0') >= 5 ? 1n : 0n;
  const minor = String(BigInt(digits) + up).padStart(decimals + 1, '0');
  if (decimals === 0) return `${sign}${minor}`;
  return `${sign}${minor.slice(0, -decimals)}.${minor.slice(-decimals)}`;
}

/** `12`, `12.000` and `12,0` are twelve pieces; what is no whole number stays as it is. */
export function wholeNumber(text: string): string {
  const match = /^(-?[0-9]+)(?:[.,]0*)?$/.exec(text.trim());
  return match?.[1] ?? text.trim();
}

/** HTML as plain text: paragraphs and line breaks stay, tags go. */
export function plainText(html: string): string {
  if (!/[<&]/.test(html)) return html.trim();
  return html
    .replaceAll(/<\s*(?:br|\/p|\/div|\/li|\/h[1-6]|\/tr)\b[^>]*>/gi, '\n')
    .replaceAll(/<(?:script|style)\b[\s\S]*?<\/(?:script|style)>/gi, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => entity(name) ?? whole)
    .replaceAll(/[ \t\u00a0]+/g, ' ')
    .replaceAll(/ *\n[ \n]*/g, '\n')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  euro: '€',
};

function entity(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) &&
    code >= 32 &&
    code <= 0x10ffff &&
    (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : null;
}

/** Whole units of a measure, from another unit: `0.45` kg are `450` g. Empty for none. */
export function scaled(text: string, factor: number): string {
  const value = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) return '';
  return String(Math.max(1, Math.round(value * factor)));
}

const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** What is between cells: the sign that the first line has most of, outside of quotes. */
export function separatorOf(text: string): Separator {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const bare = first.replaceAll(/"(?:[^"]|"")*"/g, '');
  const count = (sign: string) => bare.split(sign).length;
  return SEPARATORS.reduce<Separator>(
    (best, sign) => (count(sign) > count(best) ? sign : best),
    ',',
  );
}
