import { expect, test } from 'vitest';
import { askedTogether } from './asked-together.ts';

/** Reads that end when told. */
function aReader() {
  const reads: { keys: readonly number[]; end: (error?: Error) => void }[] = [];
  const ask = askedTogether<number, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) =>
          error ? reject(error) : resolve(new Map(keys.map((key) => [key, `${key}`])));
        reads.push({ keys, end });
      }),
  );
  return { reads, ask };
}

test('what is asked while two reads are under way is read together by one that begins afterwards', async () => {
  const { reads, ask } = aReader();
  const answers = [1, 2, 3, 4, 3].map(ask);
  expect(reads.map(({ keys }) => keys)).toEqual([[1], [2]]);
  reads[0]?.end();
  expect(await answers[0]).toBe('1');
  await expect.poll(() => reads.length).toBe(3);
  expect(reads[2]?.keys).toEqual([3, 4, 3]);
  reads[1]?.end();
  reads[2]?.end();
  expect(await Promise.all(answers)).toEqual(['1', '2', '3', '4', '3']);
});

test('a read that fails fails for those who asked for it, and the next one is read', async () => {
  const { reads, ask } = aReader();
  const first = ask(1);
  reads[0]?.end(new Error('lost'));
  await expect(first).rejects.toThrow('lost');
  const second = ask(2);
  reads[1]?.end();
  expect(await second).toBe('2');
});
