import { expect, test } from 'vitest';
import { aLineInput, aSaleRecord } from '../../test/builders.ts';
import { NAUGHTY_STRINGS, needsDataFiles, readNaughtyStrings } from '../../test/data-files.ts';
import { canonicalJson } from '../journal/canonical-json.ts';
import { saleRecordSchema } from '../sale/sale-record.ts';
import { isStorableText, textSchema } from './text-schema.ts';

test('text is taken as it was typed, without trimming or normalizing', () => {
  for (const text of ['', '  a ', 'e\u0301', '\u00e9', '\ufeff', 'a\r\nb', '\u202e', '😀']) {
    expect(textSchema({ max: 20 }).parse(text)).toBe(text);
  }
});

test.for(['a\u0000b', '\ud800', 'a\udc00', '\udc00\ud800', '\ud83d\ud83d\ude00'])(
  'what a store on the way would lose is refused: %j',
  (text) => {
    expect(isStorableText(text)).toBe(false);
    expect(textSchema({ max: 20 }).safeParse(text).success).toBe(false);
  },
);

test('length is counted in code points', () => {
  expect(textSchema({ max: 1 }).safeParse('😀').success).toBe(true);
  expect(textSchema({ max: 1 }).safeParse('e\u0301').success).toBe(false);
  expect(textSchema({ min: 1, max: 5 }).safeParse('').success).toBe(false);
});

test('every naughty string goes through a sale and its canonical form unchanged, or is refused', (context) => {
  needsDataFiles(context, NAUGHTY_STRINGS);
  const strings = readNaughtyStrings();
  let kept = 0;
  for (const text of strings) {
    const name = text.slice(0, 300);
    const record = aSaleRecord({
      lines: [aLineInput({ name })],
      with: { reason: text.slice(0, 200) },
    });
    const parsed = saleRecordSchema.safeParse(record);
    expect(parsed.success, JSON.stringify(text)).toBe(name !== '' && isStorableText(name));
    if (!parsed.success) continue;
    expect(parsed.data).toEqual(record);
    expect(JSON.parse(canonicalJson(record))).toEqual(record);
    kept += 1;
  }
  expect(kept).toBeGreaterThan(500);
});
