import type { MangoQuery } from 'rxdb';
import { normalizeMangoQuery, prepareQuery } from 'rxdb';
import { expect, test } from 'vitest';
import { inserted } from './test/documents.ts';
import { type AnyDocument, openInstance, temporaryFile } from './test/open-storage.ts';
import { ITEM_SCHEMA } from './test/schemas.ts';

/** The plans of the SELECTs that a piece of work runs, and the statements themselves. */
async function watched<R>(work: (instance: Instance) => Promise<R>) {
  using place = temporaryFile();
  const statements: string[] = [];
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(place.file, { verbose: (sql) => statements.push(String(sql)) });
  const instance = await openInstance({ database }, ITEM_SCHEMA);
  const rows = Array.from({ length: 500 }, (_, at) => ({
    id: `id ${at}`,
    ...(at % 7 === 0 ? {} : { name: `name ${at % 50}` }),
    price: at % 100,
    sold: at % 2 === 0,
    place: { shelf: `s${at % 20}` },
    note: `note ${at}`,
  }));
  await instance.bulkWrite(inserted(...rows), 'test');
  statements.length = 0;
  const answer = await work(instance);
  const selects = statements.filter((sql) => sql.startsWith('SELECT') && !sql.includes('odd <> 0'));
  const plan = selects.flatMap((sql) =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => (row as { detail: string }).detail),
  );
  await instance.close();
  database.close();
  return { answer, plan, selects };
}
type Instance = Awaited<ReturnType<typeof openInstance>>;

async function explained(query: MangoQuery<AnyDocument>) {
  const run = await watched((instance) => {
    const live = { ...query, selector: { ...query.selector, _deleted: { $eq: false } } };
    const normal = normalizeMangoQuery(instance.schema, live);
    return instance.query(prepareQuery(instance.schema, normal));
  });
  return { ...run, found: run.answer.documents.length };
}

test.for<{ query: MangoQuery<AnyDocument>; index: string; found: number }>([
  { query: { selector: { name: 'name 3' } }, index: 'k_name', found: 9 },
  { query: { selector: { name: { $in: ['name 3', 'name 4'] } } }, index: 'k_name', found: 18 },
  {
    query: { selector: { name: { $gte: 'name 48' } }, sort: [{ name: 'asc' }] },
    index: 'k_name',
    found: 58,
  },
  { query: { selector: { name: { $regex: '^name 4.$' } } }, index: 'k_name', found: 84 },
  { query: { selector: { name: null } }, index: 'k_name', found: 72 },
  {
    query: { selector: { sold: true, price: { $gt: 90, $lte: 94 } } },
    index: 'k_sold_k_price',
    found: 10,
  },
  {
    query: { selector: { sold: false }, sort: [{ price: 'desc' }], limit: 3 },
    index: 'k_sold_k_price',
    found: 3,
  },
  { query: { selector: { 'place.shelf': 's3' } }, index: 'k_place_shelf', found: 25 },
  {
    query: { selector: { 'place.shelf': 's3', note: { $regex: '3$' } } },
    index: 'k_place_shelf',
    found: 25,
  },
  { query: { selector: {}, sort: [{ name: 'asc' }], limit: 4 }, index: 'k_name', found: 4 },
])(
  '$query.selector with $query.sort reads through the index of $index',
  async ({ query, index, found }) => {
    const { plan, ...run } = await explained(query);
    expect(plan.join()).toContain(`by_deleted_${index}_id`);
    expect(plan.join()).not.toMatch(/SCAN (?!json_each)/);
    expect(run.found).toBe(found);
  },
);

test.for<MangoQuery<AnyDocument>>([
  { selector: { name: { $gt: 'name 2' } }, sort: [{ name: 'asc' }] },
  { selector: { sold: true }, sort: [{ price: 'asc' }] },
  { selector: { sold: true }, sort: [{ price: 'desc' }, { id: 'desc' }] },
])('an index whose order is asked for saves the sort: %j', async (query) => {
  const { plan } = await explained(query);
  expect(plan.join()).not.toContain('TEMP B-TREE');
});

test('a regular expression that begins with letters reads a range of the index', async () => {
  const { plan } = await explained({ selector: { name: { $regex: '^name 4' } } });
  expect(plan.join()).toMatch(/k_name_id \(deleted=\? AND k_name>\? AND k_name<\?\)/);
});

test('an exact filter leaves skip and limit to SQLite', async () => {
  const { selects } = await explained({
    selector: { sold: true },
    sort: [{ price: 'asc' }],
    skip: 2,
    limit: 5,
  });
  expect(selects.join()).toMatch(/LIMIT 5\.0 OFFSET 2\.0/);
});

test('a regular expression on a field without an index still reads only what the rest allows', async () => {
  const { plan, found } = await explained({
    selector: { id: { $in: ['id 3', 'id 4'] }, note: { $regex: '4' } },
  });
  expect(plan.join()).toContain('SEARCH');
  expect(found).toBe(1);
});

test('the index that a query names is the one that is read', async () => {
  const { plan } = await explained({
    selector: { name: 'name 3', sold: true },
    index: ['_deleted', 'sold', 'price', 'id'],
  } as MangoQuery<AnyDocument>);
  expect(plan.join()).toContain('by_deleted_k_sold_k_price_id');
});

test('ids, changes and counts never scan', async () => {
  const ids = Array.from({ length: 30 }, (_, at) => `id ${at}`);
  const { plan } = await watched(async (instance) => {
    await instance.findDocumentsById(['id 3'], false);
    await instance.findDocumentsById(ids, true);
    const changes = await instance.getChangedDocumentsSince?.(10);
    await instance.getChangedDocumentsSince?.(10, changes?.checkpoint);
    const query = normalizeMangoQuery<AnyDocument>(instance.schema, {
      selector: { name: 'name 3', _deleted: { $eq: false } },
    });
    const { count } = await instance.count(prepareQuery(instance.schema, query));
    expect(count).toBe(9);
  });
  expect(plan.length).toBeGreaterThanOrEqual(7);
  expect(plan.join()).not.toMatch(/SCAN (?!json_each)/);
  expect(plan.join()).not.toContain('TEMP B-TREE');
});
