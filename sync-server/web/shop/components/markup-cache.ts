/**
 * Parts of pages that are the same on many: drawn once for the same data. A part is a pure function
 * of what its key is made from, so what is kept cannot be out of date.
 */
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const PARTS_MAX = 5_000;
const kept = new Map<string, string>();

/** The markup of a part; `key` says all that it is drawn from. */
export function cachedMarkup(key: string, draw: () => ReactElement): string {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const markup = flat(renderToStaticMarkup(draw()));
  // What is in use comes back soon.
  if (kept.size >= PARTS_MAX) kept.clear();
  kept.set(key, markup);
  return markup;
}

const keptFor = new WeakMap<object, Map<string, string>>();

/**
 * The same, found by what it is drawn from: views that are the same object on many pages are not read
 * for a key. `key` says what else it depends on.
 */
export function cachedFor(drawnFrom: object, key: string, find: () => string): string {
  const known = keptFor.get(drawnFrom) ?? new Map<string, string>();
  keptFor.set(drawnFrom, known);
  const markup = known.get(key) ?? find();
  known.set(key, markup);
  return markup;
}

/** The same text in one piece: of pieces it would be put together for each page that shows it. */
function flat(text: string): string {
  return decoder.decode(encoder.encode(text));
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
