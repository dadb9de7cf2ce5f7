/**
 * What RxDB 17.6 does with documents that nobody would expect. Each test shows one trap as it is, so
 * that a later RxDB without it is noticed, and what this storage can do about it, where it can.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RxDatabase, RxReplicationWriteToMasterRow } from 'rxdb';
import { createRxDatabase } from 'rxdb';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { Subject } from 'rxjs';
import { expect, onTestFinished, test } from 'vitest';
import { getRxStorageSQLite } from './rx-storage-sqlite.ts';
import { inserted } from './test/documents.ts';
import { type AnyDocument, openInstance, temporaryFile } from './test/open-storage.ts';
import { ITEM_SCHEMA } from './test/schemas.ts';

const run = promisify(execFile);
let names = 0;

async function aDatabase(storage: AnyDocument = getRxStorageSQLite({ database: ':memory:' })) {
  names += 1;
  const name = `traps${names}`;
  const database: RxDatabase<AnyDocument> = await createRxDatabase({ name, storage });
  onTestFinished(async () => {
    await database.close();
  });
  return database;
}

async function items(storage?: AnyDocument) {
  const database = await aDatabase(storage);
  return (await database.addCollections({ items: { schema: ITEM_SCHEMA } })).items;
}

type Rows = RxReplicationWriteToMasterRow<AnyDocument>[];

interface Server {
  /** In the order of change. A checkpoint is how many of them were read. */
  readonly feed: AnyDocument[];
  readonly pushed: Rows[];
  pulls: number;
  /** Answers a push: the conflicts. What it throws, RxDB sends again. */
  readonly onPush?: (rows: Rows) => AnyDocument[];
  /** How many documents a page has, whatever is asked for. */
  readonly pageSize?: number;
  readonly stream: Subject<AnyDocument>;
}

function aServer(with_: Partial<Server> = {}): Server {
  return { feed: [], pushed: [], pulls: 0, stream: new Subject(), ...with_ };
}

function replicate(
  collection: AnyDocument,
  server: Server,
  { push = true, live = true } = {},
): RxReplicationState<AnyDocument, AnyDocument> {
  const state = replicateRxCollection<AnyDocument, AnyDocument>({
    collection,
    replicationIdentifier: 'trap',
    live,
    retryTime: 5,
    waitForLeadership: false,
    pull: {
      batchSize: 10,
      stream$: server.stream.asObservable(),
      async handler(checkpoint, size) {
        server.pulls += 1;
        const from = Number(checkpoint?.from ?? 0);
        const documents = server.feed.slice(from, from + Math.min(size, server.pageSize ?? size));
        return { documents, checkpoint: { from: from + documents.length } };
      },
    },
    ...(push && {
      push: {
        batchSize: 10,
        async handler(rows: Rows) {
          server.pushed.push(rows);
          return server.onPush?.(rows) ?? [];
        },
      },
    }),
  });
  onTestFinished(async () => {
    await state.cancel();
  });
  return state;
}

const on = (id: string, more: object = {}) => ({ id, _deleted: false, ...more });
const idsPushed = ({ pushed }: Server) => pushed.flat().map((row) => row.newDocumentState.id);

test.concurrent.for([
  { direction: 'pull', mode: 'go-on', arrived: 40, claim: 'the page is lost for good' },
  { direction: 'pull', mode: 'stop', arrived: 60, claim: 'a fail-stop storage gets it after all' },
  { direction: 'push', mode: 'go-on', arrived: 40, claim: 'they are never pushed again' },
  {
    direction: 'push',
    mode: 'stop',
    arrived: 60,
    claim: 'a fail-stop storage pushes them after all',
  },
])(
  'where SQLite refuses once while documents $direction, $claim',
  async ({ direction, mode, arrived }, { expect }) => {
    using place = temporaryFile();
    const script = join(import.meta.dirname, 'test/replicate-through-failure.ts');
    const { stdout } = await run(process.execPath, [script, place.file, direction, mode]);
    expect(JSON.parse(stdout)).toEqual({ arrived, failures: 1 });
  },
);

test('one document that the server cannot take keeps all later ones from being pushed', async () => {
  const server = aServer({
    onPush(rows) {
      if (rows.some(({ newDocumentState }) => newDocumentState.id === 'poison')) throw new Error();
      return [];
    },
  });
  const collection = await items();
  const state = replicate(collection, server);
  await state.awaitInitialReplication();
  await collection.insert({ id: 'poison' });
  await expect.poll(() => server.pushed.length).toBeGreaterThan(0);
  await collection.insert({ id: 'innocent' });
  const before = server.pushed.length;
  await expect.poll(() => server.pushed.length).toBeGreaterThan(before + 5);
  expect(idsPushed(server)).not.toContain('innocent');
});

test('a page that is shorter than asked for ends the pull, though there is more', async () => {
  const server = aServer({ pageSize: 4 });
  server.feed.push(...Array.from({ length: 12 }, (_, at) => on(`d${at}`)));
  const collection = await items();
  await replicate(collection, server).awaitInitialReplication();
  expect([await collection.count().exec(), server.pulls]).toEqual([4, 1]);
});

