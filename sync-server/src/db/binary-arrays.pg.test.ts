import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../test/postgres.ts';
import { bigintArray, integerArray, textArray, uuidArray } from './binary-arrays.ts';

test('arrays of every kind arrive as they were, with nulls, at the edges, and empty', async () => {
  await using database = await freshDatabase({ migrated: false });
  const texts = ['', 'plain', '{"a":"\\"b\\\\"}', "'; --", 'ü 💸 \u2028', 'NULL', null];
  const uuids = [
    '01900000-0000-7000-8000-0000000000a1',
    null,
    'ffffffff-ffff-4fff-bfff-ffffffffffff',
  ];
  const bigints = [0, -1, 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, null, -(2 ** 40)];
  bigints.push(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
  const integers = [0, -1, 2 ** 31 - 1, -(2 ** 31), null];
  const { rows } = await sql<Record<string, unknown>>`
    select ${textArray(texts)}::text[] as texts, ${uuidArray(uuids)}::uuid[] as uuids,
      ${bigintArray(bigints)}::bigint[]::text[] as bigints,
      ${integerArray(integers)}::int[] as integers,
      ${textArray([])}::text[] as no_texts, ${uuidArray([])}::uuid[] as no_uuids,
      ${bigintArray([])}::bigint[]::text[] as no_bigints, ${textArray([null])}::text[] as only_null
  `.execute(database.db);
  expect(rows[0]).toEqual({
    texts,
    uuids,
    bigints: bigints.map((value) => (value === null ? null : String(value))),
    integers,
    no_texts: [],
    no_uuids: [],
    no_bigints: [],
    only_null: [null],
  });
});
