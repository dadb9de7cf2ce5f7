/**
 * Addresses of the public shop: `/en/item/denim-jacket-02p1q…`. What is meant stands in the id at
 * the end; the words before it are for people and may be out of date.
 */
import { assert } from '../assert.ts';
import type { Id } from '../ids.ts';
import type { Language } from '../text/messages.ts';

const SLUG_LENGTH_MAX = 60;
/** 128 bits in base 36. */
const SHORT_ID_LENGTH = 25;
const HEX_PER_UUID = 32;

/** Words of a name for an address: ASCII letters and digits with hyphens; empty where none are left. */
export function slugOf(text: string): string {
  let plain = text.normalize('NFKD').toLowerCase();
  for (const [from, to] of SPELLED_OUT) plain = plain.replaceAll(from, to);
  const words = plain.replace(/\p{M}+/gu, '').match(/[a-z0-9]+/g) ?? [];
  let slug = '';
  for (const word of words) {
    if (slug.length + 1 + word.length > SLUG_LENGTH_MAX) break;
    slug += slug === '' ? word : `-${word}`;
  }
  return slug;
}

const SPELLED_OUT = [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ı', 'i'],
  ['’', ''],
  ["'", ''],
  ['&', ' and '],
] as const;

/** A UUID in 25 digits and lower-case letters. */
export function shortId(id: Id<string>): string {
  return BigInt(`0x${id.replaceAll('-', '')}`)
    .toString(36)
    .padStart(SHORT_ID_LENGTH, '0');
}

/** The id that an address ends with; null where it ends with none. */
export function idOfAddress<Kind extends string>(lastPart: string): Id<Kind> | null {
  const short = lastPart.slice(lastPart.lastIndexOf('-') + 1);
  if (!SHORT_ID.test(short)) return null;
  let number = 0n;
  for (const digit of short) number = number * 36n + BigInt(Number.parseInt(digit, 36));
  const hex = number.toString(16).padStart(HEX_PER_UUID, '0');
  if (hex.length > HEX_PER_UUID) return null;
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join('-') as Id<Kind>;
}

const SHORT_ID = /^[0-9a-z]{25}$/;

interface Named<Kind extends string> {
  readonly id: Id<Kind>;
  readonly name: string;
}

export function itemAddress(language: Language, item: Named<'Item'>): string {
  return `/${language}/item/${lastPart(item)}`;
}

export function categoryAddress(language: Language, category: Named<'Category'>): string {
  return `/${language}/c/${lastPart(category)}`;
}

export function storeAddress(language: Language, slug: string): string {
  assert(slug !== '', 'a store has a slug');
  return `/${language}/store/${slug}`;
}

/** What ends the address of a thing: its words and its id. */
export function lastPart({ id, name }: Named<string>): string {
  const slug = slugOf(name);
  return slug === '' ? shortId(id) : `${slug}-${shortId(id)}`;
}
