import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, isCanonicalJson } from './canonical-json.ts';

// Keys from a small alphabet that has escapes, a surrogate pair and a letter above it in code units
// but below it in code points; random keys almost never meet where the two orders differ.
const hardChar = fc.constantFrom('a', 'B', '"', '\\', '\n', '\u0000', 'ö', '\uffee', '😀', '1', '');
const text = fc.oneof(
  fc.array(hardChar, { maxLength: 4 }).map((chars) => chars.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const anyJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 8 }),
  ),
})).value;

/** Objects as lists of key and value, in the order of keys. */
function asLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asLists);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { object: fields.flatMap(([key, part]) => [key, asLists(part)]) };
}

/**
 * Reads JSON text to the same lists. Keys become plain strings first: `JSON.parse` of Node 24 can
 * take an escaped key for another one that it met before, so that `\u0000` reads back as a backslash.
 */
function readAsLists(json: string): unknown {
  const signs: Readonly<Record<string, string>> = { '{': '{"object":[', '}': ']}', ':': ',' };
  const lists = json.replaceAll(/"(?:[^"\\]|\\.)*"|[{}:]/g, (found) => signs[found] ?? found);
  return JSON.parse(lists);
}

test('canonical JSON reads back as the same value', () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      expect(isCanonicalJson(value)).toBe(true);
      expect(readAsLists(canonicalJson(value))).toEqual(asLists(value));
    }),
  );
});

test('two spellings of one value have one canonical form', () => {
  fc.assert(
    fc.property(fc.dictionary(text, fc.integer(), { maxKeys: 8 }), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
    }),
  );
});

test('it is what a slow reference writes, keys by UTF-16 code units', () => {
  const byCodeUnits = (a: string, b: string) => {
    const length = Math.min(a.length, b.length);
    for (let index = 0; index < length; index += 1) {
      if (a.charCodeAt(index) !== b.charCodeAt(index)) {
        return a.charCodeAt(index) - b.charCodeAt(index);
      }
    }
    return a.length - b.length;
  };
  const reference = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(reference).join(',')}]`;
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    const fields = Object.entries(value).sort(([a], [b]) => byCodeUnits(a, b));
    return `{${fields.map(([key, part]) => `${JSON.stringify(key)}:${reference(part)}`).join(',')}}`;
  };
  fc.assert(
    fc.property(anyJson, (value) => {
      expect(canonicalJson(value)).toBe(reference(value));
    }),
  );
});
