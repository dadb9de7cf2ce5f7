import fc from 'fast-check';
import type {
  FilledMangoQuery,
  MangoQuery,
  PreparedQuery,
  RxJsonSchema,
  RxStorageInstance,
} from 'rxdb';
import { getSortComparator, INDEX_MAX, INDEX_MIN, normalizeMangoQuery, prepareQuery } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterAll, expect, test } from 'vitest';
import { inserted } from './test/documents.ts';
import { type AnyDocument, creationParams, filled, openInstance } from './test/open-storage.ts';

/**
 * The oracle is RxDB's memory storage, told to read the whole collection: there RxDB's matcher and
 * comparator decide everything. Left to an index, the memory storage contradicts its own matcher (a
 * missing number counts as 0, `null` matches everything), so that would be no oracle.
 */
function wholeCollection(query: FilledMangoQuery<AnyDocument>): PreparedQuery<AnyDocument> {
  return {
    query,
    queryPlan: {
      index: ['_deleted', 'id'],
      startKeys: [INDEX_MIN, INDEX_MIN],
      endKeys: [INDEX_MAX, INDEX_MAX],
      inclusiveStart: true,
      inclusiveEnd: true,
      sortSatisfiedByIndex: false,
      selectorSatisfiedByIndex: false,
    },
  };
}

const PROPERTIES = {
  id: { type: 'string', maxLength: 40 },
  name: { type: 'string', maxLength: 40 },
  price: { type: 'number', minimum: -1e15, maximum: 1e15, multipleOf: 0.01 },
  count: { type: 'integer', minimum: -1e15, maximum: 1e15, multipleOf: 1 },
  sold: { type: 'boolean' },
  place: {
    type: 'object',
    properties: {
      shelf: { type: 'string', maxLength: 40 },
      deep: { type: 'object', properties: { level: { type: 'number', multipleOf: 1 } } },
    },
  },
  tags: { type: 'array', items: { type: 'string' } },
  parts: { type: 'array', items: { type: 'object' } },
  free: {},
} as const;

const INDEXABLE = ['name', 'price', 'count', 'sold', 'place.shelf', 'place.deep.level'] as const;
const FIELDS = [...INDEXABLE, 'id', 'tags', 'parts.n', 'parts', 'free', 'free.a', '_meta.lwt'];

// Few values, so that equal ones meet; strange ones among them, so that they meet too.
const texts = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'b', 'ab', '\u{1f600}', '\uff0a') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['a ', 'a b', 'A', 'ä', '\ud83d', 'z\u0000', 'a\t', '10', '9', "o'k", '"', '%_'],
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
const STRANGE_NUMBERS = [
  ...[0.1, 0.3, 0.30000000000000004, 1.005, 1e15, -1e15, 9007199254740991, -9007199254740991],
  ...[9007199254740992, 1e21, 5e-324, 1.7976931348623157e308, 2147483648],
];
const numbers = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, -0, 1, -1, 2) },
  { weight: 2, arbitrary: fc.constantFrom(...STRANGE_NUMBERS) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
);
const anything = fc.oneof(
  texts,
  numbers,
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.oneof(texts, numbers, fc.constant(null)), { maxLength: 3 }),
  fc.record({ a: fc.oneof(numbers, texts, fc.constant(null)) }, { requiredKeys: [] }),
);

const well = {
  name: texts,
  price: numbers,
  count: fc.integer({ min: -4, max: 4 }),
  sold: fc.boolean(),
  place: fc.record(
    {
      shelf: texts,
      deep: fc.record({ level: fc.integer({ min: -2, max: 2 }) }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  ),
  tags: fc.array(texts, { maxLength: 3 }),
  parts: fc.array(fc.record({ n: fc.integer({ min: 0, max: 3 }) }, { requiredKeys: [] }), {
    maxLength: 3,
  }),
  free: anything,
};
/** Keeps to the schema, with fields missing. */
const neatDocument = fc.record({ ...well, _deleted: fc.boolean() }, { requiredKeys: ['_deleted'] });
/** Has any value anywhere. */
const wildDocument = fc.record(
  {
    ...well,
    name: fc.oneof(texts, anything),
    price: fc.oneof(numbers, anything),
    sold: fc.oneof(fc.boolean(), anything),
    place: fc.oneof(well.place, anything),
    _deleted: fc.boolean(),
  },
  { requiredKeys: ['_deleted'] },
);

const infinities = fc.constantFrom(Infinity, -Infinity);
const operand = fc.oneof(
  { weight: 12, arbitrary: fc.oneof(texts, numbers) },
  { weight: 3, arbitrary: anything },
  { weight: 1, arbitrary: infinities },
);
const scalars = fc.oneof(texts, numbers, fc.boolean(), fc.constant(null));
const plainOperator: fc.Arbitrary<object> = fc.oneof(
  fc.tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), operand).map(one),
  fc.tuple(fc.constantFrom('$in', '$nin'), fc.array(scalars, { maxLength: 5 })).map(one),
  fc.tuple(fc.constant('$exists'), fc.boolean()).map(one),
  fc
    .tuple(
      fc.constant('$type'),
      fc.constantFrom('string', 'number', 'array', 'null', 'object', 'boolean'),
    )
    .map(one),
  fc.constantFrom<object>(
    { $regex: '^a' },
    { $regex: '^ab?' },
    { $regex: '^a|b' },
    { $regex: '^A', $options: 'i' },
    { $regex: 'A', $options: 'i' },
    { $size: 2 },
    { $mod: [2, 1] },
    { $elemMatch: { $gt: 'a' } },
    { $elemMatch: { n: { $gte: 1 } } },
    { $gt: 0, $lte: 2 },
    { $gte: 'a', $lt: 'b' },
  ),
);
const operator = fc.oneof(
  { weight: 5, arbitrary: plainOperator },
  { weight: 1, arbitrary: plainOperator.map((inner) => ({ $not: inner })) },
  { weight: 1, arbitrary: plainOperator.map((inner) => ({ $not: { $not: inner } })) },
);
function one([key, value]: readonly [string, unknown]): object {
  return { [key]: value };
}

