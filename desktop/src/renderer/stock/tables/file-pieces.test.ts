import { expect, test } from 'vitest';
import { filePieces } from './file-pieces.ts';

test.for([0, 1, 1_024, 599_999, 600_000, 600_001, 1_300_000])(
  'a file of %s bytes is the same when its pieces are put together',
  (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 31) % 256);
    const pieces = filePieces(bytes);
    expect(pieces.every((piece) => piece.length <= 900_000)).toBe(true);
    const whole = Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
    expect(Buffer.compare(whole, Buffer.from(bytes))).toBe(0);
  },
);
