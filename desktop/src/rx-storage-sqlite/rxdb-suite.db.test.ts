/**
 * RxDB's own suite for replications, which ships in its test utilities, with this storage under both
 * sides. It calls `describe` and `it` as globals.
 */
import { registerHooks } from 'node:module';
import type { RxCollection, RxStorage } from 'rxdb';
import { addRxPlugin, createRxDatabase, rxStorageInstanceToReplicationHandler } from 'rxdb';
import { RxDBAttachmentsPlugin } from 'rxdb/plugins/attachments';
import { disableWarnings, RxDBDevModePlugin } from 'rxdb/plugins/dev-mode';
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { afterAll, describe, test } from 'vitest';
import { getRxStorageSQLite } from './rx-storage-sqlite.ts';
import type { AnyDocument } from './test/open-storage.ts';

/**
 * RxDB settles a conflict over an attachment by writing the master's stub at the client, and never
 * fetches the data behind it, so that no storage could have it: its memory storage fails as well.
 */
const NEVER_FETCHED = 'should keep the master attachment state on conflict';

/** What the suite takes from packages that RxDB does not bring along. */
const MISSING: Readonly<Record<string, string>> = {
  'async-test-util': `
    export const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    export const randomString = (length = 5) =>
      Array.from({ length }, () => Math.floor(Math.random() * 36).toString(36)).join('');`,
  clone: 'export default structuredClone;',
};
registerHooks({
  resolve: (specifier, context, next) =>
    specifier in MISSING
      ? { url: `data:text/javascript,${MISSING[specifier]}`, shortCircuit: true }
      : next(specifier, context),
});
const { runReplicationBaseTestSuite, schemas, setConfig } = await import('rxdb/plugins/test-utils');

disableWarnings();
for (const plugin of [RxDBDevModePlugin, RxDBAttachmentsPlugin, RxDBLocalDocumentsPlugin]) {
  addRxPlugin(plugin);
}
Object.assign(globalThis, {
  describe,
  it: (claim: string, check: () => Promise<void>) =>
    claim === NEVER_FETCHED ? test.fails(claim, check) : test(claim, check),
});

const storage = (): RxStorage<AnyDocument, AnyDocument> =>
  wrappedValidateAjvStorage({ storage: getRxStorageSQLite({ database: ':memory:' }) });
setConfig({ storage: { name: 'SQLite', getStorage: storage } } as unknown as Parameters<
  typeof setConfig
>[0]);

const servers = new Map<'plain' | 'attachments', RxCollection<AnyDocument>>();
let databases = 0;

async function closeServers(): Promise<void> {
  for (const { database } of servers.values()) await database.close();
  servers.clear();
}

async function startServers(): Promise<void> {
  await closeServers();
  for (const kind of ['plain', 'attachments'] as const) {
    databases += 1;
    const name = `server${databases}`;
    const database = await createRxDatabase<AnyDocument>({ name, storage: storage() });
    const schema = kind === 'plain' ? schemas.human : { ...schemas.human, attachments: {} };
    const { human } = await database.addCollections({ human: { schema } });
    servers.set(kind, human);
  }
}

function server(kind: 'plain' | 'attachments'): RxCollection<AnyDocument> {
  const found = servers.get(kind);
  if (found === undefined) throw new Error('the suite starts the servers first');
  return found;
}

function replicate(collection: RxCollection, kind: 'plain' | 'attachments', live: boolean) {
  const remote = server(kind);
  const handler = rxStorageInstanceToReplicationHandler<AnyDocument, AnyDocument>(
    remote.storageInstance,
    remote.conflictHandler,
    remote.database.token,
  );
  return replicateRxCollection<AnyDocument, AnyDocument>({
    collection,
    replicationIdentifier: kind,
    live,
    pull: {
      handler: (checkpoint, size) => handler.masterChangesSince(checkpoint, size),
      stream$: handler.masterChangeStream$,
    },
    push: { handler: (rows) => handler.masterWrite(rows) },
  });
}

async function syncOnce(collection: RxCollection, kind: 'plain' | 'attachments'): Promise<void> {
  const replication = replicate(collection, kind, false);
  await replication.awaitInitialReplication();
  await replication.cancel();
}

runReplicationBaseTestSuite({
  startReplication: (collection) => replicate(collection, 'plain', true),
  syncOnce: (collection) => syncOnce(collection, 'plain'),
  syncOnceWithAttachments: (collection) => syncOnce(collection, 'attachments'),
  getAllServerDocs: () => server('plain').find().exec(),
  cleanUpServer: startServers,
  getPrimaryOfServerDoc: ({ passportId }) => passportId,
});

afterAll(closeServers);