test('a told checkpoint past a row that commits later loses that row', async () => {
  const server = aServer();
  const collection = await items();
  const state = replicate(collection, server);
  await state.awaitInitialReplication();
  // Two writers took numbers 1 and 2; the second one committed first and was told.
  server.stream.next({ documents: [on('second')], checkpoint: { from: 2 } });
  await expect.poll(() => collection.count().exec()).toBe(1);
  server.feed.push(on('first'), on('second'));
  state.reSync();
  await expect.poll(() => server.pulls).toBe(2);
  await state.awaitInSync();
  expect(await collection.findOne('first').exec()).toBeNull();
});

test('where a server changes a document on push and does not say so, the next edit vanishes', async () => {
  const master = new Map<string, AnyDocument>();
  const server = aServer({
    onPush: (rows) =>
      rows.flatMap(({ assumedMasterState, newDocumentState }) => {
        const now = master.get(newDocumentState.id);
        if (now !== undefined && now.price !== assumedMasterState?.price) return [now];
        master.set(newDocumentState.id, { ...newDocumentState, price: 999 });
        return [];
      }),
  });
  const collection = await items();
  const state = replicate(collection, server);
  await state.awaitInitialReplication();
  const item = await collection.insert({ id: 'a', name: 'Coat', price: 1 });
  await state.awaitInSync();
  await item.incrementalPatch({ name: 'Warm coat' });
  await state.awaitInSync();
  await expect.poll(async () => (await collection.findOne('a').exec()).name).toBe('Coat');
  expect(master.get('a').name).toBe('Coat');
});

test('what was written while only pulling is not pushed when pushing is added', async () => {
  const server = aServer();
  const collection = await items();
  const pulling = replicate(collection, server, { push: false });
  await pulling.awaitInitialReplication();
  server.feed.push(on('from the server'));
  pulling.reSync();
  await expect.poll(() => collection.count().exec()).toBe(1);
  await collection.insert({ id: 'early' });
  await pulling.awaitInSync();
  await pulling.cancel();
  const both = replicate(collection, server);
  await both.awaitInitialReplication();
  await collection.insert({ id: 'late' });
  await expect.poll(() => idsPushed(server)).toContain('late');
  await both.awaitInSync();
  expect(idsPushed(server)).not.toContain('early');
});

test('with pushing every pulled document is written twice', async () => {
  const written = async (push: boolean) => {
    const server = aServer();
    server.feed.push(...Array.from({ length: 9 }, (_, at) => on(`d${at}`)));
    const collection = await items();
    await replicate(collection, server, { push }).awaitInitialReplication();
    const { connection } = collection.storageInstance.originalStorageInstance.internals;
    const tables: string[] = connection
      .prepare(
        "select name from rx_storage_table where collection_name not like '\\_%' escape '\\'",
      )
      .pluck()
      .all();
    const count = (table: string) =>
      connection.prepare(`select count(*) from "${table}" where doc like '%"d_"%'`).pluck().get();
    return tables.reduce((sum, table) => sum + Number(count(table)), 0);
  };
  const pulledAlone = await written(false);
  expect((await written(true)) - pulledAlone).toBe(9);
});

test('a pulled document that breaks the schema is left out, and its page is asked for again and again', async () => {
  const server = aServer();
  server.feed.push(on('good'), on('bad', { price: 'much' }));
  const storage = wrappedValidateAjvStorage({
    storage: getRxStorageSQLite({ database: ':memory:' }),
  });
  const collection = await items(storage);
  const state = replicate(collection, server);
  state.error$.subscribe(() => {});
  await expect.poll(() => collection.count().exec()).toBe(1);
  for (const pulls of [2, 3]) {
    state.reSync();
    await expect.poll(() => server.pulls).toBeGreaterThanOrEqual(pulls);
  }
  expect(await collection.findOne('bad').exec()).toBeNull();
});

test('without its paid flag RxDB refuses the fifteenth open collection', async () => {
  const database = await aDatabase();
  const open = (name: string) => database.addCollections({ [name]: { schema: ITEM_SCHEMA } });
  for (let at = 1; at <= 14; at += 1) await open(`c${at}`);
  await expect(open('c15')).rejects.toThrow('COL23');
});

test('twenty instances without collections are open in one file', async () => {
  using place = temporaryFile();
  const open = (at: number) =>
    openInstance({ database: place.file }, ITEM_SCHEMA, { collectionName: `kind ${at}` });
  const instances = await Promise.all(Array.from({ length: 20 }, (_, at) => open(at)));
  for (const instance of instances) await instance.bulkWrite(inserted({ id: 'a' }), 'test');
  for (const instance of instances) {
    expect(await instance.findDocumentsById(['a'], false)).toHaveLength(1);
    await instance.close();
  }
});

test('every instance is told once and before the write answers, without a BroadcastChannel', async () => {
  using place = temporaryFile();
  const original = globalThis.BroadcastChannel;
  let channels = 0;
  globalThis.BroadcastChannel = class extends original {
    constructor(name: string) {
      super(name);
      channels += 1;
    }
  };
  onTestFinished(() => {
    globalThis.BroadcastChannel = original;
  });
  const [writer, reader] = await Promise.all(
    [1, 2].map(() => openInstance({ database: place.file }, ITEM_SCHEMA)),
  );
  const told: string[] = [];
  reader?.changeStream().subscribe(({ events }) => told.push(...events.map((e) => e.documentId)));
  const answered = writer?.bulkWrite(inserted({ id: 'a' }, { id: 'b' }), 'test');
  expect(told).toEqual(['a', 'b']);
  await answered;
  expect([told, channels]).toEqual([['a', 'b'], 0]);
  await writer?.close();
  await reader?.close();
});
