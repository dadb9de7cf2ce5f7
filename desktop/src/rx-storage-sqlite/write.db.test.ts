import type { EventBulk, RxStorageChangeEvent, RxStorageDefaultCheckpoint } from 'rxdb';
import { expect, test } from 'vitest';
import { changed, deleted, inserted, stored } from './test/documents.ts';
import { type AnyDocument, openInstance } from './test/open-storage.ts';
import { ITEM_SCHEMA } from './test/schemas.ts';

const open = () => openInstance({ database: ':memory:' }, ITEM_SCHEMA);

type Bulk = EventBulk<RxStorageChangeEvent<AnyDocument>, RxStorageDefaultCheckpoint>;

async function openWithEvents() {
  const instance = await open();
  const bulks: Bulk[] = [];
  instance.changeStream().subscribe((bulk) => bulks.push(bulk));
  return { instance, bulks };
}

test('an inserted document comes back as it was written', async () => {
  const instance = await open();
  const document = stored({ id: 'a', name: 'Coat', price: -0, tags: ['x', null, { y: 1e21 }] });
  expect(await instance.bulkWrite([{ document }], 'test')).toEqual({ error: [] });
  const [found] = await instance.findDocumentsById(['a'], false);
  expect(found).toEqual(document);
  expect(Object.is(found.price, -0)).toBe(true);
  expect(Object.keys(found)).toEqual(Object.keys(document));
});

test('an insert over a stored document answers the conflict and changes nothing', async () => {
  const { instance, bulks } = await openWithEvents();
  const [first] = inserted({ id: 'a', price: 1 });
  const rows = [...inserted({ id: 'a', price: 2 }), ...inserted({ id: 'b', price: 3 })];
  await instance.bulkWrite(first === undefined ? [] : [first], 'first');
  const { error } = await instance.bulkWrite(rows, 'second');
  expect(error).toEqual([
    {
      isError: true,
      status: 409,
      documentId: 'a',
      context: 'second',
      writeRow: rows[0],
      documentInDb: first?.document,
    },
  ]);
  const found = await instance.findDocumentsById(['a', 'b'], false);
  expect(found.map(({ price }) => price)).toEqual([1, 3]);
  expect(bulks.map(({ events }) => events.map(({ documentId }) => documentId))).toEqual([
    ['a'],
    ['b'],
  ]);
});

test('an update on top of another revision answers the conflict with what is stored', async () => {
  const instance = await open();
  const first = stored({ id: 'a', price: 1 });
  const second = changed(first, { price: 2 });
  await instance.bulkWrite([{ document: first }], 'test');
  await instance.bulkWrite([second], 'test');
  const { error } = await instance.bulkWrite([changed(first, { price: 3 })], 'test');
  expect(error).toMatchObject([{ status: 409, documentId: 'a', documentInDb: second.document }]);
});

test('an insert over a tombstone answers the tombstone, and an update of it brings the document back', async () => {
  const { instance, bulks } = await openWithEvents();
  const first = stored({ id: 'a', price: 1 });
  await instance.bulkWrite([{ document: first }], 'test');
  const tombstone = deleted(first);
  await instance.bulkWrite([tombstone], 'test');
  const { error } = await instance.bulkWrite(inserted({ id: 'a' }), 'test');
  expect(error).toMatchObject([{ status: 409, documentInDb: tombstone.document }]);
  const again = changed(tombstone.document as never, { _deleted: false, price: 4 });
  expect((await instance.bulkWrite([again], 'test')).error).toEqual([]);
  const operations = bulks.flatMap(({ events }) => events.map(({ operation }) => operation));
  expect(operations).toEqual(['INSERT', 'DELETE', 'INSERT']);
});

test('an update of a document that is not stored inserts it', async () => {
  const { instance, bulks } = await openWithEvents();
  const first = stored({ id: 'a', price: 1 });
  expect((await instance.bulkWrite([changed(first, { price: 2 })], 'test')).error).toEqual([]);
  expect(await instance.findDocumentsById(['a'], false)).toMatchObject([{ price: 2 }]);
  expect(bulks[0]?.events[0]?.operation).toBe('INSERT');
});