const leaf = fc.oneof(
  fc.tuple(fc.constantFrom(...FIELDS), operator).map(one),
  fc.tuple(fc.constantFrom(...FIELDS), scalars).map(one),
);
const { selector } = fc.letrec<{ selector: object; branch: object }>((tie) => ({
  selector: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('branch')),
  branch: fc.oneof(
    fc
      .tuple(
        fc.constantFrom('$and', '$or', '$nor'),
        fc.array(tie('selector'), { minLength: 1, maxLength: 3 }),
      )
      .map(one),
    fc.tuple(tie('selector'), tie('selector')).map(([a, b]) => ({ ...a, ...b })),
  ),
}));
const sort = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...FIELDS), fc.constantFrom('asc', 'desc')).map(one),
  { maxLength: 3, minLength: 1, selector: (part) => Object.keys(part)[0] },
);
const query = fc.record(
  {
    selector: fc
      .tuple(selector, fc.boolean())
      .map(([some, live]) => (live ? { ...some, _deleted: { $eq: false } } : some)),
    sort,
    skip: fc.integer({ min: 0, max: 4 }),
    limit: fc.integer({ min: 0, max: 6 }),
  },
  { requiredKeys: ['selector'] },
);
const indexes = fc.uniqueArray(
  fc.uniqueArray(fc.constantFrom(...INDEXABLE), { minLength: 1, maxLength: 3 }),
  { minLength: 1, maxLength: 4, selector: (fields) => fields.join() },
);

function schemaOf(fields: readonly (readonly string[])[]): RxJsonSchema<AnyDocument> {
  return {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: PROPERTIES,
    indexes: fields.map((index) => [...index]),
  } as unknown as RxJsonSchema<AnyDocument>;
}

/**
 * RxDB's comparator contradicts itself between arrays and single values; then the order that comes
 * out depends on the order that goes in, and only the set of documents can be compared.
 */
function hasClearOrder(documents: readonly AnyDocument[], query: FilledMangoQuery<AnyDocument>) {
  const compare = getSortComparator(filled(schemaOf([])), query);
  const again = documents.toReversed().sort(compare);
  return again.every((document, at) => document.id === documents[at].id);
}

const byId = (a: AnyDocument, b: AnyDocument) => (a.id < b.id ? -1 : 1);

let runs = 0;
let clearOrders = 0;

async function bothAnswerAlike(
  documents: readonly object[],
  ids: readonly string[],
  index: readonly (readonly string[])[],
  queries: readonly MangoQuery<AnyDocument>[],
): Promise<void> {
  runs += 1;
  const rows = documents.map((document, at) => ({ ...document, id: `${ids[at]}` }));
  const schema = schemaOf(index);
  const bare = schemaOf([]);
  const ours = await openInstance({ database: ':memory:' }, schema);
  const oracle: RxStorageInstance<AnyDocument, unknown, unknown> =
    await getRxStorageMemory().createStorageInstance<AnyDocument>(
      creationParams(bare, { databaseName: `oracle${runs}` }),
    );
  try {
    const writes = inserted(...rows);
    await ours.bulkWrite(writes, 'test');
    await oracle.bulkWrite(structuredClone(writes), 'test');
    for (const query of queries) {
      const normal = normalizeMangoQuery(filled(schema), query);
      const whole = { ...normal, skip: 0, limit: documents.length };
      const all = (await oracle.query(wholeCollection(whole))).documents;
      const counted = await ours.count(prepareQuery(filled(schema), whole));
      expect(counted.count).toBe(all.length);
      const clear = hasClearOrder(all, normal);
      const asked = clear ? normal : whole;
      const answer = (await ours.query(prepareQuery(filled(schema), asked))).documents;
      const truth = clear ? (await oracle.query(wholeCollection(normal))).documents : all;
      if (!clear) for (const list of [answer, truth]) list.sort(byId);
      expect(answer.map(({ id }) => id)).toEqual(truth.map(({ id }) => id));
      expect(answer).toEqual(truth);
      clearOrders += clear ? 1 : 0;
    }
  } finally {
    await ours.close();
    await oracle.remove();
  }
}

afterAll(() => {
  expect(clearOrders, 'queries whose order was compared').toBeGreaterThan(300);
});

const ids = fc.uniqueArray(fc.oneof(texts, fc.string({ maxLength: 6 })), {
  minLength: 12,
  maxLength: 12,
});
const SECONDS = Number(process.env.RX_PROP_SECONDS ?? 3);
const settings = {
  numRuns: 100_000,
  interruptAfterTimeLimit: SECONDS * 1_000,
  markInterruptAsFailure: false,
};

test(
  'documents that keep to the schema are found and sorted as RxDB does it',
  { timeout: 60_000 },
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(neatDocument, { maxLength: 12 }),
        ids,
        indexes,
        fc.array(query, { minLength: 1, maxLength: 12 }),
        bothAnswerAlike as never,
      ),
      settings,
    ),
);

test(
  'documents that break the schema are found and sorted as RxDB does it',
  { timeout: 60_000 },
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(wildDocument, { maxLength: 12 }),
        ids,
        indexes,
        fc.array(query, { minLength: 1, maxLength: 12 }),
        bothAnswerAlike as never,
      ),
      settings,
    ),
);
