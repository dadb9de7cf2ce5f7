import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { getRxStorageSQLite } from './rx-storage-sqlite.ts';
import { changed, inserted, stored } from './test/documents.ts';
import {
  type AnyDocument,
  creationParams,
  openInstance,
  temporaryFile,
} from './test/open-storage.ts';
import { ITEM_SCHEMA } from './test/schemas.ts';

test('what was written is there after the file was closed and opened again', async () => {
  using place = temporaryFile();
  const first = await openInstance({ database: place.file }, ITEM_SCHEMA);
  await first.bulkWrite(inserted({ id: 'a', name: 'Coat' }), 'test');
  await first.close();
  const second = await openInstance({ database: place.file }, ITEM_SCHEMA);
  expect(await second.findDocumentsById(['a'], false)).toMatchObject([{ name: 'Coat' }]);
  await second.close();
});

test('the file is closed with its last instance', async () => {
  using place = temporaryFile();
  const first = await openInstance({ database: place.file }, ITEM_SCHEMA);
  const second = await openInstance({ database: place.file }, ITEM_SCHEMA, { collectionName: 'b' });
  const { connection } = first.internals;
  expect(second.internals.connection).toBe(connection);
  await first.close();
  await first.close();
  expect(connection.open).toBe(true);
  await second.close();
  expect(connection.open).toBe(false);
});

