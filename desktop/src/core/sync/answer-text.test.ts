import { constants, zstdCompressSync } from 'node:zlib';
import { PACKED_TYPE } from '@second-chance/shared/contract/sync.ts';
import { expect, test } from 'vitest';
import { answerText } from './answer-text.ts';

const TEXT = JSON.stringify({ name: 'Jäckchen 👗', words: 'abc '.repeat(100) });
const PACKED = zstdCompressSync(TEXT, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });

function packedAnswer(bytes: Uint8Array): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': PACKED_TYPE } });
}

test('an answer is the same text, packed or not', async () => {
  expect(await answerText(packedAnswer(PACKED))).toBe(TEXT);
  expect(await answerText(new Response(TEXT))).toBe(TEXT);
});

test('a packed answer that was cut short or changed on the way is none', async () => {
  for (let length = 0; length < PACKED.length; length += 1) {
    const cut = answerText(packedAnswer(PACKED.subarray(0, length)));
    await expect(cut, `${length} bytes of it`).rejects.toThrow();
  }
  for (let place = 0; place < PACKED.length; place += 1) {
    const changed = new Uint8Array(PACKED);
    changed[place] = 0xff ^ (changed[place] ?? 0);
    const read = await answerText(packedAnswer(changed)).catch(() => TEXT);
    expect(read, `byte ${place}`).toBe(TEXT);
  }
});

test('an answer that would fill the memory is not unpacked', async () => {
  const bytes = Buffer.byteLength(TEXT);
  expect(await answerText(packedAnswer(PACKED), bytes)).toBe(TEXT);
  await expect(answerText(packedAnswer(PACKED), bytes - 1)).rejects.toThrow(RangeError);
});
