/**
 * What the types and RxDB's documentation promise of any storage. Every case also runs against
 * RxDB's own memory storage: a case that only fits this storage would fail there.
 */
import type { MangoQuery, RxStorage, RxStorageInstance } from 'rxdb';
import {
  fillWithDefaultSettings,
  flatCloneDocWithMeta,
  getChangedDocumentsSince,
  getComposedPrimaryKeyOfDocumentData,
  normalizeMangoQuery,
  now,
  prepareQuery,
  RXDB_VERSION,
  writeSingle,
} from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { expect, onTestFinished, test } from 'vitest';
import { getRxStorageSQLite } from './rx-storage-sqlite.ts';
import { changed, deleted, inserted, stored } from './test/documents.ts';
import { type AnyDocument, creationParams, temporaryFile } from './test/open-storage.ts';
import { ITEM_SCHEMA, WITH_ATTACHMENTS } from './test/schemas.ts';

// biome-ignore lint/suspicious/noExplicitAny: RxDB types the internals of a storage by storage.
type AnyStorage = RxStorage<any, any>;
type AnyInstance = RxStorageInstance<AnyDocument, unknown, unknown>;

function inFile(): AnyStorage {
  const place = temporaryFile();
  onTestFinished(() => place[Symbol.dispose]());
  return getRxStorageSQLite({ database: place.file });
}

const STORAGES: readonly { readonly on: string; readonly make: () => AnyStorage }[] = [
  { on: 'memory of RxDB', make: () => getRxStorageMemory() as unknown as AnyStorage },
  { on: 'SQLite in memory', make: () => getRxStorageSQLite({ database: ':memory:' }) },
  { on: 'SQLite in a file', make: inFile },
];

interface Opened {
  readonly storage: AnyStorage;
  readonly instance: AnyInstance;
  readonly open: (schema?: object, params?: object) => Promise<AnyInstance>;
}

let names = 0;

function conforms(claim: string, check: (opened: Opened) => Promise<void>, schema = ITEM_SCHEMA) {
  test.for(STORAGES)(`on $on: ${claim}`, async ({ make }) => {
    const storage = make();
    names += 1;
    const databaseName = `conformance${names}`;
    const opened: AnyInstance[] = [];
    const open = async (other: object = schema, params: object = {}) => {
      const base = creationParams(other as typeof schema, { databaseName });
      const instance = await storage.createStorageInstance<AnyDocument>({ ...base, ...params });
      opened.push(instance);
      return instance;
    };
    await check({ storage, instance: await open(), open });
    for (const instance of opened) await instance.close();
  });
}

function prepared(instance: AnyInstance, query: MangoQuery<AnyDocument>) {
  return prepareQuery(instance.schema, normalizeMangoQuery(instance.schema, query));
}
const LIVE = { _deleted: { $eq: false } };
async function idsOf(instance: AnyInstance, query: MangoQuery<AnyDocument>): Promise<string[]> {
  const selector = { ...LIVE, ...query.selector };
  const { documents } = await instance.query(prepared(instance, { ...query, selector }));
  return documents.map(({ id }) => id);
}

conforms('a storage and its instances say what they are', async ({ storage, instance }) => {
  expect([typeof storage.name, storage.rxdbVersion]).toEqual(['string', RXDB_VERSION]);
  expect(instance.collectionName).toBe('items');
  expect(instance.databaseName).toMatch(/^conformance/);
  expect(instance.schema).toEqual(fillWithDefaultSettings(ITEM_SCHEMA));
  expect(instance.options).toEqual({});
  expect(instance.internals).toBeTypeOf('object');
});

conforms('compression and encryption without their wrappers are refused', async ({ open }) => {
  await expect(open({ ...ITEM_SCHEMA, keyCompression: true })).rejects.toThrow('UT5');
  await expect(open({ ...ITEM_SCHEMA, encrypted: ['name'] })).rejects.toThrow('UT6');
  const attachments = { encrypted: true };
  await expect(open({ ...ITEM_SCHEMA, attachments })).rejects.toThrow('UT6');
});

conforms('a collection cannot be open with two schemas', async ({ open }) => {
  const other = { ...ITEM_SCHEMA, indexes: ['note'] };
  await expect(open(other)).rejects.toThrow('schema');
  const longer = { ...ITEM_SCHEMA, required: ['id', 'sold'] };
  await expect(open(longer)).rejects.toThrow('schema');
});

conforms('twenty collections of one database open at once', async ({ open }) => {
  const names = Array.from({ length: 20 }, (_, at) => `things ${at} é "'%_.-[]`);
  const instances = await Promise.all(
    names.map((collectionName) => open(ITEM_SCHEMA, { collectionName })),
  );
  for (const [at, instance] of instances.entries()) {
    await instance.bulkWrite(inserted({ id: 'a', price: at }), 'test');
  }
  for (const [at, instance] of instances.entries()) {
    expect((await instance.findDocumentsById(['a'], false))[0].price).toBe(at);
  }
});

