/** RxDB's plugins on top of the storage. */

import Database from 'better-sqlite3';
import type { RxConflictHandler, RxDatabase, RxState } from 'rxdb';
import {
  addRxPlugin,
  awaitRxStorageReplicationFirstInSync,
  awaitRxStorageReplicationInSync,
  cancelRxStorageReplication,
  createRxDatabase,
  defaultConflictHandler,
  defaultHashSha256,
  getRxReplicationMetaInstanceSchema,
  removeRxDatabase,
  replicateRxStorageInstance,
  rxStorageInstanceToReplicationHandler,
} from 'rxdb';
import { RxDBCleanupPlugin } from 'rxdb/plugins/cleanup';
import { RxDBJsonDumpPlugin } from 'rxdb/plugins/json-dump';
import { RxDBLeaderElectionPlugin } from 'rxdb/plugins/leader-election';
import { migrateStorage } from 'rxdb/plugins/migration-storage';
import { RxDBPipelinePlugin } from 'rxdb/plugins/pipeline';
import { RxDBStatePlugin } from 'rxdb/plugins/state';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { wrappedValidateZSchemaStorage } from 'rxdb/plugins/validate-z-schema';
import { expect, onTestFinished, test } from 'vitest';
import { getRxStorageSQLite } from './rx-storage-sqlite.ts';
import { changed, deleted, inserted } from './test/documents.ts';
import {
  type AnyDocument,
  creationParams,
  openInstance,
  temporaryFile,
} from './test/open-storage.ts';
import { ITEM_SCHEMA } from './test/schemas.ts';

for (const plugin of [
  RxDBCleanupPlugin,
  RxDBJsonDumpPlugin,
  RxDBLeaderElectionPlugin,
  RxDBPipelinePlugin,
  RxDBStatePlugin,
]) {
  addRxPlugin(plugin);
}

let names = 0;

async function open(
  storage: AnyDocument = getRxStorageSQLite({ database: ':memory:' }),
  more = {},
) {
  names += 1;
  const name = `plugins${names}`;
  const database: RxDatabase<AnyDocument> = await createRxDatabase({ name, storage, ...more });
  onTestFinished(async () => {
    await database.close();
  });
  return database;
}

interface Counted {
  count: number;
  who: string;
}

const schema = ITEM_SCHEMA;

test('state is kept over a restart', async () => {
  using place = temporaryFile();
  const storage = () => getRxStorageSQLite({ database: place.file });
  const first = await createRxDatabase<AnyDocument>({ name: 'stateful', storage: storage() });
  const state = (await first.addState()) as RxState<Counted>;
  for (let time = 0; time < 5; time += 1) await state.set('count', (count) => (count ?? 0) + 1);
  await state.set('who', () => 'Ada');
  await first.close();
  const second = await createRxDatabase<AnyDocument>({ name: 'stateful', storage: storage() });
  const again = (await second.addState()) as RxState<Counted>;
  expect([again.get('count'), again.get('who')]).toEqual([5, 'Ada']);
  await second.close();
});

test('a dump of one database fills another', async () => {
  const collections = { items: { schema } };
  const from = await (await open()).addCollections(collections);
  await from.items.bulkInsert([
    { id: 'a', name: 'Coat' },
    { id: 'b', price: 5, tags: ['x'] },
  ]);
  const dump = await from.items.database.exportJSON();
  const into = await (await open()).addCollections(collections);
  await into.items.database.importJSON(dump);
  const found = await into.items.find({ sort: [{ id: 'asc' }] }).exec();
  expect(found.map((item: AnyDocument) => item.toJSON())).toEqual([
    { id: 'a', name: 'Coat' },
    { id: 'b', price: 5, tags: ['x'] },
  ]);
});

test('a pipeline carries every change on, once, from where it was', async () => {
  const { items, names: found } = await (await open()).addCollections({
    items: { schema },
    names: { schema },
  });
  await items.bulkInsert([{ id: 'a', name: 'Coat' }]);
  const pipeline = await items.addPipeline({
    identifier: 'names',
    destination: found,
    handler: async (changes: AnyDocument[]) => {
      for (const { id, name } of changes) await found.upsert({ id, name: `${name}!` });
    },
  });
  await items.bulkInsert([{ id: 'b', name: 'Scarf' }]);
  await pipeline.awaitIdle();
  const all = await found.find({ sort: [{ id: 'asc' }] }).exec();
  expect(all.map(({ name }: AnyDocument) => name)).toEqual(['Coat!', 'Scarf!']);
  await pipeline.close();
});

