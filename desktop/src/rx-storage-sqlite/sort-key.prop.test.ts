import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortKey } from './sort-key.ts';

// Every kind of code unit: NUL and its escape, ASCII, both halves of pairs alone and together, and
// what lies behind them. Any two of them differ in order between UTF-16 and UTF-8 somewhere.
const unit = fc.oneof(
  fc.constantFrom(
    '\u0000',
    '\u0001',
    '\u0002',
    'a',
    '\ud7ff',
    '\ud800',
    '\udbff',
    '\udc00',
    '\udfff',
  ),
  fc.constantFrom('\ue000', '\uffff', '\u{1f600}', '\u{10ffff}'),
  fc.string({ unit: 'binary', maxLength: 1 }),
);
const text = fc.array(unit, { maxLength: 4 }).map((units) => units.join(''));

test('keys sort by byte as the strings sort in JavaScript, and only equal strings share one', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const order = Buffer.compare(Buffer.from(sortKey(a)), Buffer.from(sortKey(b)));
      expect(order).toBe(a < b ? -1 : a > b ? 1 : 0);
      expect(sortKey(a)).not.toContain('\u0000');
      expect(sortKey(a).isWellFormed()).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});
