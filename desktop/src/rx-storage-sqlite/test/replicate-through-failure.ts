/**
 * Replicates sixty documents with RxDB while SQLite refuses one operation, then starts again on the
 * same file, and says how many got through: `FILE pull|push go-on|stop`. A process of its own, since
 * RxDB may leave such a failure as a rejection that nobody handles.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { createRxDatabase } from 'rxdb';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageSQLite } from '../rx-storage-sqlite.ts';
import type { AnyDocument } from './open-storage.ts';
import { ITEM_SCHEMA } from './schemas.ts';

const [, , file = '', direction = '', mode = ''] = process.argv;
const COUNT = 60;
const PAGE = 20;
/** When nothing moved for so long, RxDB has given up; a busy machine is quiet for less. */
const QUIET_MS = 1_000;

const documents = Array.from({ length: COUNT }, (_, at) => ({ id: `d${100 + at}`, price: at }));
const onServer = new Set<string>();
let failures = 0;
/** Ends the fault: SQLite refuses one operation and works again. */
let relent = () => {};

process.on('unhandledRejection', () => relent());

async function start() {
  const storage = getRxStorageSQLite({ database: file, failStop: mode === 'stop' });
  const database = await createRxDatabase<AnyDocument>({ name: 'shop', storage });
  const { items } = await database.addCollections({ items: { schema: ITEM_SCHEMA } });
  const { connection, table } = items.storageInstance.originalStorageInstance.internals;
  return { database, items, connection, table };
}

type Running = Awaited<ReturnType<typeof start>>;

function replicate({ items }: Running, onPage: (page: number) => void) {
  const toPull = direction === 'pull' ? documents : [];
  return replicateRxCollection<AnyDocument, AnyDocument>({
    collection: items,
    replicationIdentifier: 'test',
    live: true,
    retryTime: 10,
    waitForLeadership: false,
    pull: {
      batchSize: PAGE,
      async handler(checkpoint, size) {
        const from = Number(checkpoint?.from ?? 0);
        const page = toPull.slice(from, from + size);
        onPage(from / PAGE + 1);
        return {
          documents: page.map((one) => ({ ...one, _deleted: false })),
          checkpoint: { from: from + page.length },
        };
      },
    },
    push: {
      batchSize: PAGE,
      async handler(rows) {
        for (const { newDocumentState } of rows) onServer.add(newDocumentState.id);
        return [];
      },
    },
  });
}

const arrived = ({ connection, table }: Running) =>
  direction === 'push'
    ? onServer.size
    : Number(connection.prepare(`select count(*) from "${table}"`).pluck().get());

/** Waits for all of them, or until the count has not moved for a while. */
async function settled(running: Running, expected = COUNT): Promise<number> {
  let last = -1;
  for (let since = performance.now(); performance.now() - since < QUIET_MS; await wait(10)) {
    const now = arrived(running);
    if (now !== last) since = performance.now();
    if (now === expected) return now;
    last = now;
  }
  return last;
}

/** A page cannot be stored. */
function refuseInserts({ connection, table }: Running): void {
  connection.exec(`create temp trigger refuse before insert on "${table}"
    begin select raise(abort, 'refused'); end`);
  relent = () => {
    failures += 1;
    connection.exec('drop trigger if exists refuse');
  };
}

/** What RxDB noted of the server's state cannot be read. */
function refuseReads({ connection }: Running): void {
  const meta = connection
    .prepare("select name from rx_storage_table where collection_name like 'rx-replication-meta%'")
    .pluck()
    .get() as string;
  connection.exec(`alter table "${meta}" rename to hidden`);
  let isHidden = true;
  relent = () => {
    failures += 1;
    if (isHidden) connection.exec(`alter table hidden rename to "${meta}"`);
    isHidden = false;
  };
}

const first = await start();
const replication = replicate(first, (page) => {
  if (page === 2) refuseInserts(first);
});
replication.error$.subscribe(() => relent());
if (direction === 'push') {
  await first.items.bulkInsert(documents.slice(0, PAGE));
  await settled(first, PAGE);
  refuseReads(first);
  await first.items.bulkInsert(documents.slice(PAGE, 2 * PAGE));
  for (let tries = 0; failures === 0 && tries < 500; tries += 1) await wait(10);
  await first.items.bulkInsert(documents.slice(2 * PAGE)).catch(() => {});
}
await settled(first);
await replication.cancel().catch(() => {});
await first.database.close().catch(() => {});

const second = await start();
if (direction === 'push') {
  // What the stopped storage refused to take, the person enters again.
  await second.items.bulkUpsert(documents.slice(2 * PAGE));
}
const again = replicate(second, () => {});
await settled(second);
again.reSync();
console.log(JSON.stringify({ arrived: await settled(second), failures: Math.min(failures, 1) }));
process.exit(0);
