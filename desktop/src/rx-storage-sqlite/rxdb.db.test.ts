import type { RxDatabase, RxStorage } from 'rxdb';
import { addRxPlugin, createRxDatabase } from 'rxdb';
import { RxDBAttachmentsPlugin } from 'rxdb/plugins/attachments';
import { RxDBCleanupPlugin } from 'rxdb/plugins/cleanup';
import { wrappedKeyEncryptionCryptoJsStorage } from 'rxdb/plugins/encryption-crypto-js';
import { wrappedKeyCompressionStorage } from 'rxdb/plugins/key-compression';
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { afterEach, expect, test } from 'vitest';
import { getRxStorageSQLite } from './rx-storage-sqlite.ts';
import { type AnyDocument, temporaryFile } from './test/open-storage.ts';
import { ITEM_SCHEMA, WITH_ATTACHMENTS } from './test/schemas.ts';

for (const plugin of [
  RxDBAttachmentsPlugin,
  RxDBCleanupPlugin,
  RxDBLocalDocumentsPlugin,
  RxDBMigrationSchemaPlugin,
]) {
  addRxPlugin(plugin);
}

const open = new Set<RxDatabase>();

afterEach(async () => {
  for (const database of open) await database.close();
  open.clear();
});

// biome-ignore lint/suspicious/noExplicitAny: RxDB types the internals of a storage by storage.
type AnyStorage = RxStorage<any, any>;

async function openDatabase(
  storage: AnyStorage,
  more: object = {},
): Promise<RxDatabase<AnyDocument>> {
  const database = await createRxDatabase<AnyDocument>({ name: 'shop', storage, ...more });
  open.add(database);
  return database;
}

async function close(database: RxDatabase): Promise<void> {
  open.delete(database);
  await database.close();
}

const ITEMS = [
  { id: 'a', name: 'Coat', price: 300, sold: false, tags: ['wool'] },
  { id: 'b', name: 'Scarf', price: 50, sold: true, tags: ['wool', 'red'] },
  { id: 'c', name: 'Boots', price: 120, sold: false, place: { shelf: 'B2' } },
];

test('a collection inserts, finds, sorts, counts, updates and removes', async () => {
  const { items } = await (
    await openDatabase(getRxStorageSQLite({ database: ':memory:' }))
  ).addCollections({
    items: { schema: ITEM_SCHEMA },
  });
  expect((await items.bulkInsert(ITEMS)).error).toEqual([]);
  const cheap = items.find({ selector: { price: { $lt: 200 } }, sort: [{ price: 'desc' }] });
  expect((await cheap.exec()).map(({ id }: AnyDocument) => id)).toEqual(['c', 'b']);
  expect(await items.count({ selector: { tags: { $elemMatch: { $eq: 'wool' } } } }).exec()).toBe(2);
  const coat = await items.findOne('a').exec();
  await coat?.incrementalPatch({ price: 250 });
  await items.findOne('b').remove();
  const left = await items.find({ sort: [{ id: 'asc' }] }).exec();
  expect(left.map(({ id, price }: AnyDocument) => [id, price])).toEqual([
    ['a', 250],
    ['c', 120],
  ]);
  await expect(items.insert({ id: 'a' })).rejects.toThrow('CONFLICT');
  await items.upsert({ id: 'b', name: 'Back' });
  expect((await items.findByIds(['a', 'b']).exec()).size).toBe(2);
});

test('documents, local documents and attachments are there after a restart', async () => {
  using place = temporaryFile();
  const start = async () => {
    const storage = getRxStorageSQLite({ database: place.file });
    const database = await openDatabase(storage, { localDocuments: true });
    return {
      database,
      ...(await database.addCollections({ items: { schema: WITH_ATTACHMENTS } })),
    };
  };
  const before = await start();
  const coat = await before.items.insert({ id: 'a', name: 'Coat' });
  await coat.putAttachment({ id: 'picture', data: new Blob(['pixels']), type: 'image/png' });
  await before.database.insertLocal('till', { number: 7 });
  await close(before.database);
  const after = await start();
  const again = await after.items.findOne('a').exec(true);
  const picture = again.getAttachment('picture');
  expect(await picture?.getStringData()).toBe('pixels');
  expect((await after.database.getLocal('till'))?.get('number')).toBe(7);
  await picture?.remove();
  expect(again.getLatest().allAttachments()).toEqual([]);
  await close(after.database);
});

