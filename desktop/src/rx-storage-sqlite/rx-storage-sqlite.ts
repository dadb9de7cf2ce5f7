import { resolve } from 'node:path';
import type { RxStorage, RxStorageInstanceCreationParams } from 'rxdb';
import { ensureRxStorageInstanceParamsAreCorrect, RXDB_VERSION } from 'rxdb';
import { joinConnection, leaveConnection } from './connection.ts';
import { openInstance } from './storage-instance.ts';
import type {
  RxStorageInstanceSQLite,
  RxStorageSQLiteInternals,
  RxStorageSQLiteOptions,
  RxStorageSQLiteSettings,
} from './storage-types.ts';

export interface RxStorageSQLite
  extends RxStorage<RxStorageSQLiteInternals, RxStorageSQLiteOptions> {
  createStorageInstance<RxDocType>(
    params: RxStorageInstanceCreationParams<RxDocType, RxStorageSQLiteOptions>,
  ): Promise<RxStorageInstanceSQLite<RxDocType>>;
}

/**
 * An RxStorage for RxDB 17 on better-sqlite3. Any number of databases, collections and schema
 * versions live in one file; see README.md for what it promises.
 */
export function getRxStorageSQLite(settings: RxStorageSQLiteSettings): RxStorageSQLite {
  const storage: RxStorageSQLite = {
    name: `better-sqlite3 ${placeOf(settings.database)}`,
    rxdbVersion: RXDB_VERSION,
    async createStorageInstance(params) {
      ensureRxStorageInstanceParamsAreCorrect(params);
      const connection = joinConnection(settings.database, storage);
      try {
        return openInstance(connection, params, { failStop: settings.failStop ?? false });
      } catch (failure) {
        leaveConnection(connection);
        throw failure;
      }
    },
  };
  return storage;
}

let inMemory = 0;

/** RxDB allows one open database of a name in each storage name; two files are two storages. */
function placeOf(database: RxStorageSQLiteSettings['database']): string {
  const name =
    typeof database === 'string' ? database : database.memory ? ':memory:' : database.name;
  if (name !== ':memory:' && name !== '') return resolve(name);
  inMemory += 1;
  return `in memory ${inMemory}`;
}
