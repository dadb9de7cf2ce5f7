import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combineDigest, EMPTY_DIGEST } from './digest.ts';

const mark = fc
  .bigInt({ min: 0n, max: 2n ** 48n - 1n })
  .map((bits) => bits.toString(16).padStart(12, '0'));

test('a digest is the exclusive or of its marks, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(mark), (marks) => {
      const exact = marks.reduce((sum, text) => sum ^ BigInt(`0x${text}`), 0n);
      const digest = marks.reduce(combineDigest, EMPTY_DIGEST.digest);
      expect(digest).toBe(exact.toString(16).padStart(12, '0'));
      expect(marks.toReversed().reduce(combineDigest, EMPTY_DIGEST.digest)).toBe(digest);
    }),
  );
});