conforms('what is given is not changed, and what is answered may be', async ({ instance }) => {
  const rows = inserted({ id: 'a', tags: ['x'] });
  const before = structuredClone(rows);
  await instance.bulkWrite(rows, 'test');
  expect(rows).toEqual(before);
  const query = prepared(instance, { selector: LIVE });
  const given = structuredClone(query);
  await instance.query(query);
  await instance.count(query);
  expect(query).toEqual(given);
});

conforms('nothing written is nothing told', async ({ instance }) => {
  let told = 0;
  instance.changeStream().subscribe(() => {
    told += 1;
  });
  expect(await instance.bulkWrite([], 'test')).toEqual({ error: [] });
  await instance.bulkWrite(inserted({ id: 'a' }), 'test');
  const { error } = await instance.bulkWrite(inserted({ id: 'a' }), 'test');
  expect(error).toHaveLength(1);
  expect(told).toBe(1);
});

conforms('of two inserts at once the first one holds', async ({ instance }) => {
  const [first, second] = await Promise.all([
    instance.bulkWrite(inserted({ id: 'a', price: 1 }), 'one'),
    instance.bulkWrite(inserted({ id: 'a', price: 2 }), 'two'),
  ]);
  expect(first.error).toEqual([]);
  expect(second.error).toMatchObject([{ status: 409, isError: true, context: 'two' }]);
  expect((await instance.findDocumentsById(['a'], false))[0].price).toBe(1);
});

conforms('a conflict carries the stored document and no field beside it', async ({ instance }) => {
  const [row] = inserted({ id: 'a', name: 'Coat' });
  await instance.bulkWrite(row === undefined ? [] : [row], 'test');
  const { error } = await instance.bulkWrite(inserted({ id: 'a' }), 'test');
  const [{ documentInDb } = {}] = error as AnyDocument[];
  expect(Object.keys(documentInDb).sort()).toEqual(Object.keys(row?.document).sort());
});

conforms('a property can be taken away, and _meta alone can change', async ({ instance }) => {
  const first = stored({ id: 'a', name: 'Coat', note: 'x' });
  const context = 'test';
  await writeSingle(instance, { document: first }, context);
  const { note: _, ...bare } = first;
  const second = { ...bare, _rev: '2-a', _meta: { lwt: now() } };
  await writeSingle(instance, { previous: first, document: second }, context);
  const third = flatCloneDocWithMeta(second);
  third._meta = { ...third._meta, lwt: now(), extra: 1 } as typeof third._meta;
  third._rev = '3-a';
  await writeSingle(instance, { previous: second, document: third }, context);
  expect(await instance.findDocumentsById(['a'], false)).toEqual([third]);
});

conforms('a deleted document is found only where it is asked for', async ({ instance }) => {
  const first = stored({ id: 'a', name: 'Coat', _meta: { lwt: now() } });
  await instance.bulkWrite([{ document: first }], 'test');
  await instance.bulkWrite([deleted(first)], 'test');
  expect(await instance.findDocumentsById(['a'], false)).toEqual([]);
  expect(await instance.findDocumentsById(['a'], true)).toMatchObject([{ _deleted: true }]);
  expect(await idsOf(instance, {})).toEqual([]);
  expect((await instance.query(prepared(instance, {}))).documents).toHaveLength(1);
  const gone = await idsOf(instance, { selector: { _deleted: { $eq: true } } });
  expect(gone).toEqual(['a']);
});

conforms('insert, delete and insert again are told as such', async ({ instance }) => {
  const told: unknown[] = [];
  instance.changeStream().subscribe(({ id, context, checkpoint, events }) => {
    expect([typeof id, typeof checkpoint]).toEqual(['string', 'object']);
    told.push(...events.map((event) => [context, event.operation, event.documentId]));
  });
  const first = stored({ id: 'a' });
  const gone = deleted(first);
  const back = changed(gone.document as typeof first, { _deleted: false });
  const edit = changed(back.document as typeof first, { name: 'Coat' });
  for (const [at, row] of [{ document: first }, gone, back, edit].entries()) {
    await instance.bulkWrite([row], `write ${at}`);
  }
  expect(told).toEqual([
    ['write 0', 'INSERT', 'a'],
    ['write 1', 'DELETE', 'a'],
    ['write 2', 'INSERT', 'a'],
    ['write 3', 'UPDATE', 'a'],
  ]);
});