test('every commit of a file that the storage opened is synced to the disk', async () => {
  using place = temporaryFile();
  for (let opening = 0; opening < 2; opening++) {
    const instance = await openInstance({ database: place.file }, ITEM_SCHEMA);
    await instance.bulkWrite(inserted({ id: `${opening}` }), 'test');
    const { connection } = instance.internals;
    expect(connection.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(connection.pragma('synchronous', { simple: true })).toBe(2);
    await instance.close();
  }
});

test('a connection that was given stays open and keeps its settings', async () => {
  const database = new Database(':memory:');
  database.defaultSafeIntegers(true);
  const instance = await openInstance({ database }, ITEM_SCHEMA);
  await instance.bulkWrite(inserted({ id: 'a', price: 7 }), 'test');
  expect(await instance.cleanup(0)).toBe(true);
  expect(await instance.getChangedDocumentsSince?.(5)).toMatchObject({ documents: [{ id: 'a' }] });
  await instance.close();
  expect(database.open).toBe(true);
  database.close();
});

test('databases, collections and versions in one file do not see each other', async () => {
  using place = temporaryFile();
  const addresses = [
    { databaseName: 'shop', collectionName: 'items' },
    { databaseName: 'Shop', collectionName: 'items' },
    { databaseName: 'shop', collectionName: 'items_0' },
    { databaseName: 'shop_items', collectionName: '0' },
    { databaseName: 'sh"op', collectionName: 'items' },
  ];
  const instances = [
    ...(await Promise.all(
      addresses.map((at) => openInstance({ database: place.file }, ITEM_SCHEMA, at)),
    )),
    await openInstance({ database: place.file }, { ...ITEM_SCHEMA, version: 1 }),
  ];
  for (const [at, instance] of instances.entries()) {
    await instance.bulkWrite(inserted({ id: 'same', price: at }), 'test');
  }
  for (const [at, instance] of instances.entries()) {
    expect(await instance.findDocumentsById(['same'], false)).toMatchObject([{ price: at }]);
  }
  await instances[0]?.remove();
  expect(await instances[1]?.findDocumentsById(['same'], false)).toHaveLength(1);
  for (const instance of instances.slice(1)) await instance.close();
});

test('instances of one collection share writes and events, over other connections too', async () => {
  using place = temporaryFile();
  const database = new Database(place.file);
  const first = await openInstance({ database: place.file }, ITEM_SCHEMA);
  const second = await openInstance({ database: place.file }, ITEM_SCHEMA);
  const third = await openInstance({ database }, ITEM_SCHEMA);
  const seen: string[][] = [[], [], []];
  for (const [at, instance] of [first, second, third].entries()) {
    instance.changeStream().subscribe(({ events }) => {
      for (const { documentId } of events) seen[at]?.push(documentId);
    });
  }
  await first.bulkWrite(inserted({ id: 'a' }), 'test');
  await third.bulkWrite(inserted({ id: 'b' }), 'test');
  expect(seen).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(await second.findDocumentsById(['a', 'b'], false)).toHaveLength(2);
  await first.close();
  await second.bulkWrite(inserted({ id: 'c' }), 'test');
  expect(seen[2]).toEqual(['a', 'b', 'c']);
  for (const instance of [second, third]) await instance.close();
  database.close();
});

test('a closed instance answers nothing, others go on', async () => {
  const storage = getRxStorageSQLite({ database: ':memory:' });
  const first = await storage.createStorageInstance<AnyDocument>(creationParams(ITEM_SCHEMA));
  const second = await storage.createStorageInstance<AnyDocument>(creationParams(ITEM_SCHEMA));
  await first.close();
  await expect(first.bulkWrite(inserted({ id: 'a' }), 'test')).rejects.toThrow('closed');
  await expect(first.findDocumentsById(['a'], true)).rejects.toThrow('closed');
  await expect(first.remove()).rejects.toThrow('closed');
  expect((await second.bulkWrite(inserted({ id: 'a' }), 'test')).error).toEqual([]);
  await second.close();
});

test('a removed collection is gone for all its instances, and a new one starts empty', async () => {
  const storage = getRxStorageSQLite({ database: ':memory:' });
  const params = creationParams(ITEM_SCHEMA);
  const first = await storage.createStorageInstance<AnyDocument>(params);
  const second = await storage.createStorageInstance<AnyDocument>(params);
  await first.bulkWrite(inserted({ id: 'a' }), 'test');
  await first.remove();
  await expect(second.bulkWrite(inserted({ id: 'b' }), 'test')).rejects.toThrow('removed');
  await expect(second.findDocumentsById(['a'], true)).rejects.toThrow('removed');
  const third = await storage.createStorageInstance<AnyDocument>(params);
  await second.close();
  expect(await third.findDocumentsById(['a'], true)).toEqual([]);
  await third.bulkWrite(inserted({ id: 'c' }), 'test');
  await third.close();
});

test('after a write that failed a fail-stop storage rejects everything until it is reopened', async () => {
  using place = temporaryFile();
  const settings = { database: place.file, failStop: true };
  const instance = await openInstance(settings, ITEM_SCHEMA);
  const other = await openInstance(settings, ITEM_SCHEMA, { collectionName: 'other' });
  const bad = inserted({ id: 'bad', price: Number.POSITIVE_INFINITY });
  await expect(instance.bulkWrite(bad, 'test')).rejects.toThrow('cannot hold');
  await expect(instance.bulkWrite(inserted({ id: 'a' }), 'test')).rejects.toThrow('stopped');
  await expect(other.findDocumentsById(['a'], true)).rejects.toThrow('stopped');
  await instance.close();
  await other.close();
  const again = await openInstance(settings, ITEM_SCHEMA);
  expect((await again.bulkWrite(inserted({ id: 'a' }), 'test')).error).toEqual([]);
  await again.close();
});

test('without fail-stop a failed write leaves the storage working; a conflict never stops it', async () => {
  const instance = await openInstance({ database: ':memory:' }, ITEM_SCHEMA);
  await expect(
    instance.bulkWrite(inserted({ id: 'bad', price: Number.NaN }), 'test'),
  ).rejects.toThrow();
  expect((await instance.bulkWrite(inserted({ id: 'a' }), 'test')).error).toEqual([]);
  const careful = await openInstance({ database: ':memory:', failStop: true }, ITEM_SCHEMA);
  await careful.bulkWrite(inserted({ id: 'a' }), 'test');
  expect((await careful.bulkWrite(inserted({ id: 'a' }), 'test')).error).toHaveLength(1);
  expect(await careful.findDocumentsById(['a'], false)).toHaveLength(1);
});

test('a write in a transaction of the caller is told after its commit', async () => {
  const database = new Database(':memory:');
  const instance = await openInstance({ database }, ITEM_SCHEMA);
  const seen: string[] = [];
  instance
    .changeStream()
    .subscribe(({ events }) => seen.push(...events.map((event) => event.documentId)));
  database.exec('CREATE TABLE checkpoint (place TEXT) STRICT');
  database.transaction(() => {
    instance.bulkWriteSync(inserted({ id: 'a' }), 'test');
    database.prepare('INSERT INTO checkpoint VALUES (?)').run('7');
    expect(seen).toEqual([]);
  })();
  await Promise.resolve();
  expect(seen).toEqual(['a']);
});

test('a write in a transaction that is rolled back leaves neither document nor event', async () => {
  const database = new Database(':memory:');
  const instance = await openInstance({ database }, ITEM_SCHEMA);
  const seen: string[] = [];
  instance
    .changeStream()
    .subscribe(({ events }) => seen.push(...events.map((event) => event.documentId)));
  const failing = database.transaction(() => {
    instance.bulkWriteSync(inserted({ id: 'a' }), 'test');
    throw new Error('no');
  });
  expect(failing).toThrow('no');
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(seen).toEqual([]);
  expect(await instance.findDocumentsById(['a'], true)).toEqual([]);
});

test('events of a transaction that stays open for a while wait for its commit', async () => {
  const database = new Database(':memory:');
  const instance = await openInstance({ database }, ITEM_SCHEMA);
  const first = stored({ id: 'a' });
  await instance.bulkWrite([{ document: first }], 'test');
  const seen: string[] = [];
  instance
    .changeStream()
    .subscribe(({ events }) => seen.push(...events.map((event) => event.operation)));
  database.exec('BEGIN');
  await instance.bulkWrite([changed(first, { price: 1 })], 'test');
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(seen).toEqual([]);
  database.exec('COMMIT');
  await expect.poll(() => seen).toEqual(['UPDATE']);
});

test('a synchronous write that fails throws, so that the transaction around it fails too', async () => {
  const database = new Database(':memory:');
  const instance = await openInstance({ database }, ITEM_SCHEMA);
  database.exec('CREATE TABLE checkpoint (place TEXT) STRICT');
  const failing = database.transaction(() => {
    database.prepare('INSERT INTO checkpoint VALUES (?)').run('7');
    instance.bulkWriteSync(inserted({ id: 'a', price: Number.NaN }), 'test');
  });
  expect(failing).toThrow('cannot hold');
  expect(database.prepare('SELECT count(*) AS n FROM checkpoint').get()).toEqual({ n: 0 });
});

test('indexes that a schema gains or loses under the same version are brought up to date', async () => {
  using place = temporaryFile();
  const first = await openInstance({ database: place.file }, { ...ITEM_SCHEMA, indexes: ['name'] });
  await first.bulkWrite(inserted({ id: 'a', name: 'x', price: 5 }, { id: 'b', price: 3 }), 'test');
  await first.close();
  const second = await openInstance(
    { database: place.file },
    { ...ITEM_SCHEMA, indexes: ['price'] },
  );
  const { connection, table, columns } = second.internals;
  expect([...columns.keys()]).toEqual(['_deleted', '_meta.lwt', 'id', 'price']);
  const prices = connection.prepare(`SELECT k_price FROM "${table}" ORDER BY k_price`).pluck();
  expect(prices.all()).toEqual([3, 5]);
  await second.close();
});