test('a document inserted as deleted is stored without an event', async () => {
  const { instance, bulks } = await openWithEvents();
  await instance.bulkWrite(inserted({ id: 'a', _deleted: true }), 'test');
  expect(await instance.findDocumentsById(['a'], false)).toEqual([]);
  expect(await instance.findDocumentsById(['a'], true)).toHaveLength(1);
  expect(bulks).toEqual([]);
});

test('events name context, checkpoint and both states, under an id of their own', async () => {
  const { instance, bulks } = await openWithEvents();
  const first = stored({ id: 'a', price: 1 });
  await instance.bulkWrite([{ document: first }], 'one');
  const update = changed(first, { price: 2 });
  await instance.bulkWrite([update, ...inserted({ id: 'b' })], 'two');
  expect(bulks).toHaveLength(2);
  expect(new Set(bulks.map(({ id }) => id)).size).toBe(2);
  expect(bulks[1]).toMatchObject({
    context: 'two',
    events: [
      {
        documentId: 'a',
        operation: 'UPDATE',
        documentData: update.document,
        previousDocumentData: first,
      },
      { documentId: 'b', operation: 'INSERT' },
    ],
  });
  const since = await instance.getChangedDocumentsSince?.(10, bulks[0]?.checkpoint);
  expect(since?.documents.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(await instance.getChangedDocumentsSince?.(10, bulks[1]?.checkpoint)).toEqual({
    documents: [],
    checkpoint: bulks[1]?.checkpoint,
  });
});

test('the same id twice in one bulk of inserts stores the first and answers the second', async () => {
  const { instance, bulks } = await openWithEvents();
  const { error } = await instance.bulkWrite(
    inserted({ id: 'a', price: 1 }, { id: 'a', price: 2 }, { id: 'b' }),
    'test',
  );
  expect(error).toMatchObject([{ status: 409, documentId: 'a', documentInDb: { price: 1 } }]);
  expect(bulks.flatMap(({ events }) => events.map(({ documentId }) => documentId))).toEqual([
    'a',
    'b',
  ]);
});

test('an insert and its update in one bulk both take effect in order', async () => {
  const { instance } = await openWithEvents();
  const first = stored({ id: 'a', price: 1 });
  const rows = [{ document: first }, changed(first, { price: 2 })];
  expect((await instance.bulkWrite(rows, 'test')).error).toEqual([]);
  expect(await instance.findDocumentsById(['a'], false)).toMatchObject([{ price: 2 }]);
});

test('documents come back in the order of the ids asked for', async () => {
  const instance = await open();
  const ids = Array.from({ length: 40 }, (_, at) => `id ${at}`);
  await instance.bulkWrite(inserted(...ids.map((id) => ({ id }))), 'test');
  const asked = ['nothing', ...ids.toReversed(), 'id 3'];
  const found = await instance.findDocumentsById(asked, false);
  expect(found.map(({ id }) => id)).toEqual(asked.slice(1));
});

test('a number that JSON cannot hold rejects the whole bulk', async () => {
  const instance = await open();
  const rows = inserted({ id: 'a', price: 1 }, { id: 'b', price: Number.NaN });
  await expect(instance.bulkWrite(rows, 'test')).rejects.toThrow('cannot hold the number NaN');
  expect(await instance.findDocumentsById(['a', 'b'], true)).toEqual([]);
});

test('ids that differ only in strange characters are different documents', async () => {
  const instance = await open();
  const ids = [
    'a',
    'A',
    'a\u0000',
    'a\u0001',
    '\ud83d',
    '\ud83d\ude00',
    '\ufffd',
    '\uff0a',
    'ä',
    'a\u0308',
  ];
  expect((await instance.bulkWrite(inserted(...ids.map((id) => ({ id }))), 'test')).error).toEqual(
    [],
  );
  for (const id of ids) {
    expect(await instance.findDocumentsById([id], false)).toMatchObject([{ id }]);
  }
});

test('an update that changes an indexed field is found under the new value alone', async () => {
  const instance = await open();
  const first = stored({ id: 'a', name: 'old' });
  await instance.bulkWrite([{ document: first }], 'test');
  await instance.bulkWrite([changed(first, { name: 'new' })], 'test');
  const names = instance.internals.connection.prepare(
    `SELECT k_name AS name FROM "${instance.internals.table}" WHERE k_name IN ('old', 'new')`,
  );
  expect(names.all()).toEqual([{ name: 'new' }]);
});