conforms(
  'two thousand ids are found at once, in their order, twice if asked twice',
  async ({ instance }) => {
    const ids = Array.from({ length: 2_000 }, (_, at) => `id ${(at * 7) % 2_000}`);
    await instance.bulkWrite(inserted(...ids.toSorted().map((id) => ({ id }))), 'test');
    const found = await instance.findDocumentsById([...ids, 'missing', 'id 3'], false);
    expect(found.map(({ id }) => id)).toEqual([...ids, 'id 3']);
  },
);

conforms('a document of megabytes comes back whole', async ({ instance }) => {
  const note = 'é\u{1f600}"\\ '.repeat(500_000);
  await instance.bulkWrite(inserted({ id: 'a', note }), 'test');
  expect((await instance.findDocumentsById(['a'], false))[0].note === note).toBe(true);
});

const TEN = Array.from({ length: 10 }, (_, at) => ({
  id: `i${at}`,
  price: at,
  name: `n${at % 3}`,
}));

conforms('skip and limit cut as an array is cut', async ({ instance }) => {
  await instance.bulkWrite(inserted(...TEN), 'test');
  const all = TEN.map(({ id }) => id);
  // By an index, by a field without one, and where the matcher has a say.
  const sorts = [{ id: 'asc' }, { price: 'asc' }] as const;
  const selectors = [{}, { name: { $regex: 'n' } }];
  for (const sort of sorts) {
    for (const selector of selectors) {
      for (const [skip, limit] of [
        [0, 0],
        [0, 3],
        [4, 3],
        [8, 5],
        [10, 2],
        [50, 1],
        [3, 50],
      ] as const) {
        const query = { selector, sort: [sort], skip, limit } as MangoQuery<AnyDocument>;
        expect(await idsOf(instance, query)).toEqual(all.slice(skip, skip + limit));
      }
      const rest = { selector, sort: [sort], skip: 7 } as MangoQuery<AnyDocument>;
      expect(await idsOf(instance, rest)).toEqual(all.slice(7));
    }
  }
});

conforms('a count is the length of what the query answers', async ({ instance }) => {
  await instance.bulkWrite(inserted(...TEN), 'test');
  for (const selector of [
    LIVE,
    { ...LIVE, price: { $gte: 4 } },
    { ...LIVE, name: { $regex: '1' } },
  ]) {
    const query = prepared(instance, { selector });
    const { documents } = await instance.query(query);
    const { count, mode } = await instance.count(query);
    expect(count).toBe(documents.length);
    expect(['fast', 'slow']).toContain(mode);
  }
});

