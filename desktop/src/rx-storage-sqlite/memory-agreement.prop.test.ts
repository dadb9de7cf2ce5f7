import fc from 'fast-check';
import type { MangoQuery, RxJsonSchema } from 'rxdb';
import {
  getChangedDocumentsSince,
  getComposedPrimaryKeyOfDocumentData,
  normalizeMangoQuery,
  prepareQuery,
} from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { expect, test } from 'vitest';
import { changed, inserted } from './test/documents.ts';
import { type AnyDocument, creationParams, filled, openInstance } from './test/open-storage.ts';

/*
 * Documents that hold every indexed field, and operands of the fields' types and ranges: here RxDB's
 * memory storage, with its own plans and indexes, is right, and must agree to the last tie.
 */
const names = fc.constantFrom('', 'a', 'b', 'ab', 'B', 'é', '\u{1f600}', '\uff0a');
const counts = fc.integer({ min: -3, max: 3 });
const document = fc.record({
  shop: names,
  name: names,
  count: counts,
  sold: fc.boolean(),
  place: fc.record({ shelf: names }),
  note: fc.constantFrom('x', 'y', null),
  _deleted: fc.constantFrom(false, false, false, true),
});

const FIELDS = {
  shop: names,
  name: names,
  count: counts,
  sold: fc.boolean(),
  'place.shelf': names,
  id: names,
};
const INDEXES = [
  ...[['name'], ['count'], ['sold', 'name'], ['name', 'count'], ['place.shelf', 'sold']],
  ...[
    ['count', 'id'],
    ['id', 'name'],
    ['shop', 'number', 'count'],
    ['sold', 'count', 'name'],
  ],
];
const COMPOSED = { key: 'id', fields: ['shop', 'number'], separator: '|' };
const schemaOf = (indexes: readonly (readonly string[])[], composed: boolean) =>
  ({
    version: 0,
    primaryKey: composed ? COMPOSED : 'id',
    type: 'object',
    properties: {
      id: { type: 'string', maxLength: 20 },
      shop: { type: 'string', maxLength: 10 },
      number: { type: 'string', maxLength: 10 },
      name: { type: 'string', maxLength: 10 },
      count: { type: 'integer', minimum: -10, maximum: 10, multipleOf: 1 },
      sold: { type: 'boolean' },
      place: { type: 'object', properties: { shelf: { type: 'string', maxLength: 10 } } },
      note: { type: 'string' },
    },
    indexes,
  }) as unknown as RxJsonSchema<AnyDocument>;

const condition = fc
  .constantFrom(...(Object.keys(FIELDS) as (keyof typeof FIELDS)[]))
  .chain((field) => {
    const value: fc.Arbitrary<unknown> = FIELDS[field];
    const operator = fc.oneof(
      fc
        .constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte')
        .chain((name) => value.map((operand) => ({ [name]: operand }))),
      fc
        .constantFrom('$in', '$nin')
        .chain((name) => fc.array(value, { maxLength: 3 }).map((list) => ({ [name]: list }))),
      fc.tuple(value, value).map(([low, high]) => ({ $gte: low, $lt: high })),
    );
    return operator.map((condition) => ({ [field]: condition }));
  });
const selector = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(condition, { maxLength: 3 }).map((parts) => Object.assign({}, ...parts)),
  },
  {
    weight: 1,
    arbitrary: fc.array(condition, { minLength: 1, maxLength: 3 }).map((parts) => ({ $or: parts })),
  },
);
const sort = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...Object.keys(FIELDS), 'note'), fc.constantFrom('asc', 'desc')),
  { minLength: 1, maxLength: 3, selector: ([field]) => field },
);
const query = fc.record(
  {
    selector: fc
      .tuple(selector, fc.boolean())
      .map(([some, live]) => (live ? { ...some, _deleted: { $eq: false } } : some)),
    sort: sort.map((parts) => parts.map(([field, direction]) => ({ [field]: direction }))),
    skip: fc.integer({ min: 0, max: 3 }),
    limit: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ['selector'] },
);

let runs = 0;

test(
  'a collection that keeps to its schema answers as in the memory storage',
  { timeout: 60_000 },
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 14 }),
        fc.subarray(INDEXES, { minLength: 1, maxLength: 4 }),
        fc.array(query, { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(13), document), { maxLength: 4 }),
        fc.boolean(),
        async (documents, indexes, queries, changes, composed) => {
          runs += 1;
          const schema = schemaOf(indexes, composed);
          const ours = await openInstance({ database: ':memory:' }, schema);
          const memory = await getRxStorageMemory().createStorageInstance<AnyDocument>(
            creationParams(schema, { databaseName: `agreement ${runs}` }),
          );
          const write = async (rows: ReturnType<typeof inserted>) => {
            const answer = await ours.bulkWrite(structuredClone(rows), 'test');
            expect(answer).toEqual(await memory.bulkWrite(structuredClone(rows), 'test'));
          };
          const numbered = documents.map((document, at) => ({ ...document, number: `${at}` }));
          const idOf = (one: (typeof numbered)[number]) =>
            composed ? getComposedPrimaryKeyOfDocumentData(filled(schema), one) : `i${one.number}`;
          await write(inserted(...numbered.map((one) => ({ ...one, id: idOf(one) }))));
          for (const [at, change] of changes) {
            const one = numbered[at];
            const [previous] = one ? await ours.findDocumentsById([idOf(one)], true) : [];
            const keyless = { ...change, shop: previous?.shop };
            if (previous !== undefined) await write([changed(previous, keyless)]);
          }
          for (const asked of queries as MangoQuery<AnyDocument>[]) {
            const prepared = prepareQuery(
              filled(schema),
              normalizeMangoQuery(filled(schema), asked),
            );
            const answer = await memory.query(prepared);
            expect(await ours.query(prepared)).toEqual(answer);
            expect((await ours.count(prepared)).count).toBe(answer.documents.length);
          }
          const order = await getChangedDocumentsSince(memory, 100);
          expect(await ours.getChangedDocumentsSince?.(100)).toEqual(order);
          await ours.close();
          await memory.remove();
        },
      ),
      {
        numRuns: 100_000,
        interruptAfterTimeLimit: Number(process.env.RX_PROP_SECONDS ?? 3) * 1_000,
        markInterruptAsFailure: false,
      },
    ),
);