test('a document that breaks its schema is refused by the validator on top', async () => {
  const storage = wrappedValidateZSchemaStorage({
    storage: getRxStorageSQLite({ database: ':memory:' }),
  });
  const { items } = await (await open(storage)).addCollections({ items: { schema } });
  await expect(items.insert({ id: 'a', price: 'much' })).rejects.toThrow('VD2');
  await items.insert({ id: 'a', price: 1 });
  expect(await items.count().exec()).toBe(1);
});

test('documents of another storage are taken over', async () => {
  const old = getRxStorageMemory();
  const keeper = await createRxDatabase<AnyDocument>({ name: 'old', storage: old });
  const { items } = await keeper.addCollections({ items: { schema } });
  await items.bulkInsert([
    { id: 'a', name: 'Coat' },
    { id: 'b', name: 'Scarf' },
  ]);
  await items.findOne('b').remove();
  const database = await open();
  const newer = await database.addCollections({ items: { schema } });
  await migrateStorage({ database, oldDatabaseName: 'old', oldStorage: old });
  const found = await newer.items.find().exec();
  expect(found.map(({ name }: AnyDocument) => name)).toEqual(['Coat']);
});

test('a database that is removed leaves no table of its own in the file', async () => {
  using place = temporaryFile();
  const storage = getRxStorageSQLite({ database: place.file });
  const database = await createRxDatabase<AnyDocument>({ name: 'gone', storage });
  const { items } = await database.addCollections({ items: { schema } });
  await items.insert({ id: 'a' });
  await database.close();
  await removeRxDatabase('gone', storage);
  const file = new Database(place.file);
  const tables = file.prepare("select name from sqlite_schema where name like 'rx!_%' escape '!'");
  expect(tables.pluck().all()).toEqual(['rx_storage_table']);
  expect(file.prepare('select count(*) from rx_storage_table').pluck().get()).toBe(0);
  file.close();
});

test('two instances replicate below collections, and the master wins', async () => {
  const here = await openInstance({ database: ':memory:' }, schema);
  const there = await openInstance({ database: ':memory:' }, schema);
  const metaSchema = getRxReplicationMetaInstanceSchema(here.schema, false);
  const metaInstance = await getRxStorageSQLite({ database: ':memory:' }).createStorageInstance({
    ...creationParams(schema, { collectionName: 'meta' }),
    schema: metaSchema,
  });
  await here.bulkWrite(inserted({ id: 'a', price: 1 }, { id: 'b', price: 1 }), 'test');
  await there.bulkWrite(inserted({ id: 'b', price: 2 }, { id: 'c', price: 2 }), 'test');
  const conflictHandler: RxConflictHandler<AnyDocument> = defaultConflictHandler;
  const state = replicateRxStorageInstance<AnyDocument>({
    identifier: 'test',
    pullBatchSize: 2,
    pushBatchSize: 2,
    forkInstance: here,
    metaInstance: metaInstance as AnyDocument,
    replicationHandler: rxStorageInstanceToReplicationHandler(there, conflictHandler, 'token'),
    conflictHandler,
    hashFunction: defaultHashSha256,
    skipStoringPullMeta: false,
  });
  await awaitRxStorageReplicationFirstInSync(state);
  const prices = async (instance: typeof here) =>
    (await instance.findDocumentsById(['a', 'b', 'c'], false)).map(({ price }) => price);
  expect([await prices(here), await prices(there)]).toEqual([
    [1, 2, 2],
    [1, 2, 2],
  ]);
  const [first, , last] = await here.findDocumentsById(['a', 'b', 'c'], false);
  await here.bulkWrite([changed(first, { price: 7 }), deleted(last)], 'test');
  await awaitRxStorageReplicationInSync(state);
  await expect.poll(() => prices(there)).toEqual([7, 2]);
  await cancelRxStorageReplication(state);
  for (const instance of [here, there, metaInstance]) await instance.close();
});