conforms('changes of one instant come by id, over pages of any size', async ({ instance }) => {
  const lwt = now();
  const ids = ['d', 'a', 'c', 'e', 'b'];
  await instance.bulkWrite(
    ids.map((id) => ({ document: stored({ id }, lwt) })),
    'test',
  );
  for (const limit of [1, 2, 3, 4, 5, 6]) {
    const seen: string[] = [];
    for (let checkpoint: AnyDocument; ; ) {
      const page = await getChangedDocumentsSince(instance, limit, checkpoint);
      checkpoint = page.checkpoint;
      seen.push(...page.documents.map(({ id }) => id));
      if (page.documents.length < limit) break;
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  }
});

conforms('a told checkpoint leaves nothing behind it to read', async ({ instance }) => {
  const checkpoints: AnyDocument[] = [];
  instance.changeStream().subscribe(({ checkpoint }) => checkpoints.push(checkpoint));
  await instance.bulkWrite(inserted({ id: 'b' }, { id: 'a' }), 'test');
  await instance.bulkWrite(inserted({ id: 'c' }), 'test');
  const [first, last] = checkpoints;
  const after = await getChangedDocumentsSince(instance, 10, first);
  expect(after.documents.map(({ id }) => id)).toEqual(['c']);
  expect((await getChangedDocumentsSince(instance, 10, last)).documents).toEqual([]);
  expect((await getChangedDocumentsSince(instance, 10, last)).checkpoint).toEqual(last);
});

conforms('a composed primary key is an id like any other', async ({ open }) => {
  const schema = {
    version: 0,
    type: 'object',
    primaryKey: { key: 'id', fields: ['place.store', 'item'], separator: '|' },
    properties: {
      id: { type: 'string', maxLength: 80 },
      place: { type: 'object', properties: { store: { type: 'string', maxLength: 20 } } },
      item: { type: 'string', maxLength: 20 },
    },
    required: ['id', 'place', 'item'],
    indexes: [['item', 'place.store']],
  };
  const instance = await open(schema, { collectionName: 'levels' });
  const levels = ['s2', 's1'].flatMap((store) =>
    ['b', 'a'].map((item) => ({ place: { store }, item })),
  );
  const documents = levels.map((level) => ({
    ...level,
    id: getComposedPrimaryKeyOfDocumentData(instance.schema, level),
  }));
  await instance.bulkWrite(inserted(...documents), 'test');
  const byId = await idsOf(instance, { sort: [{ id: 'asc' }] });
  expect(byId).toEqual(['s1|a', 's1|b', 's2|a', 's2|b']);
  expect(await idsOf(instance, { selector: { item: 'a', 'place.store': { $gt: 's1' } } })).toEqual([
    's2|a',
  ]);
  const sort = [{ item: 'desc' }, { 'place.store': 'asc' }] as AnyDocument;
  expect(await idsOf(instance, { sort })).toEqual(['s1|b', 's2|b', 's1|a', 's2|a']);
});

conforms(
  'clean-up takes what has been deleted for so long, and says when all is done',
  async ({ instance }) => {
    const [young, old, live] = ['young', 'old', 'live'].map((id) =>
      stored({ id }, now() - 100_000),
    );
    for (const document of [young, old, live]) await instance.bulkWrite([{ document }], 'test');
    await instance.bulkWrite([deleted(young as AnyDocument)], 'test');
    const gone = changed(old as AnyDocument, { _deleted: true, _meta: { lwt: now() - 50_000 } });
    await instance.bulkWrite([gone], 'test');
    expect(await instance.cleanup(20_000)).toBe(true);
    const all = async () =>
      (await instance.findDocumentsById(['young', 'old', 'live'], true)).map(({ id }) => id);
    expect(await all()).toEqual(['young', 'live']);
    expect(await instance.cleanup(0)).toBe(true);
    expect(await all()).toEqual(['live']);
  },
);

const blob = (text: string) => new Blob([text], { type: 'text/plain' });
const attached = (text: string) => ({
  data: blob(text),
  type: 'text/plain',
  length: text.length,
  digest: `digest of ${text}`,
});

conforms(
  'an attachment is told and stored without its data, and is read by its digest',
  async ({ instance }) => {
    const told: AnyDocument[] = [];
    instance.changeStream().subscribe(({ events }) => told.push(...events));
    const first = stored({ id: 'a', _attachments: { note: attached('one') } });
    await instance.bulkWrite([{ document: first }], 'test');
    const stub = { type: 'text/plain', length: 3, digest: 'digest of one' };
    expect(told[0].documentData._attachments).toEqual({ note: stub });
    const [found] = await instance.findDocumentsById(['a'], false);
    expect(found._attachments).toEqual({ note: stub });
    const data = await instance.getAttachmentData('a', 'note', stub.digest);
    expect([await data.text(), data.size, data.type]).toEqual(['one', 3, 'text/plain']);
    const read = async (digest: string) => instance.getAttachmentData('a', 'note', digest);
    await expect(read('another')).rejects.toThrow();
    await expect(read('')).rejects.toThrow();

    const second = changed(found, {
      _attachments: { note: attached('other'), more: attached('x') },
    });
    await instance.bulkWrite([second], 'test');
    expect(await (await read('digest of other')).text()).toBe('other');
    await expect(read('digest of one')).rejects.toThrow();
    const [again] = await instance.findDocumentsById(['a'], false);
    const fewer = changed(again, { _attachments: { note: again._attachments.note } });
    expect((await instance.bulkWrite([fewer], 'test')).error).toEqual([]);
    await expect(
      (async () => instance.getAttachmentData('a', 'more', 'digest of x'))(),
    ).rejects.toThrow();
    expect(await (await read('digest of other')).text()).toBe('other');
    const [last] = await instance.findDocumentsById(['a'], false);
    await instance.bulkWrite([deleted(last)], 'test');
    await expect(read('digest of other')).rejects.toThrow();
  },
  WITH_ATTACHMENTS,
);

conforms(
  'events reach every instance of the collection, and closing one stops no other',
  async ({ instance, open }) => {
    const other = await open();
    const told: string[] = [];
    other
      .changeStream()
      .subscribe(({ events }) => told.push(...events.map(({ documentId }) => documentId)));
    await instance.bulkWrite(inserted({ id: 'a' }), 'test');
    expect((await other.findDocumentsById(['a'], false)).length).toBe(1);
    await instance.close();
    await instance.close();
    await other.bulkWrite(inserted({ id: 'b' }), 'test');
    expect(told).toEqual(['a', 'b']);
    await expect(instance.remove()).rejects.toThrow();
  },
);

conforms(
  'a removed collection takes no more writes anywhere, and begins empty anew',
  async ({ instance, open }) => {
    const other = await open();
    await instance.bulkWrite(inserted({ id: 'a' }), 'test');
    await instance.remove();
    await expect((async () => other.bulkWrite(inserted({ id: 'b' }), 'test'))()).rejects.toThrow();
    const fresh = await open();
    expect(await idsOf(fresh, {})).toEqual([]);
    expect((await getChangedDocumentsSince(fresh, 10)).documents).toEqual([]);
  },
);
