import { expect, test } from 'vitest';
import { InvariantError } from '../assert.ts';
import { canonicalJson, isCanonicalJson } from './canonical-json.ts';

// RFC 8785, section 3.2.3: keys go by UTF-16 code units, which is not the order of code points.
test('keys are in the order that RFC 8785 shows', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  expect(Object.values(JSON.parse(canonicalJson(value)))).toHaveLength(7);
  expect(canonicalJson(value)).toBe(
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  );
});

test.for([
  { value: null, text: 'null' },
  { value: true, text: 'true' },
  { value: -0, text: '0' },
  { value: -17, text: '-17' },
  { value: Number.MAX_SAFE_INTEGER, text: '9007199254740991' },
  { value: [], text: '[]' },
  { value: {}, text: '{}' },
  { value: { b: [1, { d: 2, c: 3 }], a: '' }, text: '{"a":"","b":[1,{"c":3,"d":2}]}' },
  { value: '\u0007\b\t\n\f\r"\\/\u007f', text: '"\\u0007\\b\\t\\n\\f\\r\\"\\\\/\u007f"' },
])('$text is how it is written', ({ value, text }) => {
  expect(canonicalJson(value)).toBe(text);
  expect(isCanonicalJson(value)).toBe(true);
});

// RFC 8785, section 3.2.2.2: two-letter escapes where JSON has them, \u00xx for the other controls,
// and every other character as it is.
test('every character is spelled as RFC 8785 has it, in a value and in a key', () => {
  const short = new Map([...'\b\t\n\f\r"\\'].map((char, at) => [char, `\\${'btnfr"\\'[at]}`]));
  const spelled = (char: string) =>
    short.get(char) ??
    (char < ' ' ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char);
  const wrong: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += code < 0x10000 ? 1 : 257) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const char = String.fromCodePoint(code);
    const text = `"a${spelled(char)}b${spelled(char)}"`;
    const written = canonicalJson({ [`a${char}b${char}`]: `a${char}b${char}` });
    if (written !== `{${text}:${text}}`) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});

const tooDeep = () => {
  let value: unknown = 0;
  for (let depth = 0; depth < 100_000; depth += 1) value = [value];
  return value;
};

test.for([
  ['a fraction', 0.1],
  ['a number beyond the safe integers', 2 ** 53],
  ['not a number', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['undefined', undefined],
  ['an undefined field', { a: undefined }],
  ['a hole in an array', new Array(2)],
  ['a big integer', 1n],
  ['a function', () => 0],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['a lone surrogate', 'a\ud800b'],
  ['a lone surrogate in a key', { '\udc00': 1 }],
  ['nesting that would exhaust the stack', tooDeep()],
] as const)('%s has no canonical form and asserts', ([, value]) => {
  expect(isCanonicalJson(value)).toBe(false);
  expect(() => canonicalJson(value)).toThrow(InvariantError);
});
