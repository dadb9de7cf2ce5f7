/** Code units that SQLite's byte order would place elsewhere than JavaScript does, and NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL and its escape are meant.
const NEEDS_ENCODING = /[\u0000\u0001\ud800-\uffff]/;

const SURROGATE_START = 0xd800;
const SURROGATE_END = 0xdfff;
const PRIVATE_USE_START = 0xe000;
const SUPPLEMENTARY_START = 0x10000;

/**
 * Turns a string into a text whose UTF-8 bytes sort as JavaScript sorts the string itself, that is
 * by UTF-16 code unit. RxDB compares with `<`; SQLite compares bytes, which puts an emoji after
 * U+FF0A where JavaScript puts it before.
 *
 * Promise: `a < b` exactly when `sortKey(a)` comes first in SQLite's BINARY order; equal only for
 * equal strings, lone surrogates included; never contains NUL. Strings without code units from
 * U+D800 on (all but emoji and some rare scripts) are their own key.
 */
export function sortKey(text: string): string {
  if (!NEEDS_ENCODING.test(text)) return text;
  let key = '';
  for (let at = 0; at < text.length; at++) key += keyOfCodeUnit(text.charCodeAt(at));
  return key;
}

/** Whether every string compares with this one in byte order as it does by code unit. */
export function isPlain(text: string): boolean {
  return !NEEDS_ENCODING.test(text);
}

function keyOfCodeUnit(unit: number): string {
  if (unit <= 1) return `\u0001${String.fromCharCode(unit + 1)}`;
  if (unit < SURROGATE_START) return String.fromCharCode(unit);
  if (unit <= SURROGATE_END) return String.fromCharCode(PRIVATE_USE_START + unit - SURROGATE_START);
  return String.fromCodePoint(SUPPLEMENTARY_START + unit - PRIVATE_USE_START);
}
