import type { MangoQuery } from 'rxdb';
import { normalizeMangoQuery, prepareQuery } from 'rxdb';
import { expect, test } from 'vitest';
import { inserted } from './test/documents.ts';
import { type AnyDocument, openInstance } from './test/open-storage.ts';
import { ITEM_SCHEMA } from './test/schemas.ts';

const ITEMS = [
  { id: 'coat', name: 'Coat', price: 300, sold: false, extra: 3, tags: ['wool', 'red'] },
  { id: 'free', name: 'Bag', price: 0, sold: true, extra: null },
  { id: 'owed', name: '', price: -5, sold: true, extra: 'text', tags: [] },
  { id: 'bare' },
];

async function open(items: readonly AnyDocument[] = ITEMS) {
  const instance = await openInstance({ database: ':memory:' }, ITEM_SCHEMA);
  await instance.bulkWrite(inserted(...items), 'test');
  const prepare = (query: MangoQuery<AnyDocument>) =>
    prepareQuery(instance.schema, normalizeMangoQuery(instance.schema, query));
  return {
    ids: async (query: MangoQuery<AnyDocument>): Promise<string[]> =>
      (await instance.query(prepare(query))).documents.map(({ id }) => id),
    count: async (query: MangoQuery<AnyDocument>) => instance.count(prepare(query)),
  };
}

const BY_ID = [{ id: 'asc' as const }];

test.for<[NonNullable<MangoQuery<AnyDocument>['selector']>, string[]]>([
  [{ price: { $lt: 1 } }, ['free', 'owed']],
  [{ price: { $lte: Infinity } }, ['coat', 'free', 'owed']],
  [{ price: { $eq: -0 } }, ['free']],
  [{ price: { $eq: null } }, ['bare']],
  [{ price: { $ne: 0 } }, ['bare', 'coat', 'owed']],
  [{ price: { $not: { $gt: 0 } } }, ['bare', 'free', 'owed']],
  [{ price: { $nin: [0, null] } }, ['coat', 'owed']],
  [{ price: { $exists: false } }, ['bare']],
  [{ price: { $gt: 'text' } }, []],
  [{ price: { $gte: 1_000_001 } }, []],
  [{ price: { $gt: -5.5, $lt: 0.5 } }, ['free', 'owed']],
  [{ name: '' }, ['owed']],
  [{ name: { $lt: 'C' } }, ['free', 'owed']],
  [{ sold: { $ne: true } }, ['bare', 'coat']],
  [{ extra: { $lt: Infinity } }, ['coat']],
  [{ extra: { $gt: -Infinity } }, ['coat']],
  [{ extra: null }, ['bare', 'free']],
  [{ extra: { $exists: true } }, ['coat', 'free', 'owed']],
  [{ extra: { $type: 'string' } }, ['owed']],
  [{ tags: 'wool' }, ['coat']],
  [{ tags: { $size: 0 } }, ['owed']],
  [{ 'tags.1': 'red' }, ['coat']],
  [{ 'tags.length': 2 }, []],
  [{ $nor: [{ price: 0 }, { sold: { $exists: false } }] }, ['coat', 'owed']],
  [{ $or: [{ name: 'Coat' }, { extra: { $regex: '^te' } }] }, ['coat', 'owed']],
  [{ $or: [] }, []],
  [{ id: { $in: ['owed', 'bare', 'nothing'] } }, ['bare', 'owed']],
])('%j finds %j', async ([selector, expected]) => {
  const { ids, count } = await open();
  expect(await ids({ selector, sort: BY_ID })).toEqual(expected);
  expect(await count({ selector })).toEqual({ count: expected.length, mode: 'fast' });
});

test('missing values come first and ties fall to the next part of the sort, then to the id', async () => {
  const { ids } = await open([...ITEMS, { id: 'again', price: 0 }, { id: 'zero', price: -0 }]);
  const sort = [{ price: 'asc' as const }];
  expect(await ids({ sort })).toEqual(['bare', 'owed', 'again', 'free', 'zero', 'coat']);
  expect(await ids({ sort: [{ price: 'desc' }] })).toEqual([
    'coat',
    'again',
    'free',
    'zero',
    'owed',
    'bare',
  ]);
  expect(await ids({ sort, skip: 2, limit: 2 })).toEqual(['again', 'free']);
  expect(await ids({ sort, limit: 0 })).toEqual([]);
  expect(await ids({ sort: [{ extra: 'asc' }], skip: 1, limit: 1 })).toEqual(['bare']);
});

test('strings sort by code unit, as in JavaScript', async () => {
  const names = ['\uff0a', '\u{1f600}', 'z', 'Z', 'é', '\ud83d', ''];
  const { ids } = await open(names.map((name, at) => ({ id: `${at}`, name })));
  const sorted = names
    .map((_, at) => `${at}`)
    .sort((a, b) => ((names[+a] ?? '') < (names[+b] ?? '') ? -1 : 1));
  expect(await ids({ sort: [{ name: 'asc' }] })).toEqual(sorted);
  expect(await ids({ selector: { name: { $gt: '\u{1f600}' } } })).toEqual(['0']);
});

test('a list of thousands of values is found', async () => {
  const { ids } = await open(
    Array.from({ length: 50 }, (_, at) => ({ id: `${at}`, name: `n${at}`, price: at })),
  );
  const wanted = Array.from({ length: 5_000 }, (_, at) => at * 7);
  const expected = ['0', '14', '21', '28', '35', '42', '49', '7'];
  expect(await ids({ selector: { price: { $in: wanted } }, sort: BY_ID })).toEqual(expected);
  const names = wanted.map((at) => `n${at}`);
  expect(await ids({ selector: { name: { $in: names } }, sort: BY_ID })).toEqual(expected);
});

test('a selector too large for an SQL expression is still answered', async () => {
  const { ids } = await open();
  const $or = Array.from({ length: 3_000 }, (_, at) => ({ price: { $eq: at } }));
  expect(await ids({ selector: { $or }, sort: BY_ID })).toEqual(['coat', 'free']);
  const deep = Array.from({ length: 900 }).reduce<object>(
    (inner) => ({ $and: [inner, { sold: true }] }),
    {
      price: 0,
    },
  );
  expect(await ids({ selector: deep, sort: BY_ID })).toEqual(['free']);
});

test('an operator that RxDB does not know is refused', async () => {
  const { ids } = await open();
  await expect(ids({ selector: { price: { $near: 3 } } as never })).rejects.toThrow(
    'unknown query operator',
  );
});
