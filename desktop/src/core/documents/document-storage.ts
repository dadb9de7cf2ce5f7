/**
 * The collections of documents as RxDB's storage writes them. RxDB takes half a second to load, so
 * it is loaded when the first document is to be written and not before the first scan; reading goes
 * by plain statements (find-item.ts and the like).
 */
import { assert } from '@second-chance/shared/assert.ts';
import type { Store } from '../store/open-store.ts';
import {
  DOCUMENT_DATABASE,
  DOCUMENT_SCHEMA_VERSION,
  STORED_COLLECTIONS,
  type StoredCollection,
  type StoredDocument,
} from './collection-tables.ts';

export interface RowWrite {
  readonly document: StoredDocument;
  /** What is in its place now; undefined where nothing is. */
  readonly previous: StoredDocument | undefined;
}

export interface DocumentStorage {
  readonly store: Store;
  /**
   * Writes rows as part of the transaction that is open; throws what fails, so that it fails too.
   * Who listens to the collection is told after the commit.
   */
  readonly write: (stored: StoredCollection, rows: readonly RowWrite[]) => void;
  /** RxDB's clock, by which changes are ordered. Milliseconds. */
  readonly now: () => number;
}

const storages = new WeakMap<Store, Promise<DocumentStorage>>();
const opened = new WeakMap<Store, DocumentStorage>();

/** Opens the collections of a store once; RxDB's instances close with the store's connection. */
export function documentStorage(store: Store): Promise<DocumentStorage> {
  const known = storages.get(store);
  if (known !== undefined) return known;
  const opening = openStorage(store);
  storages.set(store, opening);
  opening.then(
    (storage) => opened.set(store, storage),
    // What could not be opened is tried again by whoever asks next.
    () => storages.delete(store),
  );
  return opening;
}

/**
 * The time for rows that are inserted past the storage: RxDB's once it is loaded. Before that nobody
 * reads by time, and RxDB begins after the latest that it finds. Milliseconds.
 */
export function rowTime(store: Store): number {
  return opened.get(store)?.now() ?? Date.now();
}

async function openStorage(store: Store): Promise<DocumentStorage> {
  const [{ fillWithDefaultSettings, now }, { getRxStorageSQLite }] = await Promise.all([
    import('rxdb'),
    import('../../rx-storage-sqlite/rx-storage-sqlite.ts'),
  ]);
  const storage = getRxStorageSQLite({ database: store.sqlite });
  const collections = await Promise.all(
    STORED_COLLECTIONS.map(async (collectionName) => {
      const instance = await storage.createStorageInstance<Record<string, unknown>>({
        databaseInstanceToken: DOCUMENT_DATABASE,
        databaseName: DOCUMENT_DATABASE,
        collectionName,
        schema: fillWithDefaultSettings(schemaOf(collectionName)),
        options: {},
        multiInstance: false,
        devMode: false,
      });
      return [collectionName, instance] as const;
    }),
  );
  const instances = new Map(collections);
  return {
    store,
    now,
    write(stored, rows) {
      assert(store.sqlite.inTransaction, 'documents are written in a transaction');
      const instance = instances.get(stored);
      assert(instance !== undefined, `collection ${stored} is open`);
      const { error } = instance.bulkWriteSync(rows as never, 'till');
      assert(error.length === 0, `${error.length} documents of ${stored} were changed meanwhile`);
    },
  };
}

/** Fields are checked by the documents' own schemas; RxDB needs the key alone. */
function schemaOf(collection: StoredCollection) {
  const primaryKey = collection === 'reference' ? 'key' : 'id';
  return {
    version: DOCUMENT_SCHEMA_VERSION,
    primaryKey,
    type: 'object',
    properties: { [primaryKey]: { type: 'string', maxLength: 100 } },
    required: [primaryKey],
  } as const;
}