test('two databases of one name live in one process when they lie in two files', async () => {
  using here = temporaryFile();
  using there = temporaryFile();
  const databases: RxDatabase<AnyDocument>[] = [];
  for (const { file } of [here, there]) {
    const database = await openDatabase(getRxStorageSQLite({ database: file }));
    await database.addCollections({ items: { schema: ITEM_SCHEMA } });
    databases.push(database);
  }
  const [one, two] = databases;
  await one?.items.insert({ id: 'a' });
  expect(await two?.items.find().exec()).toEqual([]);
  for (const database of databases) await close(database);
});

test('a newer schema version takes over the documents of the older one', async () => {
  using place = temporaryFile();
  const storage = getRxStorageSQLite({ database: place.file });
  const first = await openDatabase(storage);
  const { items } = await first.addCollections({ items: { schema: ITEM_SCHEMA } });
  await items.bulkInsert(ITEMS);
  await close(first);
  const second = await openDatabase(storage);
  const newer = await second.addCollections({
    items: {
      schema: { ...ITEM_SCHEMA, version: 1 },
      migrationStrategies: { 1: (old: AnyDocument) => ({ ...old, price: old.price * 100 }) },
    },
  });
  const prices = (await newer.items.find({ sort: [{ price: 'asc' }] }).exec()).map(
    ({ price }: AnyDocument) => price,
  );
  expect(prices).toEqual([5_000, 12_000, 30_000]);
  const { connection } = newer.items.storageInstance.internals;
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck();
  expect(tables.all()).toContain('rx_shop_items_1');
  expect(tables.all()).not.toContain('rx_shop_items_0');
  await close(second);
});

test('a composite primary key is composed, found and unique', async () => {
  const database = await openDatabase(getRxStorageSQLite({ database: ':memory:' }));
  const { levels } = await database.addCollections({
    levels: {
      schema: {
        version: 0,
        type: 'object',
        primaryKey: { key: 'id', fields: ['store', 'item'], separator: '|' },
        properties: {
          id: { type: 'string', maxLength: 80 },
          store: { type: 'string', maxLength: 40 },
          item: { type: 'string', maxLength: 40 },
          onHand: { type: 'integer' },
        },
        required: ['store', 'item'],
      },
    },
  });
  await levels.insert({ store: 's1', item: 'i1', onHand: 3 });
  expect((await levels.findOne('s1|i1').exec())?.onHand).toBe(3);
  await expect(levels.insert({ store: 's1', item: 'i1' })).rejects.toThrow('CONFLICT');
});

test('key compression and encryption work on top, and the file holds neither key nor secret', async () => {
  using place = temporaryFile();
  const plain = getRxStorageSQLite({ database: place.file });
  const storage = wrappedKeyEncryptionCryptoJsStorage({
    storage: wrappedKeyCompressionStorage({ storage: plain }),
  });
  const database = await openDatabase(storage, { password: 'a long password' });
  const schema = {
    ...WITH_ATTACHMENTS,
    keyCompression: true,
    encrypted: ['note'],
    attachments: { encrypted: true },
  };
  const { items } = await database.addCollections({ items: { schema } });
  await items.bulkInsert(ITEMS.map((item) => ({ ...item, note: `secret of ${item.id}` })));
  const found = await items
    .find({ selector: { price: { $gte: 100 } }, sort: [{ price: 'asc' }] })
    .exec();
  expect(found.map(({ note }: AnyDocument) => note)).toEqual(['secret of c', 'secret of a']);
  const picture = await found[0]?.putAttachment({
    id: 'p',
    data: new Blob(['hidden']),
    type: 'text/plain',
  });
  expect(await picture?.getStringData()).toBe('hidden');
  const { connection, table } = items.storageInstance.originalStorageInstance.internals;
  const texts = connection.prepare(`SELECT doc FROM "${table}"`).pluck().all().join();
  expect(texts).not.toMatch(/secret|"price"/);
  expect(texts).toContain('Coat');
});

test('clean-up by RxDB empties the table of tombstones, and remove drops the tables', async () => {
  const database = await openDatabase(getRxStorageSQLite({ database: ':memory:' }));
  const { items } = await database.addCollections({ items: { schema: ITEM_SCHEMA } });
  await items.bulkInsert(ITEMS);
  await items.find().remove();
  const { connection, table } = items.storageInstance.internals;
  const count = connection.prepare(`SELECT count(*) FROM "${table}"`).pluck();
  expect(count.get()).toBe(3);
  await items.cleanup(0);
  expect(count.get()).toBe(0);
  await items.remove();
  const found = connection.prepare('SELECT count(*) FROM sqlite_schema WHERE name = ?').pluck();
  expect(found.get(table)).toBe(0);
});
